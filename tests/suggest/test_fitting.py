"""What is fitted on documents kept apart fits others too."""

from pathlib import Path

import numpy as np
import pytest

from rnnwriter.corpus.documents import Document
from rnnwriter.model import Model, load_model
from rnnwriter.model.ngrams import LONGEST, NgramModel
from rnnwriter.suggest.cache import NgramCache
from rnnwriter.suggest.fitting import calibrated, counted, fitted
from rnnwriter.suggest.mixing import NO_SCORES, Floats, first_weights, mix
from tests.texts import prose


@pytest.fixture(scope="module")
def model(trained: Path) -> Model:
    """The small trained model."""
    return load_model(trained)


def surprise(model: Model, ngrams: NgramModel, text: str, weights: Floats) -> float:
    """Mean bits per character of the mixture, with weights that stay."""
    cache, scores, before = NgramCache(len(model.alphabet)), NO_SCORES, [1]
    bits = 0.0
    for row, symbol in zip(
        model.log_probabilities(text).astype(np.float32),
        model.alphabet.encode(text).tolist(),
        strict=True,
    ):
        recent = before[-LONGEST:]
        mixture = mix(weights, row, ngrams.predict(recent), cache.predict(recent), scores)
        bits -= float(mixture.logits[symbol]) / np.log(2)
        scores = mixture.scores_after(symbol)
        cache.learn(recent, symbol)
        before.append(symbol)
    return bits / len(text)


def test_fitted_weights_beat_the_first_ones_on_another_text(model: Model) -> None:
    ngrams = counted(model.alphabet, [Document("notes", prose(20_000, seed=1))])
    memory = fitted(model, ngrams, [Document(f"{n}", prose(1_000, seed=n)) for n in (2, 3, 4)])
    other = prose(2_000, seed=5)
    fresh = surprise(model, ngrams, other, first_weights(with_notes=True))
    assert surprise(model, memory.ngrams, other, memory.mixing) < fresh
    assert memory.calibration != (0.0, 1.0)


def test_nothing_to_fit_on_leaves_what_there_was(model: Model) -> None:
    memory = fitted(model, counted(model.alphabet, []), [])
    np.testing.assert_array_equal(memory.mixing, first_weights(with_notes=True))
    assert memory.calibration == (0.0, 1.0)


def test_a_calibration_finds_the_line_that_outcomes_came_from() -> None:
    random = np.random.default_rng(0)
    chances = random.uniform(0.05, 0.95, 20_000)
    odds = 0.5 + 0.8 * np.log(chances / (1 - chances))
    came = random.random(20_000) < 1 / (1 + np.exp(-odds))
    offset, slope = calibrated(np.stack([chances, came], axis=1))
    assert offset == pytest.approx(0.5, abs=0.05)
    assert slope == pytest.approx(0.8, abs=0.05)
