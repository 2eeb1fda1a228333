"""The NumPy network computes what PyTorch's does, in every form."""

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnwriter.model.architecture import Architecture
from rnnwriter.model.runtime import Floats, Network, State
from tests.model.networks import pair

TOLERANCE = 1e-4

architectures = st.builds(
    Architecture,
    embedding=st.integers(1, 24),
    hidden=st.lists(st.integers(1, 40), min_size=1, max_size=3).map(tuple),
)


def in_steps(network: Network, ids: np.ndarray, state: State) -> tuple[Floats, State]:
    """What `prefill` gives, by one step after another."""
    rows: list[Floats] = []
    for time in range(ids.shape[1]):
        logits, state = network.step(ids[:, time], state)
        rows.append(logits)
    return np.stack(rows, axis=1), state


@settings(max_examples=60, deadline=None)
@given(
    architectures, st.integers(3, 30), st.integers(1, 5), st.integers(1, 40), st.integers(0, 2**31)
)
def test_logits_and_states_equal_pytorch(
    architecture: Architecture, symbols: int, batch: int, time: int, seed: int
) -> None:
    network, reference = pair(architecture, symbols, seed)
    ids = np.random.default_rng(seed).integers(0, symbols, (batch, time))
    logits, state = network.prefill(ids, network.start(batch))
    with torch.no_grad():
        expected, expected_state = reference(torch.from_numpy(ids), reference.start(batch))
    np.testing.assert_allclose(logits, expected.numpy(), atol=TOLERANCE, rtol=TOLERANCE)
    for layer, (hidden, cell) in enumerate(expected_state):
        np.testing.assert_allclose(state.hidden[layer], hidden[0].numpy(), atol=TOLERANCE)
        np.testing.assert_allclose(state.cell[layer], cell[0].numpy(), atol=TOLERANCE)


@settings(max_examples=40, deadline=None)
@given(architectures, st.integers(1, 4), st.integers(1, 30), st.data())
def test_prefill_equals_repeated_steps_from_any_state(
    architecture: Architecture, batch: int, time: int, data: st.DataObject
) -> None:
    network, _ = pair(architecture, 12, seed=7)
    ids = np.random.default_rng(time).integers(0, 12, (batch, time))
    cut = data.draw(st.integers(0, time - 1))
    state = network.start(batch)
    if cut:
        _, state = network.prefill(ids[:, :cut], state)
    logits, after = network.prefill(ids[:, cut:], state)
    expected, expected_after = in_steps(network, ids[:, cut:], state)
    np.testing.assert_allclose(logits, expected, atol=TOLERANCE, rtol=TOLERANCE)
    for got, wanted in zip(
        after.hidden + after.cell, expected_after.hidden + expected_after.cell, strict=True
    ):
        np.testing.assert_allclose(got, wanted, atol=TOLERANCE)


def test_a_state_can_be_kept_and_gone_back_to() -> None:
    network, _ = pair(Architecture(8, (16, 12)), 10, seed=1)
    _, kept = network.step(np.array([3]), network.start())
    first, _ = network.step(np.array([4]), kept)
    network.prefill(np.array([[1, 2, 3]]), kept)
    again, _ = network.step(np.array([4]), kept)
    np.testing.assert_array_equal(first, again)


def test_streams_of_a_batch_do_not_touch() -> None:
    network, _ = pair(Architecture(8, (16, 12)), 10, seed=2)
    ids = np.array([[1, 2, 3, 4], [5, 6, 7, 8], [9, 0, 1, 2]])
    together, state = network.prefill(ids, network.start(3))
    alone, alone_state = network.prefill(ids[1:2], network.start())
    np.testing.assert_allclose(together[1:2], alone, atol=TOLERANCE)
    np.testing.assert_allclose(state.rows(slice(1, 2)).cell[1], alone_state.cell[1], atol=TOLERANCE)


@settings(max_examples=30, deadline=None)
@given(architectures, st.integers(1, 3), st.integers(1, 20))
def test_a_trace_holds_the_states_of_repeated_steps(
    architecture: Architecture, batch: int, time: int
) -> None:
    network, _ = pair(architecture, 12, seed=5)
    ids = np.random.default_rng(time).integers(0, 12, (batch, time))
    trace, after = network.trace(ids, network.start(batch))
    state = network.start(batch)
    for at in range(time):
        _, state = network.step(ids[:, at], state)
        for layer in range(len(architecture.hidden)):
            np.testing.assert_allclose(
                trace.hidden[layer][:, at], state.hidden[layer], atol=TOLERANCE
            )
            np.testing.assert_allclose(trace.cell[layer][:, at], state.cell[layer], atol=TOLERANCE)
    for got, wanted in zip(after.hidden + after.cell, state.hidden + state.cell, strict=True):
        np.testing.assert_allclose(got, wanted, atol=TOLERANCE)
