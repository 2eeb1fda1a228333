"""Timing of short functions against each other, so that the figures hold on a noisy machine.

Absolute times drift with whatever else a machine does; functions that are timed in turn, round
after round, drift together. Figures are medians over rounds of ratios taken within a round.
"""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Timings:
    """Seconds of each function in each round; every list has one entry a round."""

    seconds: Mapping[str, list[float]]

    def median(self, name: str) -> float:
        """The median seconds of a function."""
        return statistics.median(self.seconds[name])

    def ratio(self, name: str, over: str) -> "Interval":
        """How much longer `name` takes than `over`."""
        pairs = zip(self.seconds[name], self.seconds[over], strict=True)
        return interval([one / other for one, other in pairs])


@dataclass(frozen=True)
class Interval:
    """A median and its quartiles over rounds."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f} to {self.high:.2f})"


def interval(values: list[float]) -> Interval:
    """The median and quartiles of at least two `values`."""
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return Interval(middle, low, high)


def in_turn(
    functions: Mapping[str, Callable[[], object]],
    rounds: int,
    repeats: int,
    clock: Callable[[], float] = time.perf_counter,
) -> Timings:
    """Time each function `repeats` times in a row, in turn, for `rounds` rounds after a warm-up.

    The seconds reported are those of one call.
    """
    seconds: dict[str, list[float]] = {name: [] for name in functions}
    for round_ in range(rounds + 1):
        for name, function in functions.items():
            began = clock()
            for _ in range(repeats):
                function()
            if round_:
                seconds[name].append((clock() - began) / repeats)
    return Timings(seconds)
