"""`rnnwriter models rename`, `export`, `delete`, and that a model may be called as they are."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from rnnwriter import paths
from rnnwriter.model.store import models, starter_path, trained_path
from rnnwriter.training.record import read_record, record_file

from .programs import Personal, refused, rnnwriter

TELLS = "Whoever has this model can ask it how your sentences go on."


@pytest.fixture
def mine(young: Path) -> str:
    """A model of the person's own."""
    paths.private_folder(paths.models_folder())
    trained_path("mine").write_bytes(young.read_bytes())
    return "mine"


def test_a_model_is_renamed_and_reports_under_its_new_name(personal: Personal) -> None:
    personal.settle()
    done = rnnwriter("models", "rename", "me", "diary")
    assert done.stdout == "me is called diary now\n"
    assert "diary" in rnnwriter("models", "diary").stdout
    assert "no model called 'me'" in refused(rnnwriter("models", "me"), 1)
    assert read_record("diary").report["name"] == "diary"
    done = rnnwriter("models", "rename", "diary", "me", "--json")
    assert json.loads(done.stdout) == {"renamed": "diary", "name": "me"}
    assert "choose another name" in refused(rnnwriter("models", "rename", "me", "base"), 1)
    assert "comes with the program" in refused(rnnwriter("models", "rename", "starter", "x"), 1)


def test_a_copy_says_what_it_tells(mine: str, tmp_path: Path) -> None:
    done = rnnwriter("models", "export", mine, tmp_path)
    copied = tmp_path / "mine.safetensors"
    assert " ".join(done.stdout.split()).endswith(TELLS)
    assert copied.read_bytes() == trained_path(mine).read_bytes()
    said = refused(rnnwriter("models", "export", mine, copied), 1)
    assert "is there already; choose another name, or say --replace" in said
    done = rnnwriter("models", "export", "starter", copied, "--replace", "--json")
    assert json.loads(done.stdout) == {"exported": "starter", "path": str(copied), "tells": ""}
    assert copied.read_bytes() == starter_path().read_bytes()


def test_deleting_is_asked_about_where_somebody_can_be_asked(mine: str) -> None:
    assert "say --yes" in refused(rnnwriter("models", "delete", mine), 1)
    for answer, left in (("n", True), ("y", False)):
        ours, theirs = pty.openpty()
        os.write(ours, f"{answer}\n".encode())
        done = subprocess.run(
            [sys.executable, "-m", "rnnwriter", "models", "delete", mine],
            stdin=theirs,
            capture_output=True,
            text=True,
            check=False,
        )
        os.close(theirs)
        os.close(ours)
        assert "for good?" in done.stderr
        assert (mine in models()) is left
        assert done.returncode == (1 if left else 0), done.stderr


def test_deleting_needs_no_answer_when_that_is_said(mine: str) -> None:
    record_file(mine).write_text("{}")
    done = rnnwriter("models", "delete", mine, "--yes", "--json")
    assert json.loads(done.stdout) == {"deleted": mine}
    assert not list(paths.models_folder().iterdir())
    assert "no model called" in refused(rnnwriter("models", "delete", mine, "--yes"), 1)
    assert "cannot name" in refused(rnnwriter("models", "delete", "../x", "--yes"), 1)


def test_a_model_may_be_called_as_a_command_is(mine: str) -> None:
    refused(rnnwriter("models", "export"), 2)
    refused(rnnwriter("models", "rename", "mine"), 2)
    assert rnnwriter("models", "rename", "mine", "export").returncode == 0
    for words in (("export",), ("export", "--json"), ("show", "export")):
        assert "no record" in refused(rnnwriter("models", *words), 1)
    assert "--replace" in rnnwriter("models", "export", "--help").stdout
    assert rnnwriter("models", "rename", "export", "mine").returncode == 0


def test_the_starter_has_no_report() -> None:
    assert "no report of 'starter'" in refused(rnnwriter("models", "starter"), 1)
