"""PyTorch's small build is asked for once, where it is wanted, and never at the cost of another."""

import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.requirements import ROOT, pytorch
from tools.small_pytorch import wanted

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the default build is small here")

Installer = Callable[[str], Path]


@pytest.fixture
def uv(tmp_path: Path) -> Installer:
    """Makes a `uv` of a shell script, which writes down its calls; the file where it does."""

    def made(script: str) -> Path:
        calls = tmp_path / "calls"
        program = tmp_path / "bin" / "uv"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\necho "$*" >> {calls}\n{script}\n')
        program.chmod(0o700)
        return calls

    return made


def environment(folder: Path) -> dict[str, str]:
    """With that `uv` alone, and no card of this machine's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
    return {**kept, "PATH": f"{folder / 'bin'}:/bin", "UV_TORCH_BACKEND": "cpu"}


def ask(folder: Path, python: Path, limit: float = 60.0) -> str:
    """What the installation with `python` says; it always succeeds."""
    code = f"import os; from tools.small_pytorch import main; main(os.environ, {limit})"
    done = subprocess.run(
        [python, "-c", code],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """The Python of an environment with nothing in it."""
    venv.create(tmp_path / "empty", with_pip=False)
    return tmp_path / "empty" / "bin" / "python"


def test_it_is_installed_where_it_can_be_had(tmp_path: Path, empty: Path, uv: Installer) -> None:
    calls = uv("")
    assert "'cpu'" in ask(tmp_path, empty)
    install = f"pip install --python {empty} --no-deps --torch-backend cpu {pytorch()}"
    assert calls.read_text().splitlines() == [f"{install} --dry-run", install]


def test_where_it_cannot_be_had_nothing_is_installed(
    tmp_path: Path, empty: Path, uv: Installer
) -> None:
    calls = uv('echo "no such host" >&2; exit 2')
    assert "cannot be had" in ask(tmp_path, empty)
    assert len(calls.read_text().splitlines()) == 1


def test_whoever_does_not_answer_is_given_up(tmp_path: Path, empty: Path, uv: Installer) -> None:
    uv("exec sleep 600")
    assert "cannot be had" in ask(tmp_path, empty, limit=0.2)


def test_an_old_uv_is_no_harm(tmp_path: Path, empty: Path, uv: Installer) -> None:
    uv('test "$6" != --torch-backend')
    assert "cannot be had" in ask(tmp_path, empty)


def test_an_environment_with_pytorch_is_left_alone(tmp_path: Path, uv: Installer) -> None:
    calls = uv("")
    assert ask(tmp_path, Path(sys.executable)) == ""
    assert not calls.exists()


def test_which_build_is_wanted(tmp_path: Path) -> None:
    assert wanted({"PATH": str(tmp_path)}, tmp_path) == "cpu"
    assert wanted({"PATH": str(tmp_path), "UV_TORCH_BACKEND": "xpu"}, tmp_path) == "xpu"
    (tmp_path / "proc" / "driver" / "nvidia").mkdir(parents=True)
    (tmp_path / "proc" / "driver" / "nvidia" / "version").touch()
    assert wanted({"PATH": str(tmp_path)}, tmp_path) is None
