"""Torture the program: `make torture`, or python -m tests.torture --rounds 200 --seed 0."""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import get_args

from .terminal import Ending
from .writing import LEAST_OLD_SECONDS, lost_seconds


def main() -> int:
    """Run the rounds; 1 when any of them lost more than it may, or failed otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    endings = get_args(Ending)
    lost: dict[Ending, list[float]] = {ending: [] for ending in endings}
    failed = 0
    for number in range(chosen.rounds):
        ending = endings[number % len(endings)]
        seed = chosen.seed + number
        with tempfile.TemporaryDirectory() as folder:
            os.environ["RNNWRITER_HOME"] = str(Path(folder) / "home")
            try:
                seconds = lost_seconds(seed, Path(folder), ending)
            except AssertionError as error:
                failed += 1
                print(f"round {number} (seed {seed}, {ending}): {error}", flush=True)
                continue
        lost[ending].append(seconds)
        if seconds > LEAST_OLD_SECONDS:
            failed += 1
            print(f"round {number} (seed {seed}, {ending}): {seconds:.2f} s are lost", flush=True)
    for ending, seconds_each in lost.items():
        if seconds_each:
            worst, mean = max(seconds_each), sum(seconds_each) / len(seconds_each)
            print(
                f"{ending}: {len(seconds_each)} rounds, "
                f"lost at most {worst:.2f} s, {mean:.2f} s on average"
            )
    print(f"{failed} of {chosen.rounds} rounds failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
