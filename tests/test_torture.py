"""A short torture: each way to end the program, once; `make torture` runs many rounds."""

import sys
from pathlib import Path
from typing import get_args

import pytest

if sys.platform == "win32":
    pytest.skip("it needs a pseudo-terminal", allow_module_level=True)

from tests.torture.terminal import Ending
from tests.torture.writing import loss


@pytest.mark.parametrize("ending", get_args(Ending))
def test_what_was_typed_outlives_the_program(
    ending: Ending, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RNNWRITER_HOME", str(tmp_path / "home"))
    # It raises when what is left is no text that was there. Its age is no question here: on a
    # machine that is busy with other tests, keys themselves come late.
    loss(7, tmp_path, ending)
