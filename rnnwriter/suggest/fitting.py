"""The memory of a personal model: n-grams counted in notes, and how to mix them, fitted beside."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rnnwriter.corpus.alphabet import BOUNDARY, Alphabet
from rnnwriter.corpus.documents import Document, beginnings
from rnnwriter.model.memory import Memory
from rnnwriter.model.model import Model
from rnnwriter.model.ngrams import LONGEST, NgramModel
from rnnwriter.model.sampling import greedy
from rnnwriter.suggest.cache import NgramCache
from rnnwriter.suggest.context import Context
from rnnwriter.suggest.gate import word_ends
from rnnwriter.suggest.mixing import NO_SCORES, Floats, first_weights, learn, mix
from rnnwriter.suggest.search import continuation

MOST_FITTED = 40_000
# Of one document, so that the weights fit many.
_MOST_OF_ONE = 4_000
_RATES = (0.01, 0.003)
# Of calibration: characters read, a look at what comes after so many of them, down to what chance
# and how far.
_MOST_CALIBRATED = 12_000
_MOST_CALIBRATED_OF_ONE = 2_000
_EVERY = 6
_LEAST = 0.05
_LONGEST_WORD = 16
_NEWTON_STEPS = 20
# As if so many outcomes had said that the chances are right.
_PRIOR = 10.0


def counted(alphabet: Alphabet, documents: Sequence[Document]) -> NgramModel:
    """The n-grams of `documents`; seconds for a million characters."""
    texts = [
        np.concatenate([[BOUNDARY], alphabet.encode(document.text)]).astype(np.int64)
        for document in documents
    ]
    return NgramModel.counted(texts, len(alphabet))


def fitted(model: Model, ngrams: NgramModel, documents: Sequence[Document]) -> Memory:
    """`ngrams` with weights learnt by reading `documents` that they were not counted in.

    At most MOST_FITTED characters are read, twice, and a part of them once more to see what the
    chances of first words are worth: about a minute.
    """
    chosen = beginnings(documents, MOST_FITTED, _MOST_OF_ONE)
    texts = [document.text for document in chosen]
    weights = first_weights(with_notes=True)
    for rate in _RATES:
        weights = _mean_weights(model, ngrams, texts, weights, rate)
    memory = Memory(ngrams, weights)
    outcomes = _first_words(model.with_memory(memory), chosen)
    return replace(memory, calibration=calibrated(outcomes))


def _first_words(model: Model, documents: Sequence[Document]) -> NDArray[np.float64]:
    """(words, 2): the chance of the first word of continuations, and whether it came."""
    outcomes: list[tuple[float, bool]] = []
    read = beginnings(documents, _MOST_CALIBRATED, _MOST_CALIBRATED_OF_ONE)
    for document, part in zip(documents, read, strict=False):
        text = document.text
        context = Context(model)
        for at in range(_EVERY, len(part.text), _EVERY):
            found = continuation(
                context.predictor,
                model.alphabet,
                context.at(text[:at]),
                choose=lambda logits: int(greedy(logits)[0]),
                goes_on=lambda text, chance: chance >= _LEAST and len(text) <= _LONGEST_WORD,
            )
            if length := next(word_ends(found.text, found.following), 0):
                came = text.startswith(found.text[:length], at)
                outcomes.append((found.chances[length - 1], came))
    return np.array(outcomes, dtype=np.float64).reshape(-1, 2)


def calibrated(outcomes: NDArray[np.float64]) -> tuple[float, float]:
    """Offset and slope of a logistic regression, by Newton's method, held near 0 and 1."""
    line = np.array([0.0, 1.0])
    if not len(outcomes):
        return 0.0, 1.0
    chances = np.clip(outcomes[:, 0], 1e-6, 1 - 1e-6)
    inputs = np.stack([np.ones(len(chances)), np.log(chances / (1 - chances))], axis=1)
    for _ in range(_NEWTON_STEPS):
        expected = 1 / (1 + np.exp(-inputs @ line))
        slope = inputs.T @ (outcomes[:, 1] - expected) - _PRIOR * (line - (0.0, 1.0))
        curvature = (inputs * (expected * (1 - expected))[:, None]).T @ inputs
        line += np.linalg.solve(curvature + _PRIOR * np.eye(2), slope)
    return float(line[0]), float(line[1])


def _mean_weights(
    model: Model, ngrams: NgramModel, texts: Sequence[str], weights: Floats, rate: float
) -> Floats:
    """The mean of the weights while `texts` are read, each with a page of its own.

    The mean, for the last ones fit the last text (Polyak and Juditsky 1992).
    """
    total = np.zeros_like(weights, dtype=np.float64)
    read = 0
    for text in texts:
        cache = NgramCache(model.network.symbols)
        logits = model.log_probabilities(text).astype(np.float32)
        before, scores = [BOUNDARY], NO_SCORES
        for row, symbol in zip(logits, model.alphabet.encode(text).tolist(), strict=False):
            recent = tuple(before[-LONGEST:])
            mixture = mix(weights, row, ngrams.predict(recent), cache.predict(recent), scores)
            scores = mixture.scores_after(symbol)
            weights = learn(weights, mixture, symbol, rate)
            cache.learn(recent, symbol)
            before.append(symbol)
            total += weights
            read += 1
    return (total / read).astype(np.float32) if read else weights
