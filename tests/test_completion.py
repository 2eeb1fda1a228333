"""What Tab completes: in real shells, and what each kind of word is asked for."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rnnwriter import paths
from rnnwriter.completion import VARIABLE, models_like
from rnnwriter.model.store import trained_path
from tests.test_imports import imported_by
from tests.torture.terminal import PATIENCE_SECONDS, PseudoTerminal

HOW_TO_READ_IT = {
    "bash": ("--norc",),
    "zsh": ("-f",),
    "fish": ("--no-config",),
}


@pytest.fixture(autouse=True)
def models() -> None:
    """Two models besides the starter; only their names are looked at."""
    for name in ("me", "sea-book"):
        path = trained_path(name)
        paths.private_folder(path.parent)
        path.touch()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of files; the `rnnwriter` of the PATH writes into one what it is called with."""
    folder = tmp_path / "here"
    folder.mkdir()
    for name in ("german.md", "my notes.md", "starfish.txt"):
        (folder / name).touch()
    program = tmp_path / "bin" / "rnnwriter"
    program.parent.mkdir()
    program.write_text(
        f"""#!/bin/sh
test -n "${VARIABLE}" && exec "{sys.executable}" -m rnnwriter
printf '%s\\n' "$@" > '{tmp_path}/given' && mv '{tmp_path}/given' '{tmp_path}/called'
"""
    )
    program.chmod(0o700)
    return folder


def environment(folder: Path) -> dict[str, str]:
    """With `rnnwriter` in the PATH, and no settings of a person's shell."""
    added = {"PATH": f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}", "TERM": "xterm"}
    return {**os.environ, **added, "XDG_CONFIG_HOME": str(folder.parent / "config")}


def completed(*words: str) -> list[str]:
    """What bash is told may stand for the last of `words`; "file:" asks it to look for files."""
    asked = {
        VARIABLE: "bash_complete",
        "COMP_WORDS": "\n".join(["rnnwriter", *words]),
        "COMP_CWORD": str(len(words)),
    }
    command = (sys.executable, "-m", "rnnwriter")
    done = subprocess.run(
        command, env=os.environ | asked, capture_output=True, text=True, check=True
    )
    return [line.removeprefix("plain,").replace(",", ":") for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ge"], ["generate", "file:ge"]),
        (["eval", "ke"], ["keystrokes", "file:ke"]),
        (["--m"], ["--model"]),
        (["--model", ""], ["starter", "me", "sea-book", "file:"]),
        (["--model", "=", "s"], ["starter", "sea-book", "file:s"]),
        (["--model", "me", ""], ["file:"]),
        (["generate", "--model", "me+s"], ["me+starter", "me+sea-book", "file:me+s"]),
        (["generate", "--model", "a+b+c+d+e"], ["file:a+b+c+d+e"]),
        (["train", "--from", "s"], ["starter", "sea-book", "scratch", "file:s"]),
        (["train", "--update", "m"], ["me"]),
        (["models", "m"], ["me"]),
        (["eval", "m"], ["me", "file:m"]),
        (["eval", "me", "ch"], ["file:ch"]),
        (["complete", "--mode", "g"], ["greedy"]),
        (["bench", "su"], ["suggest"]),
    ],
)
def test_words_are_offered(words: list[str], offered: list[str]) -> None:
    assert completed(*words) == offered


def test_a_first_word_is_a_command_or_a_file() -> None:
    *commands, file = completed("")
    assert {"bench", "generate", "train"} <= set(commands)
    assert "edit" not in commands
    assert file == "file:"


def test_names_need_no_numpy() -> None:
    assert models_like("s") == ["starter", "sea-book"]
    statement = "from rnnwriter.completion import models_like; models_like('')"
    assert not {"numpy", "torch", "textual", "rich"} & imported_by(statement)


@pytest.mark.parametrize("name", HOW_TO_READ_IT)
def test_tab_completes_in(name: str, folder: Path) -> None:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    terminal = PseudoTerminal([program, *HOW_TO_READ_IT[name], "-i"], folder, environment(folder))
    script = f"{VARIABLE}={name}_source rnnwriter"
    if name == "zsh":
        terminal.send(b"autoload -U compinit && compinit -u\r")
    terminal.send((f"{script} | source\r" if name == "fish" else f'eval "$({script})"\r').encode())
    called = folder.parent / "called"
    try:
        for typed, words in (
            ("gen", ["generate"]),
            ("germ", ["german.md"]),
            ("my", ["my notes.md"]),
            ("--model se", ["--model", "sea-book"]),
            ("eval me star", ["eval", "me", "starfish.txt"]),
        ):
            # Enter is read when Tab has done its work.
            terminal.send(f"rnnwriter {typed}\t\r".encode())
            wait_until(called.exists)
            assert called.read_text().splitlines() == words
            called.unlink()
    finally:
        terminal.end("SIGKILL")


def wait_until(condition: Callable[[], bool]) -> None:
    """Return as soon as `condition` holds."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < give_up, "the program was never called"
        time.sleep(0.01)  # between two looks, not instead of a condition
