"""A mixture is a distribution that leans to whoever was right."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.model.ngrams import ORDERS, Prediction
from rnnwriter.model.sampling import log_softmax
from rnnwriter.suggest.mixing import first_weights, learn, mix

SYMBOLS = 5
logits = st.lists(st.floats(-20, 20), min_size=SYMBOLS, max_size=SYMBOLS)


def prediction(values: list[float], longest: int = 0, times: int = 0) -> Prediction:
    """A memory's, from logits."""
    probabilities = np.exp(log_softmax(np.array(values, dtype=np.float32)))
    return Prediction(np.maximum(probabilities, 1e-6).astype(np.float32), longest, times)


@given(logits, logits, logits, st.integers(0, ORDERS), st.integers(0, 500))
def test_a_mixture_is_a_distribution(
    network: list[float], notes: list[float], page: list[float], longest: int, times: int
) -> None:
    known = prediction(notes, longest, times if longest else 0)
    mixture = mix(
        first_weights(with_notes=True),
        np.array(network, dtype=np.float32),
        known,
        prediction(page, longest, 1),
    )
    assert np.exp(mixture.logits).sum() == pytest.approx(1, abs=1e-3)
    assert np.isfinite(mixture.logits).all()


def test_who_is_right_is_trusted_more() -> None:
    weights = first_weights(with_notes=True)
    even = np.zeros(SYMBOLS, dtype=np.float32)
    right = prediction([0, 0, 4, 0, 0], 5, 9)
    wrong = prediction([0, 4, 0, 0, 0], 3, 2)
    before = mix(weights, even, right, wrong).logits[2]
    for _ in range(200):
        weights = learn(weights, mix(weights, even, right, wrong), 2)
    assert mix(weights, even, right, wrong).logits[2] > before
    mixed = weights[0]
    assert mixed[1] > mixed[2]


def test_without_memories_the_network_decides() -> None:
    network = np.array([0, 1, 2, 3, -1], dtype=np.float32)
    nothing = prediction([0] * SYMBOLS)
    mixture = mix(first_weights(with_notes=False), network, nothing, nothing)
    assert mixture.logits.argsort().tolist() == network.argsort().tolist()
