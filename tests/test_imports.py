"""What starting costs: importing a floor does not bring in what it promises not to."""

import subprocess
import sys

import pytest


def imported_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter has after `statement`."""
    code = f"import sys\n{statement}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import rnnwriter", {"torch", "textual", "rich", "numpy"}),
        ("import rnnwriter.entry", {"click", "torch", "textual", "rich", "numpy"}),
        ("import rnnwriter.cli", {"torch", "textual", "rich", "numpy"}),
        ("from rnnwriter import Suggester, load_model", {"torch", "textual", "rich"}),
        ("import rnnwriter.tui.app", {"torch", "numpy"}),
        ("import rnnwriter.training.events, rnnwriter.training.run", {"torch", "textual"}),
        ("import rnnwriter.evaluation.bits", {"torch", "textual"}),
    ],
)
def test_floors_import_no_more_than_they_say(statement: str, absent: set[str]) -> None:
    modules = imported_by(statement)
    assert "rnnwriter" in modules
    assert not absent & modules


def test_the_public_names_are_there() -> None:
    import rnnwriter

    for name in rnnwriter.__all__:
        assert getattr(rnnwriter, name) is not None
    assert set(rnnwriter.__all__) <= set(dir(rnnwriter))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = rnnwriter.nothing
