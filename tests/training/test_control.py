"""What is wished of a run reaches its process."""

import pytest

from rnnwriter.errors import UserError
from rnnwriter.training.control import Control, ask
from rnnwriter.training.run import run_of


def test_the_last_wish_counts() -> None:
    run = run_of("me")
    run.clear()
    control = Control(run)
    assert control.wish() == "go on"
    assert not control.insists
    ask(run, "pause")
    assert control.wish() == "pause"
    run.control_file.write_text("what")
    assert control.wish() == "pause"
    ask(run, "go on")
    assert control.wish() == "go on"
    assert control.insists
    ask(run, "keep")
    # A process that comes later hears it too.
    assert Control(run).wish() == "keep"


def test_a_run_that_is_gone_cannot_be_asked() -> None:
    with pytest.raises(UserError, match="no training run"):
        ask(run_of("nobody"), "pause")
