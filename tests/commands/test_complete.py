"""`rnnwriter complete`: what a shell, an editor's filter or a key binding pipes in goes on."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from rnnwriter import Suggester, load_model, paths

from .programs import refused, rnnwriter

TYPED = "It was the first time in my li"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A file with the text."""
    path = tmp_path / "text.txt"
    path.write_text(TYPED)
    return path


def test_it_prints_how_the_text_may_go_on(text: Path) -> None:
    expected = Suggester(load_model("starter"), eagerness="always").suggest(TYPED)
    assert expected is not None
    assert rnnwriter("complete", standard_input=text).stdout == expected.text + "\n"


def test_alternatives_are_a_line_each_the_likeliest_first(text: Path) -> None:
    lines = rnnwriter("complete", "-n", "3", standard_input=text).stdout.splitlines()
    assert 1 < len(lines) <= 3
    said = json.loads(rnnwriter("complete", "-n", "3", "--json", standard_input=text).stdout)
    assert said["model"] == "starter"
    assert [one["text"] for one in said["suggestions"]] == lines
    chances = [one["probability"] for one in said["suggestions"]]
    assert chances == sorted(chances, reverse=True)


def test_options_come_before_the_settings(text: Path) -> None:
    def complete(*options: str) -> str:
        return rnnwriter("complete", *options, standard_input=text).stdout

    paths.private_folder(paths.config_folder())
    paths.settings_file().write_text("mode = 'sampled'\nseed = 1\ntemperature = 2.0\n")
    drawn = {complete("--seed", str(seed)) for seed in range(4)}
    assert len(drawn) > 1
    assert complete("--seed", "1") == complete()
    assert complete("--mode", "greedy") != complete()


def test_where_nothing_is_likely_enough_nothing_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("x" * 40)
    done = rnnwriter("complete", "--eagerness", "quiet", standard_input=path)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("blanks", [1, 2])
def test_of_a_long_text_the_end_is_read(tmp_path: Path, blanks: int) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Ä" * 1_000_000 + " " * blanks + "\n\n" + TYPED, encoding="utf-8")
    assert rnnwriter("complete", standard_input=path).stdout.startswith("f")


def test_what_cannot_be_continued_is_one_sentence(text: Path, tmp_path: Path) -> None:
    done = rnnwriter("complete", "--model", "nobody", standard_input=text)
    assert "no model called 'nobody'" in refused(done, 1)
    other = tmp_path / "picture.png"
    other.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d" * 50)
    refused(rnnwriter("complete", standard_input=other), 1)
    refused(rnnwriter("complete", "-n", "0", standard_input=text), 2)


def test_a_terminal_holds_no_text() -> None:
    _, terminal = pty.openpty()
    command = (sys.executable, "-m", "rnnwriter", "complete")
    done = subprocess.run(command, stdin=terminal, capture_output=True, text=True, check=False)
    os.close(terminal)
    assert "pipe one in" in refused(done, 1)
