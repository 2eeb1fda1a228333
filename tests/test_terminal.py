"""The installed program in a real terminal, used as a person uses it."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

PATIENCE_SECONDS = 240


class Terminal:
    """A tmux session of its own server, 80x24 unless asked otherwise."""

    def __init__(self, folder: Path, width: int = 80, height: int = 24) -> None:
        self._socket = str(folder / "tmux.sock")
        self._folder = folder
        size = ("-x", str(width), "-y", str(height))
        self._tmux("-f", os.devnull, "new-session", "-d", *size, "-c", str(folder), "sh")

    def _tmux(self, *arguments: str) -> str:
        # Readline leaves these to child processes, which believe them before the terminal.
        environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
        done = subprocess.run(
            ["tmux", "-S", self._socket, *arguments],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        return done.stdout

    def screen(self) -> str:
        """What is on the screen."""
        return self._tmux("capture-pane", "-p")

    def styled(self) -> str:
        """What is on the screen, with escape sequences for its styles."""
        return self._tmux("capture-pane", "-p", "-e")

    def press(self, *keys: str) -> None:
        """Send keys by their tmux names."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Send text as typed."""
        self._tmux("send-keys", "-l", text)

    def until(self, condition: Callable[[str], bool], what: str) -> str:
        """The screen as soon as `condition` holds for it."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < give_up:
            screen = self.screen()
            if condition(screen):
                return screen
            time.sleep(0.05)  # between two looks, not instead of a condition
        raise AssertionError(f"never saw {what}:\n{self.screen()}")

    def close(self) -> None:
        """End the session and everything in it."""
        subprocess.run(["tmux", "-S", self._socket, "kill-server"], check=False)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in the test's folder."""
    made = Terminal(tmp_path)
    yield made
    made.close()


def shows(*words: str) -> Callable[[str], bool]:
    """Whether all `words` are on a screen."""
    return lambda screen: all(word in screen for word in words)


def test_write_accept_change_mode_and_temperature_save_quit(
    terminal: Terminal, tmp_path: Path
) -> None:
    program = Path(sys.executable).parent / "rnnwriter"
    page = tmp_path / "page.md"
    terminal.type(f"{program} page.md; echo left with $?\n")
    terminal.until(shows("page.md", "starter", "greedy"), "the editor with its model")

    typed = "For the first time the government of the Unit"
    terminal.type(typed)
    terminal.until(lambda _: ghost(terminal.styled()).startswith("ed"), "a ghost")
    proposed = ghost(terminal.styled())
    terminal.press("Tab")
    terminal.until(shows(typed + proposed), "the ghost accepted")

    terminal.press("F2")
    terminal.until(shows("sampled"), "the sampled mode")
    terminal.press("F4", "F4")
    terminal.until(shows("0.9"), "the temperature raised")
    terminal.press("F3")
    terminal.until(shows("0.8"), "the temperature lowered")

    terminal.press("C-s")
    terminal.until(lambda _: page.exists(), "the file saved")
    terminal.press("C-q")
    terminal.until(shows("left with 0"), "the shell again")
    # A blank at the end of a ghost cannot be seen.
    assert page.read_text().rstrip() == typed + proposed


@pytest.mark.parametrize(("width", "height"), [(60, 15), (80, 24), (200, 60)])
def test_every_size_will_do_and_colours_are_not_needed(
    tmp_path: Path, width: int, height: int
) -> None:
    program = Path(sys.executable).parent / "rnnwriter"
    terminal = Terminal(tmp_path, width, height)
    try:
        terminal.type(f"NO_COLOR=1 {program} --new; echo left with $?\n")
        terminal.until(shows("Untitled", "starter on"), "the editor with its model")
        typed = "For the first time the government of the Unit"
        terminal.type(typed)
        terminal.until(lambda _: ghost(terminal.styled()).startswith("ed"), "a ghost")
        assert not re.search(r"\x1b\[(?:[0-9;]*;)?(?:[349][0-7]|10[0-7]|[34]8;)", terminal.styled())
        terminal.press("Tab")
        terminal.until(shows(typed + "ed"), "the ghost accepted")
        terminal.press("C-f")
        terminal.type("first")
        terminal.until(shows("first", "1/1"), "the one match")
        terminal.press("Escape")
        terminal.until(lambda screen: "1/1" not in screen, "the text alone")
        terminal.press("F1")
        terminal.until(shows("Take the suggestion"), "the keys")
        terminal.press("Escape")
        terminal.until(shows(typed), "the text again")
        terminal.press("C-q")
        terminal.until(shows("unsaved", "Discard"), "the question")
        terminal.press("d")
        terminal.until(shows("left with 0"), "the shell again")
    finally:
        terminal.close()


def test_the_last_text_is_opened_again_unless_a_new_one_is_asked_for(
    terminal: Terminal, tmp_path: Path
) -> None:
    program = Path(sys.executable).parent / "rnnwriter"
    page = tmp_path / "page.md"
    page.write_text("one\ntwo\n")
    terminal.type(f"{program} page.md; echo left with $?\n")
    terminal.until(shows("two", "page.md"), "the text")
    terminal.press("Down", "C-q")
    terminal.until(shows("left with 0"), "the shell again")
    terminal.type(f"clear; {program}; echo left again\n")
    terminal.until(shows("two", "page.md"), "the text again")
    terminal.type("x")
    terminal.until(shows("xtwo"), "the cursor where it was")
    terminal.press("C-s")
    terminal.until(lambda _: page.read_text() == "one\nxtwo\n", "the file saved")
    terminal.press("C-q")
    terminal.until(shows("left again"), "the shell again")
    terminal.type(f"clear; {program} --new; echo left new\n")
    terminal.until(shows("Untitled"), "an empty text")
    terminal.press("C-q")
    terminal.until(shows("left new"), "the shell again")
    page.write_bytes(b"\0\1\2")
    terminal.type(f"clear; {program}; echo left last\n")
    # Wherever the message is broken, for the folder may have a long name.
    terminal.until(
        lambda screen: "page.mdcannotbeopened" in re.sub(r"\s", "", screen),
        "why it is not there",
    )
    terminal.until(shows("Not opened again:"), "what that is about")
    terminal.press("C-q")
    terminal.until(shows("left last"), "the shell again")


def ghost(styled: str) -> str:
    """The italic text on a screen that was captured with its styles."""
    italic = False
    found = ""
    for index, part in enumerate(re.split(r"\x1b\[([0-9;]*)m", styled)):
        if index % 2 == 0:
            found += part if italic else ""
        elif part in ("", "0", "23"):
            italic = False
        elif "3" in part.split(";")[:2]:
            italic = True
    return found.rstrip()
