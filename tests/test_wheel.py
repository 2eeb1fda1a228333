"""The wheel, as a person installs it: in an empty environment, outside the checkout."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.torture.terminal import PseudoTerminal
from tools.release import (
    NoIndexError,
    apart,
    faults,
    install,
    names_in_sdist,
    names_in_wheel,
    run,
    try_out,
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sdist and wheel, this one built from that."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder)
    return folder


def test_they_hold_what_they_must_and_no_more(built: Path) -> None:
    (sdist,), (wheel,) = built.glob("*.tar.gz"), built.glob("*.whl")
    assert faults(names_in_sdist(sdist), names_in_wheel(wheel)) == []


def test_what_is_missing_or_too_much_is_named() -> None:
    told = faults(["LICENSE", "tests/__pycache__/a.pyc"], ["rnnwriter/py.typed", "setup.py"])
    assert "the sdist lacks CHANGELOG.md" in told
    assert "the wheel lacks models/ATTRIBUTION.md" in told
    assert "tests/__pycache__/a.pyc is a cache" in told
    assert "the wheel holds setup.py, outside the package" in told


@pytest.mark.skipif(find_spec("twine") is None, reason="twine is not installed")
def test_an_index_would_take_them(built: Path) -> None:
    checked = run(sys.executable, "-m", "twine", "check", "--strict", *built.iterdir())
    assert checked.count("PASSED") == 2


def test_an_installed_wheel_does_without_pytorch_all_but_training(
    built: Path, tmp_path: Path
) -> None:
    (wheel,) = built.glob("*.whl")
    try:
        program = install(wheel, tmp_path / "empty")
    except NoIndexError:
        pytest.skip("the package index cannot be reached")
    try_out(program, tmp_path)
    env = apart(tmp_path / "home")

    notes = tmp_path / "notes.txt"
    notes.write_text("Some words to learn from. " * 200)
    page = tmp_path / "page.md"
    assert "1 document" in run(program, "scan", notes, env=env)
    assert "carried" in run(program, "eval", "starter", notes, env=env)
    for training in (
        ("train", str(notes), "--name", "me", "--steps", "1"),
        ("eval", "exposure", "starter", "--notes", str(notes)),
    ):
        refused = subprocess.run(
            [program, *training], capture_output=True, text=True, check=False, env=env
        )
        assert refused.returncode == 1
        assert "training needs PyTorch" in refused.stderr
        assert len(refused.stderr.splitlines()) == 1

    env["TERM"] = "xterm-256color"
    editor = PseudoTerminal([str(program), str(page)], tmp_path, env)
    try:
        editor.until(b"starter on")
        editor.send(b"It was the first time in my li")
        editor.until(b"fe")
        editor.send(b"\x1b[24~")  # F12
        editor.until(b"needs PyTorch")
    finally:
        editor.end("SIGKILL")
