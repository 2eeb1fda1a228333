"""The quick way into the editor leaves the other ways as they are."""

import os
import subprocess
import sys

from rnnwriter.cli import cli
from rnnwriter.entry import COMMANDS


def test_every_command_is_known_to_be_no_file() -> None:
    assert set(cli.commands) == COMMANDS


def test_shells_can_still_ask_for_completion() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rnnwriter"],
        env=os.environ | {"_RNNWRITER_COMPLETE": "bash_source"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "complete" in done.stdout
