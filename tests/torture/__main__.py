"""Torture the program: `make torture`, or python -m tests.torture --rounds 200 --seed 0."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import get_args

from .terminal import Ending
from .training import TrainingEnding, broken_off
from .writing import MOST_LOST_SECONDS, lost_seconds


def main() -> int:
    """Run the rounds; 1 when any of them lost more than it may, or failed otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--trainings", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    lost: dict[Ending, list[float]] = {ending: [] for ending in get_args(Ending)}
    failed = 0
    for number, ending in zip(range(chosen.rounds), cycle(get_args(Ending)), strict=False):
        with _folder() as folder:
            try:
                seconds = lost_seconds(chosen.seed + number, folder, ending)
                lost[ending].append(seconds)
                assert seconds <= MOST_LOST_SECONDS, f"{seconds:.2f} s are lost"
            except AssertionError as error:
                failed += 1
                print(f"round {number} ({ending}): {error}", flush=True)
    for ending, each in lost.items():
        if each:
            worst, mean = max(each), sum(each) / len(each)
            print(f"{ending}: {len(each)} times, lost {mean:.2f} s, at most {worst:.2f} s")
    for number, broken in zip(
        range(chosen.trainings), cycle(get_args(TrainingEnding)), strict=False
    ):
        with _folder() as folder:
            try:
                said = broken_off(chosen.seed + number, folder, broken)
            except AssertionError as error:
                failed += 1
                said = str(error)
            print(f"training {number}: {said}", flush=True)
    print(f"{failed} of {chosen.rounds + chosen.trainings} rounds failed")
    return 1 if failed else 0


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for one round, and a home in it."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["RNNWRITER_HOME"] = str(Path(name) / "home")
        yield Path(name)


if __name__ == "__main__":
    sys.exit(main())
