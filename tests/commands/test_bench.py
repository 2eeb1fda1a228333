"""`rnnwriter bench`, as a person reads it; test_cli has its figures."""

import sys
from pathlib import Path

import pytest

from rnnwriter.commands.bench import bench_command
from rnnwriter.training import throughput


def test_a_table_says_what_the_figures_are(
    trained: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Products of this size take most of the command's time.
    monkeypatch.setattr(throughput, "_MATRIX", 256)
    bench_command(str(trained), None, as_json=False)
    shown = capsys.readouterr().out
    assert "over the matrix-product limit" in shown
    assert "in NumPy, " in shown


def test_without_pytorch_the_rest_is_measured(
    trained: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Which is how Python is told that there is no such module.
    monkeypatch.setitem(sys.modules, "torch", None)
    bench_command(str(trained), None, as_json=False)
    shown = capsys.readouterr().out
    assert "over reading the weights" in shown
    assert "not measured" in shown
