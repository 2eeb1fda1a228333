"""What was asked is kept with the run."""

import pytest

from rnnwriter.errors import UserError
from rnnwriter.model.architecture import Architecture
from rnnwriter.training.run import run_of
from rnnwriter.training.spec import CONTINUED, Spec

SPEC = Spec(
    "me", ("/notes", "/more"), 5.5, "scratch", 3, 7, "abc", Architecture(8, (9, 10)), CONTINUED
)


def test_the_spec_comes_back() -> None:
    run = run_of("me")
    run.create(SPEC)
    assert run.spec() == SPEC


def test_a_new_run_clears_the_old_one_away() -> None:
    run = run_of("me")
    run.create(SPEC)
    for file in (run.state_file, run.best_file, run.events_file):
        file.write_bytes(b"old")
    run.create(SPEC)
    assert not any(file.exists() for file in (run.state_file, run.best_file, run.events_file))


@pytest.mark.parametrize("content", ["", "= 1", "name = 1\nother = 2", "[architecture]\nkind = 1"])
def test_a_damaged_run_is_one_sentence(content: str) -> None:
    run = run_of("me")
    with pytest.raises(UserError, match="no training run"):
        run.spec()
    run.create(SPEC)
    run.spec_file.write_text(content)
    with pytest.raises(UserError, match="is damaged"):
        run.spec()
