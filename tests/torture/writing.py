"""Random writing, ended at a random moment: nothing older than a second is lost."""

import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from rnnwriter.recovery.leftovers import leftovers
from tests.texts import prose

from .terminal import PATIENCE_SECONDS, Ending, PseudoTerminal, programs_of

MOST_LOST_SECONDS = 1.0
_ALPHABET = "etaoin shrdlu cmfwyp vbgkjq\n"
_LEFT, _RIGHT, _BACKSPACE, _SAVE = b"\x1b[D", b"\x1b[C", b"\x7f", b"\x13"
# Keys that change no text: modes and temperatures.
_OTHERS = [b"\x1bOQ", b"\x1bOR", b"\x1bOS"]


@dataclass
class Page:
    """What the text should be, key by key. states: each text, and when its key was pressed."""

    text: str
    cursor: int = 0
    states: list[tuple[float, str]] = field(default_factory=list)

    def press(self, draw: random.Random) -> bytes:
        """The next key, and what it does to the text."""
        kind = draw.random()
        if kind < 0.72:
            character = draw.choice(_ALPHABET)
            self.text = self.text[: self.cursor] + character + self.text[self.cursor :]
            self.cursor += 1
            keys = character.replace("\n", "\r").encode()
        elif kind < 0.84:
            begin = max(self.cursor - 1, 0)
            self.text = self.text[:begin] + self.text[self.cursor :]
            self.cursor = begin
            keys = _BACKSPACE
        elif kind < 0.90:
            self.cursor = max(self.cursor - 1, 0)
            keys = _LEFT
        elif kind < 0.94 and self.cursor < len(self.text):
            self.cursor += 1
            keys = _RIGHT
        elif kind < 0.97:
            keys = _SAVE
        else:
            keys = draw.choice(_OTHERS)
        self.states.append((time.monotonic(), self.text))
        return keys


def environment(home: Path) -> dict[str, str]:
    """Of a program that lives in `home`."""
    kept = {name: value for name, value in os.environ.items() if name not in ("LINES", "COLUMNS")}
    return {**kept, "RNNWRITER_HOME": str(home), "TERM": "xterm-256color"}


@dataclass(frozen=True)
class Loss:
    """seconds: how old the oldest key was that is lost; 0 when none is. drawn: what the terminal
    got.
    """

    seconds: float
    drawn: bytes


def loss(
    seed: int,
    folder: Path,
    ending: Ending,
    options: Sequence[str] = (),
    beside: psutil.Process | None = None,
) -> Loss:
    """Write at random, end the program in the middle, and start it again.

    options: of the program. beside: what lives in the same home and goes on. RNNWRITER_HOME is
    expected to be folder / "home". Raises AssertionError when a text is there that never was, when
    a file is torn, when a process stays, and when the next start does not show what was left.
    """
    draw = random.Random(seed)
    home, file = folder / "home", folder / "draft.md"
    page = Page(prose(draw.choice([200, 2_000, 200_000]), seed))
    file.write_text(page.text)
    first = page.text.split()[0].encode()
    page.states.append((time.monotonic(), page.text))
    program = [sys.executable, "-m", "rnnwriter", str(file), *options]
    terminal = PseudoTerminal(program, folder, environment(home))
    terminal.until(first)
    stop = time.monotonic() + draw.uniform(0.0, 5.0)
    while time.monotonic() < stop:
        for _ in range(draw.choice([1, 1, 1, 1, 8])):
            terminal.send(page.press(draw))
        time.sleep(draw.choice([0.0, 0.02, 0.06, 0.2, 0.5]))  # as people do
    ended = time.monotonic()
    terminal.end(ending)

    wait_for_the_end(home, beside)
    texts = [text for _, text in page.states]
    on_disk = file.read_text()
    assert on_disk in texts, f"the file is torn after {ending}"
    left = list(leftovers())
    assert len(left) <= 1, f"{len(left)} texts are left of one"
    found = left[0].unsaved.text if left else on_disk
    assert found in texts, f"what is left was never written: {found[:200]!r}"
    for one in left:
        one.put_back()
    last = max(at for at, text in enumerate(texts) if text == found)
    # When the first key came that is lost.
    lost = 0.0 if last + 1 == len(texts) else ended - page.states[last + 1][0]
    _start_again(program, folder, file, found, offered=bool(left))
    return Loss(lost, terminal.drawn)


def wait_for_the_end(home: Path, beside: psutil.Process | None = None) -> None:
    """Wait until nothing lives in `home` but `beside` and what that has started; AssertionError
    when something stays.
    """
    stays = {beside, *beside.children(recursive=True)} if beside else set()
    psutil.wait_procs(set(programs_of(home)) - stays, timeout=PATIENCE_SECONDS)
    stays |= set(beside.children(recursive=True)) if beside else set()
    assert set(programs_of(home)) <= stays, "a process stays"


def _start_again(
    program: list[str], folder: Path, file: Path, found: str, *, offered: bool
) -> None:
    """The next window shows what was left, takes it, and saves it."""
    terminal = PseudoTerminal(program, folder, environment(folder / "home"))
    if offered:
        terminal.until(b"Not saved when rnnwriter ended")
        terminal.send(b"\r")
        terminal.until(b"is as you left it")
        terminal.send(_SAVE)
        terminal.until(b"Saved")
    else:
        terminal.until(found.split()[0].encode() if found.split() else b"F1 help")
    terminal.send(b"\x11")
    assert terminal.wait() == 0
    assert file.read_text() == found
    assert not list(leftovers())
