"""The installed program as tests call it: in processes of its own."""

import os
import shutil
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from rnnwriter import paths
from rnnwriter.model.store import trained_path
from tests.texts import write_jottings

# Of training a Personal.
BUDGET = ("--steps", "200")


def rnnwriter(
    *arguments: str | Path, standard_input: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `rnnwriter` with `arguments` in this test's home; a file may be its standard input."""
    with standard_input.open("rb") if standard_input else nullcontext() as source:
        return subprocess.run(
            [sys.executable, "-m", "rnnwriter", *map(str, arguments)],
            stdin=source,
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


@dataclass(frozen=True)
class Personal:
    """A model `me` that the program has trained, once for all tests, with its home in `folder`.

    One test lets its notes grow, and takes that back; no other one looks at them.
    """

    folder: Path

    @property
    def notes(self) -> Path:
        """What it has learnt."""
        return self.folder / "notes"

    @property
    def home(self) -> Path:
        """Where it was trained."""
        return self.folder / "home"

    @property
    def said(self) -> str:
        """What the program printed while it trained."""
        return (self.folder / "said.txt").read_text(encoding="utf-8")

    def settle(self) -> None:
        """Be in this test's home, as if trained there."""
        shutil.copytree(self.home, os.environ["RNNWRITER_HOME"])


def train_personal(folder: Path, parent: Path) -> None:
    """Make the Personal of `folder`, which goes on from the model file `parent`."""
    personal = Personal(folder)
    notes = notes_of_a_person(personal.notes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNWRITER_HOME", str(personal.home))
        done = rnnwriter("train", notes, "--name", "me", "--from", base(parent), *BUDGET)
    assert done.returncode == 0, done.stderr
    (folder / "said.txt").write_text(done.stdout, encoding="utf-8")


def notes_of_a_person(folder: Path) -> Path:
    """The notes of a Personal: with characters that its parent does not know."""
    write_jottings(folder)
    (folder / "russian.md").write_text("Жжжж жжжж жжжж.\n" * 5, encoding="utf-8")
    return folder
