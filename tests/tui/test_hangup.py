"""A terminal that goes without a signal ends the program, and loses nothing."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rnnwriter.recovery.leftovers import leftovers
from rnnwriter.tui.hangup import is_gone

PATIENCE_SECONDS = 120


def test_a_terminal_is_gone_when_its_other_end_is_closed() -> None:
    master, slave = pty.openpty()
    assert not is_gone(slave)
    os.close(master)
    assert is_gone(slave)
    os.close(slave)


def test_what_is_no_terminal_is_not_gone(tmp_path: Path) -> None:
    with (tmp_path / "file").open("w") as file:
        assert not is_gone(file.fileno())


@pytest.mark.parametrize("ignored", [False, True], ids=["another terminal", "nohup"])
def test_the_program_ends_and_keeps_the_text(tmp_path: Path, ignored: bool) -> None:
    master, slave = pty.openpty()

    def ignore() -> None:
        if ignored:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

    process = subprocess.Popen(
        [sys.executable, "-m", "rnnwriter", str(tmp_path / "page.md")],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "xterm-256color"},
        # Not the terminal that controls it, so that no signal comes when it goes.
        start_new_session=True,
        preexec_fn=ignore,
    )
    os.close(slave)
    drawn = b""
    typed = False
    give_up = time.monotonic() + PATIENCE_SECONDS
    while b"kept" not in drawn:
        assert time.monotonic() < give_up
        drawn += os.read(master, 65536)
        if not typed and b"0 words" in drawn:
            os.write(master, b"this is kept")
            typed = True
    os.close(master)
    assert process.wait(PATIENCE_SECONDS) == 128 + signal.SIGHUP
    (left,) = leftovers()
    left.put_back()
    assert left.unsaved.text == "this is kept"
