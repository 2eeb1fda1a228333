"""What was asked is kept with the run."""

import pytest

from rnnwriter.errors import UserError
from rnnwriter.model.architecture import Architecture
from rnnwriter.training.events import Entered, Evaluated, Event, Progress
from rnnwriter.training.run import run_of, runs
from rnnwriter.training.spec import CONTINUED, Spec

SPEC = Spec(
    "me",
    ("/notes", "/more"),
    5.5,
    "scratch",
    3,
    7,
    ("battery", "load"),
    Architecture(8, (9, 10)),
    CONTINUED,
)


def test_the_spec_comes_back() -> None:
    run = run_of("me")
    run.create(SPEC)
    assert run.spec() == SPEC


def test_a_new_run_clears_the_old_one_away() -> None:
    run = run_of("me")
    run.create(SPEC)
    kept_for_resuming = (run.texts_file, run.state_file, run.before_file, run.best_file)
    for file in (*kept_for_resuming, run.control_file, run.seen_file):
        file.write_bytes(b"old")
    run.append(Entered("reading"))
    run.clear()
    assert list(run.events()) == []
    assert {path.name for path in run.folder.iterdir()} == {run.events_file.name}
    assert runs() == [run]
    run.remove()
    assert runs() == []


def test_going_back_to_a_checkpoint_forgets_what_came_after() -> None:
    run = run_of("me")
    run.clear()
    before: list[Event] = [
        Entered("training"),
        Evaluated(10, 100, 2.5, True),
        Progress(0.5, 1, 12, 120, 9, 2),
    ]
    after: list[Event] = [Evaluated(20, 200, 2.4, True), Entered("measuring")]
    for event in (*before, *after):
        run.append(event)
    run.rewind(12)
    assert list(run.events()) == before


@pytest.mark.parametrize("content", ["", "= 1", "name = 1\nother = 2", "[architecture]\nkind = 1"])
def test_a_damaged_run_is_one_sentence(content: str) -> None:
    run = run_of("me")
    with pytest.raises(UserError, match="no training run"):
        run.spec()
    run.create(SPEC)
    run.spec_file.write_text(content)
    with pytest.raises(UserError, match="is damaged"):
        run.spec()
