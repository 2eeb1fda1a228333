"""The state along the text is right whatever was typed, and cheap to keep."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnwriter.model import Model, load_model
from rnnwriter.model.sampling import log_softmax
from rnnwriter.suggest.context import WINDOW, Context
from tests.texts import prose


@pytest.fixture(scope="module")
def model(trained: Path) -> Model:
    """The small trained model."""
    return load_model(trained)


edits = st.lists(
    st.one_of(
        st.text(st.sampled_from("abc e.\n“é語"), min_size=1, max_size=40),
        st.integers(1, 60),
    ),
    max_size=15,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(edits)
def test_typing_and_taking_back_lead_to_the_state_of_the_text(
    model: Model, changes: list[str | int]
) -> None:
    context = Context(model, adapt=False)
    text = ""
    for change in changes:
        text = text + change if isinstance(change, str) else text[:-change]
        if len(text) > WINDOW:
            break
        got = log_softmax(context.at(text).logits)
        expected, _ = model.read(text, *model.begin())
        np.testing.assert_allclose(got, log_softmax(expected), atol=1e-3)


class CountingNetwork:
    """Passes on to a network and counts the symbols that it reads."""

    def __init__(self, model: Model) -> None:
        self._network = model.network
        self.count = 0

    def step(self, ids: np.ndarray, state: object) -> object:
        self.count += 1
        return self._network.step(ids, state)

    def prefill(self, ids: np.ndarray, state: object) -> object:
        self.count += ids.shape[1]
        return self._network.prefill(ids, state)

    def read(self, ids: np.ndarray, state: object) -> object:
        self.count += ids.shape[1]
        return self._network.read(ids, state)

    def start(self, batch: int = 1) -> object:
        return self._network.start(batch)


def test_only_what_changed_costs_anything(model: Model) -> None:
    counting = CountingNetwork(model)
    counted = Model(model.name, model.info, counting)  # type: ignore[arg-type]
    context = Context(counted)
    text = prose(100_000)
    context.at(text)
    assert counting.count <= WINDOW + 18
    counting.count = 0
    context.at(text + "a")
    assert counting.count == 1
    counting.count = 0
    context.at(text)
    context.at(text[:-5])
    assert counting.count == 0
    context.at(text[:-5] + "xy")
    assert counting.count == 2
    counting.count = 0
    context.at(text[:50_000])
    assert counting.count <= WINDOW + 18
