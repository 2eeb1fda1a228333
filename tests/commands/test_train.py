"""`rnnwriter train` as a person lives with it: it is killed, interrupted, refused, taught more."""

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from rnnwriter.commands.train import _end_told
from rnnwriter.corpus.notes import read_notes
from rnnwriter.errors import UserError
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.model import load_model
from rnnwriter.model.file import read_model
from rnnwriter.model.store import trained_path
from rnnwriter.training.control import ask
from rnnwriter.training.events import Event, Failed, Paused, Progress, Reported, Resumed
from rnnwriter.training.process import holder
from rnnwriter.training.record import read_record
from rnnwriter.training.run import RunFolder, run_of
from tests.commands.programs import (
    BUDGET,
    Personal,
    base,
    notes_of_a_person,
    refused,
    rnnwriter,
)
from tests.texts import prose, write_jottings

_POLL_SECONDS = 0.02
_MOST_SECONDS = 240


def started(*arguments: str | Path) -> subprocess.Popen[str]:
    """`rnnwriter train` with `arguments`, running."""
    return subprocess.Popen(
        [sys.executable, "-m", "rnnwriter", "train", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(run: RunFolder, process: subprocess.Popen[str], said: Callable[[Event], bool]) -> None:
    """Wait until an event of `run` is the one."""
    until = time.monotonic() + _MOST_SECONDS
    while not any(map(said, run.events())):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(_POLL_SECONDS)


def tensors(name: str) -> dict[str, np.ndarray]:
    """The weights of the model `name`, and what its memory holds."""
    stored = read_model(trained_path(name))
    assert stored.memory is not None
    return {**stored.weights, **stored.memory.tensors()}


def test_a_killed_run_comes_to_what_an_unbroken_one_comes_to(
    personal: Personal, tmp_path: Path
) -> None:
    personal.settle()
    notes = notes_of_a_person(tmp_path / "notes")
    training = (notes, "--name", "broken", "--from", "base", *BUDGET)
    run = run_of("broken")
    killed = started(*training)
    wait_for(run, killed, lambda event: isinstance(event, Progress) and event.step > 20)
    ask(run, "pause")
    wait_for(run, killed, lambda event: isinstance(event, Paused))
    assert holder(run) == killed.pid
    assert "in training already" in refused(
        rnnwriter("train", notes, "--name", "broken", "--steps", "1"), 1
    )
    ask(run, "go on")
    wait_for(run, killed, lambda event: isinstance(event, Resumed))
    killed.kill()
    killed.communicate()
    assert holder(run) is None
    assert "was interrupted" in refused(rnnwriter("train", *training), 1)
    # The notes it began with are kept with the run.
    shutil.rmtree(notes)
    done = rnnwriter("train", "--name", "broken", "--resume", "--json")
    assert done.returncode == 0, done.stderr
    for name, value in tensors("me").items():
        np.testing.assert_array_equal(tensors("broken")[name], value, err_msg=name)
    left, right = read_record("me").report, json.loads(done.stdout)
    for figure in ("before", "after", "characters_seen", "memorised", "end"):
        assert left[figure] == right[figure], figure
    # Only what others may want to see is left of the run.
    assert not any(
        file.exists() for file in (run.texts_file, run.state_file, run.before_file, run.best_file)
    )
    assert isinstance(list(run.events())[-1], Reported)
    assert "nothing to resume" in refused(rnnwriter("train", "--name", "broken", "--resume"), 1)


def test_a_full_disk_is_one_sentence_and_the_run_goes_on(tmp_path: Path) -> None:
    notes = write_jottings(tmp_path / "notes")
    command = ["train", notes, "--name", "me", "--from", "scratch", "--steps", "4"]

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    done = subprocess.run(
        [sys.executable, "-m", "rnnwriter", *map(str, command)],
        capture_output=True,
        text=True,
        preexec_fn=full,
        check=False,
    )
    assert "cannot be written" in refused(done, 1)
    last = list(run_of("me").events())[-1]
    assert isinstance(last, Failed)
    assert "cannot be written" in last.sentence
    done = rnnwriter("train", "--name", "me", "--resume")
    assert done.returncode == 0, done.stderr


def test_too_little_memory_is_one_sentence() -> None:
    run = run_of("me")
    run.clear()
    for error in (MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory")):
        with pytest.raises(UserError, match=r"not enough memory.* --resume"), _end_told(run):
            raise error
        assert isinstance(list(run.events())[-1], Failed)
    with pytest.raises(RuntimeError, match="else"), _end_told(run):
        raise RuntimeError("something else")


def test_what_is_discarded_leaves_nothing(young: Path, tmp_path: Path) -> None:
    notes = write_jottings(tmp_path / "notes")
    run = run_of("me")
    process = started(notes, "--name", "me", "--from", base(young), "--minutes", "60")
    wait_for(run, process, lambda event: isinstance(event, Progress))
    assert trained_path("me").exists()
    ask(run, "discard")
    out, errors = process.communicate(timeout=_MOST_SECONDS)
    assert process.returncode == 0, errors
    assert "Discarded" in out
    assert not run.folder.exists()
    assert not trained_path("me").exists()


@contextmanager
def growing(notes: Path) -> Iterator[set[str]]:
    """New notes, by name, stand beside the others for a while."""
    new = [notes / f"new{index}.md" for index in range(4)]
    for index, file in enumerate(new):
        text = prose(1200, seed=50 + index).replace("the harbour", "the observatory of the quokkas")
        file.write_text(text)
    try:
        yield set(map(str, new))
    finally:
        for file in new:
            file.unlink()


def test_a_model_is_taught_what_is_new_and_forgets_nothing(personal: Personal) -> None:
    personal.settle()
    first = tensors("me")
    record = read_record("me")
    assert "Nothing is new" in rnnwriter("train", "--update", "me", "--steps", "9").stdout
    assert "--update me" in refused(
        rnnwriter("train", personal.notes, "--name", "me", "--steps", "1"), 1
    )

    with growing(personal.notes) as new:
        done = rnnwriter("train", "--update", "me", "--steps", "120", "--json")
        documents = read_notes([personal.notes]).documents
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["parent"] == "me"
    assert report["after"]["bits"] < report["before"]["bits"]
    assert report["memorised"]["continuations"] > 0
    for name, value in first.items():
        np.testing.assert_array_equal(tensors("me.previous")[name], value, err_msg=name)

    assert "bits per character" in rnnwriter("models", "me").stdout
    assert json.loads(rnnwriter("models", "me", "--json").stdout)["name"] == "me"
    assert "no model" in refused(rnnwriter("models", "nobody"), 1)

    now = read_record("me")
    assert set(now.known.documents) - set(record.known.documents) == new
    assert set(record.known.validation) <= set(now.known.validation)
    kept_apart = [one for one in documents if one.name in record.known.validation]
    before = bits_per_character(load_model("me.previous"), kept_apart).carried
    after = bits_per_character(load_model("me"), kept_apart).carried
    assert after < before + 0.02


def test_too_few_notes_are_refused_kindly(tmp_path: Path) -> None:
    few = tmp_path / "few.md"
    few.write_text(prose(5000))
    said = refused(rnnwriter("train", few, "--name", "me", "--minutes", "1"), 1)
    assert "20,000 are needed" in said
    assert not trained_path("me").exists()
