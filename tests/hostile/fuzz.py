"""Attacks every reader of files with mutations of valid ones: `python -m tests.hostile.fuzz`.

Each kind is attacked in a process of its own, with little memory, where no other program can be
started, no network reached, no pickle loaded, and nothing written but where it belongs. What comes
of a file is an answer, or a UserError of one line; anything else ends the attack and is told with
what repeats it.
"""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import tracemalloc
import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from rnnwriter.corpus.secrets.filter import Secrets
from rnnwriter.errors import UserError

if TYPE_CHECKING:
    from tests.hostile.kinds import Kind

# A file is a few kilobytes, and the examples and PyTorch need their room too.
MOST_BYTES = 6 << 30
HANGS_SECONDS = 60
_LONGEST_SENTENCE = 2_100
_PROGRAM = (sys.executable, "-m", "tests.hostile.fuzz")
_FORBIDDEN = (
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.startfile",
    "pickle.find_class",
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
)


@dataclass(frozen=True)
class Result:
    """kind: that was attacked. read: how many were answered; refused: with a sentence. slowest:
    seconds of processor time. most_bytes: that Python held at once, for `traced` of the mutations.
    """

    kind: str
    mutations: int
    read: int
    refused: int
    slowest: float
    most_bytes: int


class AttackSucceededError(BaseException):
    """Something else came of a file than an answer or a sentence."""


def forbid(folder: Path) -> None:
    """From here on, this process may write in `folder` alone, and do nothing of _FORBIDDEN."""
    inside = str(folder.resolve())

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _FORBIDDEN:
            raise AttackSucceededError(f"{event} {arguments!r:.200}")
        if event == "open" and isinstance(arguments[0], str | bytes):
            flags = arguments[2] if isinstance(arguments[2], int) else 0
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not path.startswith(inside):
                raise AttackSucceededError(f"wrote {path}")

    sys.addaudithook(hook)


def attack(name: str, mutations: int, seed: int) -> Result:
    """Attack one kind of file, in this process; its home is what RNNWRITER_HOME says.

    Raises AttackSucceededError, telling what repeats it.
    """
    kind = _kind(name)
    examples = kind.examples()
    path = kind.path()
    path.parent.mkdir(parents=True, exist_ok=True)
    for example in examples:
        path.write_bytes(example)
        kind.use(path)
    read = refused = most = 0
    slowest = 0.0
    for number in range(mutations):
        draw = random.Random(f"{seed} {name} {number}")
        data = kind.mutate(draw.choice(examples), draw)
        path = kind.path()
        path.write_bytes(data)
        # Looking at each piece of memory makes everything slower.
        traced = number % 20 == 0
        if traced:
            tracemalloc.start()
        began = time.process_time()
        signal.alarm(HANGS_SECONDS)
        try:
            kind.use(path)
            read += 1
        except UserError as error:
            refused += 1
            _check_sentence(str(error))
        except BaseException as error:
            told = "".join(traceback.format_exception(error)[-4:])
            raise AttackSucceededError(
                f"{name}, mutation {number} of seed {seed}, {len(data)} bytes: {told}"
            ) from error
        finally:
            signal.alarm(0)
        if traced:
            most = max(most, tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        else:
            slowest = max(slowest, time.process_time() - began)
    return Result(name, mutations, read, refused, round(slowest, 3), most)


def _kind(name: str) -> "Kind":
    from tests.hostile import kinds

    # Checkpoints alone need PyTorch.
    every = kinds.kinds() if name == "checkpoint" else kinds.KINDS
    return next(one for one in every if one.name == name)


def _check_sentence(sentence: str) -> None:
    if not sentence.isprintable() and any(not c.isprintable() and ord(c) < 160 for c in sentence):
        raise AttackSucceededError(f"a sentence that cannot be printed: {sentence!r:.300}")
    if not sentence or len(sentence) > _LONGEST_SENTENCE:
        raise AttackSucceededError(f"a sentence of {len(sentence)} characters")


def _hangs(number: int, frame: FrameType | None) -> None:
    raise AttackSucceededError(f"it took over {HANGS_SECONDS} seconds")


def attack_in_a_process(names: Sequence[str], mutations: int, seed: int = 0) -> list[Result]:
    """Attack some kinds, one after the other, in a process of their own with a home of its own.

    Raises AttackSucceededError.
    """
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        done = subprocess.run(
            [*_PROGRAM, "--here", "--mutations", str(mutations), "--seed", str(seed)]
            + [f"--kind={name}" for name in names],
            env={**os.environ, "RNNWRITER_HOME": folder, "TMPDIR": folder},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise AttackSucceededError(f"{', '.join(names)}: {done.stderr[-4000:]}")
    return [Result(**json.loads(line)) for line in done.stdout.splitlines()]


def all_names() -> list[str]:
    """Of all kinds."""
    from tests.hostile.kinds import KINDS

    return [*(kind.name for kind in KINDS), "checkpoint"]


def attack_here(names: Sequence[str], mutations: int, seed: int) -> None:
    """Attack some kinds in this process, which is good for nothing else then; print the results as
    JSON.
    """
    warnings.simplefilter("ignore")
    # What is imported late is imported now, while that is allowed: detectors of secrets bring in a
    # library that asks whether this machine has IPv6.
    Secrets(regions=("US",)).kind("x12345678901 555-123-4567 4111 1111 1111 1111")
    for name in names:
        kind = _kind(name)
        path = kind.path()
        path.parent.mkdir(parents=True, exist_ok=True)
        for example in kind.examples():
            path.write_bytes(example)
            kind.use(path)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    signal.signal(signal.SIGALRM, _hangs)
    forbid(Path(os.environ["RNNWRITER_HOME"]))
    for name in names:
        print(json.dumps(asdict(attack(name, mutations, seed))), flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutations", type=int, default=10_000, help="of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", action="append", default=[], choices=all_names())
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    names = given.kind or all_names()
    if given.here:
        attack_here(names, given.mutations, given.seed)
        return
    failed = False
    for name in names:
        try:
            (one,) = attack_in_a_process([name], given.mutations, given.seed)
        except AttackSucceededError as error:
            failed = True
            print(error, flush=True)
            continue
        print(
            f"{one.kind:<14}{one.mutations:>8,} mutations {one.read:>8,} read {one.refused:>8,}"
            f" refused, slowest {one.slowest:6.2f} s, most {one.most_bytes / 1e6:7.1f} MB",
            flush=True,
        )
    sys.exit(failed)


if __name__ == "__main__":
    main()
