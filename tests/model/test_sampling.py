"""Sampling is exactly p = softmax(log(y) / temperature)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from rnnwriter.corpus.alphabet import BOUNDARY, SPECIALS, UNKNOWN
from rnnwriter.model.sampling import distribution, greedy, log_softmax, sample

logits_rows = st.lists(st.floats(-30, 30, width=32), min_size=SPECIALS + 2, max_size=40).map(
    lambda values: np.array([values], dtype=np.float32)
)


def characters_only(logits: np.ndarray) -> np.ndarray:
    """y: the model's distribution over the characters, straight from the definition."""
    y = np.exp(log_softmax(logits))
    y[..., :SPECIALS] = 0
    normalised: np.ndarray = y / y.sum(axis=-1, keepdims=True)
    return normalised


@given(logits_rows, st.floats(0.05, 5))
def test_the_formula(logits: np.ndarray, temperature: float) -> None:
    y = characters_only(logits)[0, SPECIALS:]
    scaled = np.log(np.maximum(y, 1e-300)) / temperature
    expected = np.exp(scaled - scaled.max())
    expected /= expected.sum()
    got = distribution(logits, temperature)[0]
    np.testing.assert_allclose(got[SPECIALS:], expected, atol=1e-9)
    assert got[UNKNOWN] == got[BOUNDARY] == 0


@pytest.mark.parametrize("temperature", [0.5, 1.0, 1.7])
def test_draws_follow_the_distribution(temperature: float) -> None:
    random = np.random.default_rng(1)
    logits = random.normal(0, 1.5, (1, 30)).astype(np.float32)
    draws = 100_000
    drawn = sample(np.repeat(logits, draws, axis=0), temperature, np.random.default_rng(2))
    counts = np.bincount(drawn, minlength=30)
    expected = characters_only(logits)[0] ** (1 / temperature)
    expected *= draws / expected.sum()
    assert counts[:SPECIALS].sum() == 0
    assert chisquare(counts[SPECIALS:], expected[SPECIALS:]).pvalue > 0.001


@given(logits_rows, st.integers(0, 2**32))
def test_towards_zero_it_is_greedy_and_zero_is_greedy(logits: np.ndarray, seed: int) -> None:
    random = np.random.default_rng(seed)
    likeliest = SPECIALS + logits[0, SPECIALS:].argmax()
    assert greedy(logits)[0] == likeliest
    assert sample(logits, 0, random)[0] == likeliest
    drawn = sample(logits, 1e-300, random)[0]
    # Among ties any may be drawn.
    assert logits[0, drawn] == logits[0, likeliest]
    assert distribution(logits, 0)[0, likeliest] == 1


@settings(max_examples=50)
@given(logits_rows, st.floats(0, 100), st.integers(0, 2**32))
def test_specials_are_never_drawn(logits: np.ndarray, temperature: float, seed: int) -> None:
    logits[:, :SPECIALS] = 50
    many = np.repeat(logits, 50, axis=0)
    assert sample(many, temperature, np.random.default_rng(seed)).min() >= SPECIALS
    assert greedy(many).min() >= SPECIALS


@given(st.integers(0, 2**32), st.floats(0.1, 2))
def test_the_same_seed_draws_the_same(seed: int, temperature: float) -> None:
    logits = np.random.default_rng(0).normal(size=(20, 30)).astype(np.float32)
    first = sample(logits, temperature, np.random.default_rng(seed))
    assert first.tolist() == sample(logits, temperature, np.random.default_rng(seed)).tolist()


@pytest.mark.parametrize("temperature", [-1.0, float("nan"), float("inf")])
def test_what_is_no_temperature_is_refused(temperature: float) -> None:
    with pytest.raises(ValueError, match="temperature"):
        distribution(np.zeros((1, 10)), temperature)
