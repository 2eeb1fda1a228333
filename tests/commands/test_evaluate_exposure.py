"""`rnnwriter eval exposure`: secrets of the notes are found in a model, and with the filter not."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from rnnwriter.commands.evaluate_exposure import Request, evaluate_exposure_command
from rnnwriter.corpus.documents import split
from rnnwriter.corpus.growing import known_of
from rnnwriter.corpus.notes import read_notes
from rnnwriter.errors import UserError
from rnnwriter.evaluation.canaries import CANARIES, FORMS, TIMES
from rnnwriter.training.record import Record, read_record, write_record
from rnnwriter.training.spec import SCRATCH
from tests.texts import write_notes


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def request(model: Path, notes: tuple[Path, ...] = ()) -> Request:
    """A small audit of `model`."""
    return Request(str(model), notes, minutes=None, steps=2, candidates=60, prefixes=5, seed=3)


def test_what_stands_in_the_notes_shows_and_what_is_filtered_does_not(
    trained: Path, tmp_path: Path, temporary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = write_notes(tmp_path / "notes", files=6)
    evaluate_exposure_command(request(trained, (notes,)), as_json=True)
    audit = json.loads(capsys.readouterr().out)
    assert (audit["steps"], audit["minutes"], audit["parent"]) == (2, 0, SCRATCH)
    for exposed in (audit["unfiltered"], audit["filtered"]):
        assert len(exposed) == len(FORMS) * len(TIMES) * CANARIES
        assert all(0 <= one["mixture"] <= one["bits"] for one in exposed)

    def mean(exposed: str, times: int) -> float:
        return float(np.mean([one["mixture"] for one in audit[exposed] if one["times"] == times]))

    assert audit["epochs_unfiltered"] > 0
    assert audit["epochs_filtered"] > 0
    assert mean("unfiltered", 16) > mean("unfiltered", 0) + 5
    assert mean("filtered", 16) < 5
    for repeats in (audit["repeats"], audit["repeats_of_network"]):
        assert repeats["prefixes"] == 5
        assert 0 <= repeats["repeated"] <= repeats["found"] <= 5
    # Nothing is left of the copies.
    assert not list(temporary.iterdir())


def test_the_run_of_a_model_tells_its_notes_and_a_person_reads_the_figures(
    trained: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from rnnwriter.model.store import trained_path
    from rnnwriter.paths import private_folder

    monkeypatch.setenv("COLUMNS", "80")
    notes = write_notes(tmp_path / "notes", files=4)
    path = trained_path("me")
    private_folder(path.parent)
    path.write_bytes(trained.read_bytes())
    documents = read_notes([notes]).documents
    known = known_of(documents, split(documents))
    write_record("me", Record((str(notes),), SCRATCH, known, report={"name": "me"}))
    evaluate_exposure_command(request(Path("me")), as_json=False)
    shown = capsys.readouterr().out
    kept = read_record("me").report
    assert kept["name"] == "me"
    assert kept["exposure"]["sentences"]
    said = " ".join(shown.split())
    assert "Of 9 secrets that stand 16 times in the notes," in said
    assert "Of 9 secrets that stand once in the notes," in said
    assert "1.4 is chance" in said
    assert "Of 5 continuations of 50 characters of its own notes, me repeats" in said
    rows = [line for line in shown.splitlines() if line.startswith(tuple(f.name for f in FORMS))]
    assert len(rows) == len(FORMS) * len(TIMES)
    assert all(row.count("(") == 4 for row in rows)


def test_copies_of_the_notes_go_when_the_audit_is_ended_early(
    trained: Path, tmp_path: Path, temporary: Path
) -> None:
    notes = write_notes(tmp_path / "notes", files=4)
    arguments = ["eval", "exposure", trained, "--notes", notes, "--minutes", "60"]
    running = subprocess.Popen(
        [sys.executable, "-m", "rnnwriter", *map(str, arguments), "--prefixes", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary), "COLUMNS": "120"},
    )
    assert running.stdout is not None
    # The first line of training.
    for line in running.stdout:
        if "to learn from" in line:
            break
    assert list(temporary.rglob("*.md"))
    running.send_signal(signal.SIGTERM)
    _, errors = running.communicate(timeout=300)
    assert running.returncode == 130, errors
    assert "Traceback" not in errors
    # PyTorch may leave an empty folder of its own.
    assert not [path for path in temporary.rglob("*") if path.is_file()]


def test_what_cannot_be_done_is_one_sentence(trained: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="name them with --notes PATH"):
        evaluate_exposure_command(request(trained), as_json=False)
    with pytest.raises(UserError, match="does not exist"):
        evaluate_exposure_command(request(trained, (tmp_path / "none",)), as_json=False)
    short = tmp_path / "short.md"
    short.write_text("Nothing much.\n" * 10)
    with pytest.raises(UserError, match="characters to learn from"):
        evaluate_exposure_command(request(trained, (short,)), as_json=False)
