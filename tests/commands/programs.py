"""The installed program as tests call it: in processes of its own."""

import os
import subprocess
import sys
from pathlib import Path

from rnnwriter import paths
from rnnwriter.model.store import trained_path


def rnnwriter(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `rnnwriter` with `arguments` in this test's home."""
    return subprocess.run(
        [sys.executable, "-m", "rnnwriter", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "120"},
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str], status: int) -> str:
    """The one sentence of a command that could not, without a traceback."""
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    if status == 1:
        assert done.stderr.startswith("rnnwriter: ")
        assert len(done.stderr.strip().splitlines()) == 1
    return done.stderr


def base(trained: Path) -> str:
    """The name of a small model to begin with, in this test's home."""
    path = trained_path("base")
    paths.private_folder(path.parent)
    path.write_bytes(trained.read_bytes())
    return "base"
