"""The editor where things are not as usual: it opens, takes what is typed, saves it and quits."""

import random
import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("it needs a pseudo-terminal", allow_module_level=True)

import rnnwriter
from rnnwriter.tui.app import WriterApp
from tests.torture.terminal import PATIENCE_SECONDS, PseudoTerminal
from tests.torture.writing import environment
from tests.tui.helpers import loaded, running, until, writer

PROGRAM = [sys.executable, "-m", "rnnwriter"]
SAVE, QUIT = b"\x13", b"\x11"


def until_file(file: Path, text: str) -> None:
    """Wait until a file holds a text."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not file.exists() or file.read_text(encoding="utf-8") != text:
        assert time.monotonic() < give_up, f"{file} never held {text!r}"
        time.sleep(0.02)  # between two looks, not instead of a condition


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}, id="C"),
        pytest.param({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, id="ASCII"),
        pytest.param({"LC_ALL": "tr_TR.UTF-8"}, id="locale that is not there"),
        pytest.param({"TERM": "dumb"}, id="dumb"),
        pytest.param({"TERM": "xterm", "COLORTERM": ""}, id="16 colours"),
        pytest.param({"TERM": "xterm-256color", "COLORTERM": ""}, id="256 colours"),
        pytest.param({"TERM": "nobody-knows"}, id="unknown terminal"),
        pytest.param({"NO_COLOR": "1"}, id="no colour"),
        pytest.param({"RNNWRITER_HOME": "/dev/null/home"}, id="no home to write to"),
        pytest.param({"HOME": "/nowhere", "RNNWRITER_HOME": ""}, id="no home"),
    ],
)
def test_what_is_typed_is_saved(changes: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "draft.md"
    file.write_text("The sea\n")
    terminal = PseudoTerminal(
        [*PROGRAM, str(file)], tmp_path, {**environment(tmp_path / "home"), **changes}
    )
    terminal.until(b"sea")
    terminal.send("né ".encode())
    terminal.send(SAVE)
    until_file(file, "né The sea\n")
    terminal.send(QUIT)
    assert terminal.wait() == 0
    assert b"Traceback" not in terminal.drawn


def test_the_window_changes_its_size_all_the_time(tmp_path: Path) -> None:
    draw = random.Random(0)
    file = tmp_path / "draft.md"
    file.write_text("The sea\n")
    terminal = PseudoTerminal([*PROGRAM, str(file)], tmp_path, environment(tmp_path / "home"))
    terminal.until(b"sea")
    text = "".join(draw.choice("etaoin shrdlu") for _ in range(200)).strip() + "."
    for character in text:
        for _ in range(draw.randrange(4)):
            terminal.resize(draw.choice([1, 2, 5, 24, 100]), draw.choice([1, 2, 9, 80, 300]))
        terminal.send(character.encode())
    terminal.resize(24, 80)
    terminal.send(SAVE)
    until_file(file, f"{text}The sea\n")
    terminal.send(QUIT)
    assert terminal.wait() == 0
    assert b"Traceback" not in terminal.drawn


def test_nothing_is_written_where_the_program_is(tmp_path: Path) -> None:
    package = Path(rnnwriter.__file__).parent

    def seen() -> dict[Path, int]:
        return {
            path: path.stat().st_mtime_ns
            for path in package.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }

    before = seen()
    file = tmp_path / "draft.md"
    terminal = PseudoTerminal([*PROGRAM, str(file)], tmp_path, environment(tmp_path / "home"))
    terminal.until(b"draft.md")
    terminal.send(b"The sea" + SAVE)
    until_file(file, "The sea")
    terminal.send(QUIT)
    assert terminal.wait() == 0
    assert seen() == before


async def test_the_clock_jumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw, now = random.Random(0), time.time
    monkeypatch.setattr(time, "time", lambda: now() + draw.uniform(-1e8, 1e8))
    path = tmp_path / "draft.md"
    app: WriterApp = writer(path)
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press(*"The sea", "backspace", "ctrl+z", "ctrl+s")
        await until(pilot, path.exists, "it is saved")
        assert path.read_text() == app.editor.text
