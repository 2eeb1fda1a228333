"""The program itself, started beside the editor: to look through notes, and to train.

Training is no child that ends with the editor: it has a session of its own, so that closing the
window does not stop it, and writes to its log. asyncio's processes end with their loop, so it is
started with subprocess; that takes a millisecond.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import psutil

from rnnwriter import paths
from rnnwriter.bounded import open_plain
from rnnwriter.errors import UserError
from rnnwriter.training.run import RunFolder

# -P: the folder that one writes in may hold anything, but no modules of ours.
_PROGRAM = (sys.executable, "-P", "-m", "rnnwriter")
_PREFIX = "rnnwriter: "
# Of what a process printed, the end.
_MOST_BYTES = 100_000


async def scanned(arguments: Sequence[str]) -> Mapping[str, Any]:
    """What `rnnwriter scan` says of notes, as JSON; raises UserError with its sentence."""
    process = await asyncio.create_subprocess_exec(
        *(*_PROGRAM, "scan", "--json", *arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        out, errors = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    if process.returncode != 0:
        raise UserError(_sentence(errors.decode(errors="replace")))
    found: Mapping[str, Any] = json.loads(out)
    return found


def start_training(run: RunFolder, arguments: Sequence[str]) -> psutil.Process:
    """Start `rnnwriter train`; raises UserError when that cannot be."""
    try:
        paths.private_folder(run.folder)
        run.log_file.unlink(missing_ok=True)
        run.log_file.touch(mode=0o600)
        with run.log_file.open("wb") as log:
            process = subprocess.Popen(
                (*_PROGRAM, "train", *arguments),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
    except OSError as error:
        raise UserError(f"training cannot be started: {error.strerror or error}") from error
    # It is to outlive this program; subprocess would call that a mistake.
    process.returncode = 0
    return psutil.Process(process.pid)


def ended(process: psutil.Process) -> int | None:
    """The exit status of a process that was started here; None while it runs."""
    try:
        return process.wait(timeout=0)
    except psutil.TimeoutExpired:
        return None
    except psutil.Error:
        return 0


def last_words(run: RunFolder) -> str:
    """The sentence that a training process ended with, as its log has it."""
    try:
        with open_plain(run.log_file) as log:
            size = log.seek(0, os.SEEK_END)
            log.seek(max(size - _MOST_BYTES, 0))
            return _sentence(log.read(_MOST_BYTES).decode(errors="replace"))
    except OSError:
        return "it left no word"


def _sentence(printed: str) -> str:
    """The last error in what the program printed, without its name."""
    lines = [line for line in printed.splitlines() if line.strip()]
    said = next((line for line in reversed(lines) if line.startswith(_PREFIX)), "")
    return said.removeprefix(_PREFIX) or (lines[-1] if lines else "it left no word")
