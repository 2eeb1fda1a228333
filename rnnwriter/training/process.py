"""The process that trains: one a model, at low priority, and known to whoever looks.

A lock of the operating system says that there is only one; it is gone with the process, however
that ends. A record of process number and start time tells others which one, without their touching
the lock.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass

import psutil
from filelock import FileLock, Timeout

from rnnwriter import paths
from rnnwriter.bounded import read_bounded
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.plain import made
from rnnwriter.training.run import RunFolder

_NICENESS = 10
_MOST_BYTES = 10_000


@dataclass(frozen=True)
class _Process:
    """process: its number. started: seconds since 1970."""

    process: int
    started: float


@contextmanager
def held(run: RunFolder) -> Iterator[None]:
    """Be the one process that trains `run`; raises UserError when another does."""
    with _locked(run, "is in training already", "wait for it, or choose another --name"):
        paths.private_folder(run.folder)
        try:
            me = psutil.Process()
            record = _Process(me.pid, me.create_time())
            write_bytes(run.process_file, json.dumps(asdict(record)).encode(), private=True)
            yield
        finally:
            run.process_file.unlink(missing_ok=True)


@contextmanager
def undisturbed(run: RunFolder) -> Iterator[None]:
    """Let no process train `run` meanwhile; raises UserError while one does."""
    with _locked(run, "is in training", "wait for it, or stop it"):
        yield


@contextmanager
def _locked(run: RunFolder, why_not: str, advice: str) -> Iterator[None]:
    paths.private_folder(run.lock_file.parent)
    lock = FileLock(run.lock_file, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        number = holder(run)
        who = f", by process {number}" if number else ""
        raise UserError(f"the model {run.name!r} {why_not}{who}; {advice}") from None
    try:
        yield
    finally:
        lock.release()


def holder(run: RunFolder) -> int | None:
    """The number of the process that trains `run`; None when none does."""
    try:
        record = made(_Process, json.loads(read_bounded(run.process_file, _MOST_BYTES)))
        process = psutil.Process(record.process)
        # A number is used again; with the same start it is the same process.
        same = abs(process.create_time() - record.started) < 1
        alive = same and process.status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except (OSError, ValueError, OverflowError, RecursionError, psutil.Error):
        return None
    return process.pid if alive else None


def lower_priority() -> None:
    """Let whatever the person does come first."""
    with suppress(psutil.Error, OSError):
        if sys.platform == "win32":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            me = psutil.Process()
            me.nice(max(_NICENESS, int(me.nice())))
