"""From starting a program in a terminal to its first screen, in real processes.

The terminal is a pseudo-terminal, so this runs where there are some: Linux, macOS, BSD.
"""

import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROWS, COLUMNS = 40, 100
# What to look for on the screen, in one piece: the cursor stands on the letter before it.
FIRST_WORD = "harbourmaster"
_SECONDS = 60.0

BARE = """
import sys
from textual.app import App
from textual.widgets import TextArea

class Bare(App):
    def compose(self):
        text = open(sys.argv[1], encoding="utf-8").read()
        yield TextArea(text, soft_wrap=True, show_line_numbers=False)

Bare().run()
"""


def bare(file: Path) -> list[str]:
    """The command that shows `file` in nothing but Textual's own text area."""
    return [sys.executable, "-c", BARE, str(file)]


def editor(file: Path) -> list[str]:
    """The command that opens `file` in the editor."""
    return [sys.executable, "-m", "rnnwriter", str(file)]


def first_paint(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Seconds from starting `command` until FIRST_WORD is written to its terminal.

    Raises TimeoutError, with what was written instead, if it ends before, or takes a minute.
    """
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (ROWS, COLUMNS))
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    ) as process:
        try:
            os.close(theirs)
            return _until_shown(ours, began)
        finally:
            process.kill()
            os.close(ours)


def _until_shown(terminal: int, began: float) -> float:
    written = b""
    while (left := began + _SECONDS - time.perf_counter()) > 0:
        ready, _, _ = select.select([terminal], [], [], left)
        try:
            written += os.read(terminal, 65536) if ready else b""
        except OSError:  # it ended
            break
        if FIRST_WORD.encode() in written:
            return time.perf_counter() - began
    raise TimeoutError(f"no text was shown, but: {written[-400:].decode(errors='replace')}")
