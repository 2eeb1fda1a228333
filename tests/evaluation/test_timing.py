"""Timings are taken in turn and compared within a round."""

from collections.abc import Callable

import pytest

from rnnwriter.evaluation.timing import Timings, in_turn, interval


def test_functions_take_turns_and_ratios_cancel_drift() -> None:
    now = 0.0
    slowness = 1.0
    order: list[str] = []

    def costing(name: str, seconds: float) -> Callable[[], None]:
        def function() -> None:
            nonlocal now
            order.append(name)
            now += seconds * slowness

        return function

    def drifting() -> float:
        nonlocal slowness
        slowness = 1 + len(order) // 6
        return now

    functions = {"slow": costing("slow", 3.0), "fast": costing("fast", 1.0)}
    timings = in_turn(functions, rounds=4, repeats=3, clock=drifting)
    assert order == (["slow"] * 3 + ["fast"] * 3) * 5
    assert timings.ratio("slow", "fast").median == pytest.approx(3)
    assert timings.median("slow") > 3


def test_quartiles() -> None:
    assert interval([4.0, 1.0, 3.0, 2.0, 5.0]).median == 3
    low_high = interval([4.0, 1.0, 3.0, 2.0, 5.0])
    assert (low_high.low, low_high.high) == (2, 4)
    assert Timings({"a": [1.0, 2.0, 3.0]}).median("a") == 2
