"""The learning rate over the budget."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.training.schedule import FLOOR, learning_rate


def test_it_warms_up_to_the_peak_and_ends_at_the_floor() -> None:
    assert learning_rate(1e-3, 0.02, 0.02) == pytest.approx(1e-3)
    assert learning_rate(1e-3, 0.01, 0.02) == pytest.approx(5e-4)
    assert learning_rate(1e-3, 1.0, 0.02) == pytest.approx(FLOOR * 1e-3)


@given(st.floats(0.02, 1), st.floats(0.02, 1))
def test_after_the_warm_up_it_only_falls(one: float, other: float) -> None:
    early, late = sorted((one, other))
    assert learning_rate(1, early, 0.02) >= learning_rate(1, late, 0.02) > 0
