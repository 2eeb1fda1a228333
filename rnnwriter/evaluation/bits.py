"""Bits per character: how many bits a model needs, on average, to tell each character.

*Carried*: the state flows through each document from its beginning. *Cold N*: the text is cut
into blocks of N characters, each read from an empty state, so that a model is also judged on
what it does with little context. A character outside the alphabet costs what UNKNOWN costs. A model
of words is measured on the tokens that the text is encoded in; other tokens could say the same, so
it is a little better than its figure.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rnnwriter.corpus.alphabet import BOUNDARY, UNKNOWN
from rnnwriter.corpus.documents import Document
from rnnwriter.model.model import Model
from rnnwriter.model.pair import Pair
from rnnwriter.model.sampling import log_softmax

COLD_BLOCK = 256
_LANES = 32
_WINDOW = 128


@dataclass(frozen=True)
class Bits:
    """carried, cold: bits per character. coverage: share of characters in the alphabet."""

    carried: float
    cold: float
    characters: int
    documents: int
    coverage: float


def bits_per_character(
    model: Model, documents: Sequence[Document], cold_block: int = COLD_BLOCK
) -> Bits:
    """Measure `model` on every character of `documents`.

    Raises ValueError when they hold no text.
    """
    texts = [document.text for document in documents if document.text]
    if not texts:
        raise ValueError("there is no text to measure on")
    blocks = [text[i : i + cold_block] for text in texts for i in range(0, len(text), cold_block)]
    characters = sum(map(len, texts))
    covered = sum(int((model.alphabet.encode(text) != UNKNOWN).sum()) for text in texts)
    return Bits(
        carried=nats(model, texts) / characters / math.log(2),
        cold=nats(model, blocks) / characters / math.log(2),
        characters=characters,
        documents=len(texts),
        coverage=covered / characters,
    )


def nats(
    model: Model, texts: Sequence[str], read: Callable[[float], object] = lambda share: None
) -> float:
    """Nats of all `texts`, each read on its own from an empty state and BOUNDARY.

    Texts are read side by side, longest first, so that lanes fall idle at the end of a group only.
    read: hears from time to time which share is read; what it raises ends the reading.
    """
    total, done = 0.0, 0
    # Two networks that are asked together agree on characters alone.
    pair = isinstance(model.network, Pair)
    network = model.network if pair else model.tokens
    encode = model.alphabet.encode if pair else model.info.tokens.encode
    encoded = [encode(text) for text in texts]
    tokens = sum(map(len, encoded))
    ordered = sorted(encoded, key=len, reverse=True)
    for start in range(0, len(ordered), _LANES):
        group = ordered[start : start + _LANES]
        lengths = np.array([len(text) for text in group])
        targets = np.zeros((len(group), lengths[0]), dtype=np.int64)
        for row, text in enumerate(group):
            targets[row, : len(text)] = text
        inputs = np.concatenate([np.full((len(group), 1), BOUNDARY), targets[:, :-1]], axis=1)
        state = network.start(len(group))
        for begin in range(0, int(lengths[0]), _WINDOW):
            alive = int((lengths > begin).sum())
            state = state.rows(slice(alive))
            window = slice(begin, begin + _WINDOW)
            logits, state = network.prefill(inputs[:alive, window], state)
            wanted = targets[:alive, window]
            scored = np.arange(begin, begin + wanted.shape[1]) < lengths[:alive, None]
            each = np.take_along_axis(log_softmax(logits), wanted[..., None], axis=-1)[..., 0]
            total -= float(each[scored].sum())
            done += int(scored.sum())
            read(done / tokens)
    return total
