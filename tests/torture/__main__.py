"""Torture the program: `make torture`, or python -m tests.torture --rounds 200 --seed 0."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import get_args

from .switching import SWITCHED, loss_while_switching
from .terminal import Ending
from .training import TrainingEnding, broken_off
from .writing import MOST_LOST_SECONDS, Loss, loss

_Attack = Callable[[int, Path, Ending], Loss]


def main() -> int:
    """Run the rounds; 1 when any of them lost more than it may, or failed otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--switches", type=int, default=20)
    parser.add_argument("--trainings", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    failed = 0
    for what, rounds, attack in (
        ("writing", chosen.rounds, loss),
        ("switching", chosen.switches, loss_while_switching),
    ):
        losses, wrong = _attacked(what, attack, rounds, chosen.seed)
        failed += wrong
        _tell(what, losses)
    for number, broken in enumerate(islice(cycle(get_args(TrainingEnding)), chosen.trainings)):
        with _folder() as folder:
            try:
                said = broken_off(chosen.seed + number, folder, broken)
            except AssertionError as error:
                failed += 1
                said = str(error)
            print(f"training {number}: {said}", flush=True)
    print(f"{failed} of {chosen.rounds + chosen.switches + chosen.trainings} rounds failed")
    return 1 if failed else 0


def _attacked(
    what: str, attack: _Attack, rounds: int, seed: int
) -> tuple[list[tuple[Ending, Loss]], int]:
    """What was lost in each of the rounds, and how many of them failed."""
    losses: list[tuple[Ending, Loss]] = []
    failed = 0
    for number, ending in enumerate(islice(cycle(get_args(Ending)), rounds)):
        with _folder() as folder:
            try:
                lost = attack(seed + number, folder, ending)
                losses.append((ending, lost))
                assert lost.seconds <= MOST_LOST_SECONDS, f"{lost.seconds:.2f} s are lost"
            except AssertionError as error:
                failed += 1
                print(f"{what} {number} ({ending}): {error}", flush=True)
    return losses, failed


def _tell(what: str, losses: Sequence[tuple[Ending, Loss]]) -> None:
    """For each ending, how much was lost."""
    for ending in get_args(Ending):
        each = [lost.seconds for how, lost in losses if how == ending]
        if each:
            print(
                f"{what}, {ending}: {len(each)} times, lost {sum(each) / len(each):.2f} s,"
                f" at most {max(each):.2f} s",
                flush=True,
            )
    switched = sum(lost.drawn.count(SWITCHED) for _, lost in losses)
    if switched:
        print(f"{what}: told of a better network {switched} times", flush=True)


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for one round, and a home in it."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["RNNWRITER_HOME"] = str(Path(name) / "home")
        yield Path(name)


if __name__ == "__main__":
    sys.exit(main())
