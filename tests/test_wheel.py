"""The wheel, as a person installs it: in an empty environment, outside the checkout."""

import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """The output of `command`, which must succeed."""
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def requirements() -> list[str]:
    """The runtime requirements but PyTorch, which only training needs and which is huge."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        listed: list[str] = tomllib.load(file)["project"]["dependencies"]
    return [line for line in listed if not re.match(r"torch\b", line)]


def test_an_installed_wheel_writes_with_its_own_starter(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", tmp_path, cwd=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "empty", with_pip=True)
    python = tmp_path / "empty" / "bin" / "python"
    # What is never imported here need not be compiled.
    install = (python, "-m", "pip", "install", "--quiet", "--no-compile")
    installed = subprocess.run([*install, "--no-deps", wheel], cwd=tmp_path, check=False)
    assert installed.returncode == 0
    fetched = subprocess.run(
        [*install, *requirements()],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    if "No matching distribution" in fetched.stderr:
        pytest.skip("the package index cannot be reached")
    assert fetched.returncode == 0, fetched.stderr

    program = tmp_path / "empty" / "bin" / "rnnwriter"
    options = ("--prompt", "It was a ", "--length", "40", "--greedy")
    text = run(program, "generate", *options, cwd=tmp_path)
    assert text.startswith("It was a ")
    assert len(text.rstrip("\n")) == len("It was a ") + 40
    listed = run(program, "models", "--json", cwd=tmp_path)
    assert str(tmp_path / "empty") in listed

    notes = tmp_path / "notes.txt"
    notes.write_text("Some words to learn from. " * 200)
    refused = subprocess.run(
        [program, "train", notes, "--name", "me", "--steps", "1"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert "training needs PyTorch" in refused.stderr
    assert "Traceback" not in refused.stderr
