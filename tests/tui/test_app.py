"""The editor as a person meets it: open, write, accept, save, quit."""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from rnnwriter.errors import UserError
from rnnwriter.settings import Mode, Settings
from rnnwriter.suggest.suggestion import Suggestion
from rnnwriter.tui.app import WriterApp, run_editor, stepped
from rnnwriter.tui.engine import Engine
from rnnwriter.tui.help_screen import HelpScreen
from rnnwriter.tui.open_file import open_file
from rnnwriter.tui.prompts import Choice, NamePrompt

from .helpers import Failing, Phrases, until

CAT = "The cat sat"


class Told:
    """Suggests what it was made with."""

    def __init__(self, mode: Mode, temperature: float, seed: int) -> None:
        self.text = f" {mode} {temperature} {seed}"

    def suggest(self, text_before_cursor: str) -> Suggestion | None:
        """Mode, temperature and seed."""
        return Suggestion(self.text, 1.0)


def cat_engine(name: str) -> Engine:
    return Engine(name, lambda mode, temperature, seed: Phrases(CAT))


def telling_engine(name: str) -> Engine:
    return Engine(name, Told)


def no_engine(name: str) -> Engine:
    raise UserError(f"there is no model called {name!r}; train one")


def writer(
    path: Path | None = None, load: Callable[[str], Engine] = cat_engine, **settings: Any
) -> WriterApp:
    return WriterApp(open_file(path), Settings(**settings), load)


def running(app: WriterApp) -> AbstractAsyncContextManager[Pilot[None]]:
    return app.run_test(size=(80, 24))


async def loaded(pilot: Pilot[Any], app: WriterApp) -> None:
    await until(pilot, lambda: not app._loading, "the model is loaded")


async def asked(pilot: Pilot[Any], app: WriterApp, prompt: type) -> None:
    await until(pilot, lambda: isinstance(app.screen, prompt), f"a {prompt.__name__} is asked")
    await pilot.pause()


async def told(pilot: Pilot[Any], app: WriterApp, part: str) -> None:
    await until(pilot, lambda: part in app.status_bar.message, f"the status bar says {part!r}")


async def gone(pilot: Pilot[Any], app: WriterApp) -> None:
    await until(pilot, lambda: app._exit, "the app ends")


# Suggestions


async def test_the_model_is_loaded_and_continues_the_text() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        assert app.status_bar.status.model == "starter"
        await pilot.press(*"The")
        await until(pilot, lambda: app.editor.ghost == " cat sat", "the ghost is shown")
        await pilot.press("tab")
        assert app.editor.text == CAT


async def test_text_written_while_the_model_loads_is_continued_when_it_is_there() -> None:
    gate = threading.Event()

    def slow(name: str) -> Engine:
        gate.wait(30)
        return cat_engine(name)

    app = writer(load=slow)
    async with running(app) as pilot:
        await pilot.press(*"The")
        assert app.status_bar.status.loading
        gate.set()
        await until(pilot, lambda: app.editor.ghost == " cat sat", "the ghost is shown")


async def test_mode_and_temperature_reach_the_suggester_and_the_status_bar() -> None:
    app = writer(load=telling_engine, temperature=1.9, seed=3)
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press("x")
        await until(pilot, lambda: app.editor.ghost == " greedy 1.9 3", "it is greedy")
        await pilot.press("f2")
        await until(pilot, lambda: app.editor.ghost == " sampled 1.9 3", "it is sampled")
        await pilot.press("f4", "f4")
        await until(pilot, lambda: app.editor.ghost == " sampled 2.0 3", "it stops at 2")
        await pilot.press(*["f3"] * 3)
        await until(pilot, lambda: app.editor.ghost == " sampled 1.7 3", "it is cooler")
        status = app.status_bar.status
        assert (status.mode, status.temperature) == ("sampled", 1.7)
        assert app.editor.text == "x"


def test_temperature_steps_are_exact_and_bounded() -> None:
    temperature = 0.0
    for tenths in range(1, 21):
        temperature = stepped(temperature, 1)
        assert temperature == tenths / 10
    assert stepped(2.0, 1) == 2.0
    assert stepped(0.0, -1) == 0.0
    assert stepped(0.75, 1) in (0.8, 0.9)


async def test_suggestions_go_off_and_on() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press(*"The")
        await until(pilot, lambda: app.editor.ghost, "the ghost is shown")
        await pilot.press("f5")
        assert app.editor.ghost == ""
        assert not app.status_bar.status.suggesting
        await pilot.press("f5")
        await until(pilot, lambda: app.editor.ghost, "the ghost is back")


async def test_without_a_model_the_editor_works_and_says_why() -> None:
    app = writer(load=no_engine, model="mine")
    async with running(app) as pilot:
        await told(pilot, app, "there is no model called 'mine'; train one")
        await pilot.press(*"abc")
        assert app.editor.text == "abc"
        assert app.status_bar.status.model == ""


async def test_a_failing_model_is_told_in_one_sentence() -> None:
    app = writer(load=lambda name: Engine(name, lambda *_: Failing()))
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press(*"abc")
        await told(pilot, app, "Suggestions are off because the model failed (no weights)")
        assert app.editor.text == "abc"
        assert not app.status_bar.status.suggesting


# Files


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"one\ntwo\n", b"!one\ntwo\n"),
        (b"one\r\ntwo\r\n", b"!one\r\ntwo\r\n"),
        (b"\xef\xbb\xbfone\n", b"\xef\xbb\xbf!one\n"),
        ("a\fb\vc\x85d\u2028e\u2029f\n".encode(), "!a\fb\vc\x85d\u2028e\u2029f\n".encode()),
        (b"x" * 30_000, b"!" + b"x" * 30_000),
    ],
)
async def test_saving_writes_the_edit_and_nothing_else(
    tmp_path: Path, before: bytes, after: bytes
) -> None:
    path = tmp_path / "draft.md"
    path.write_bytes(before)
    app = writer(path)
    async with running(app) as pilot:
        await pilot.press("exclamation_mark")
        assert app.status_bar.status.modified
        await pilot.press("ctrl+s")
        await told(pilot, app, "Saved draft.md")
        assert path.read_bytes() == after
        assert not app.status_bar.status.modified
        await pilot.press("ctrl+z")
        await until(pilot, lambda: app.status_bar.status.modified, "the undo counts as a change")
        assert list(tmp_path.iterdir()) == [path]


async def test_a_pasted_windows_text_is_saved_with_the_files_line_ends(tmp_path: Path) -> None:
    app = writer(tmp_path / "draft.md")
    async with running(app) as pilot:
        app.post_message(events.Paste("one\r\ntwo\rthree"))
        await until(pilot, lambda: app.editor.text, "the paste arrives")
        await pilot.press("ctrl+s")
        await told(pilot, app, "Saved")
        assert (tmp_path / "draft.md").read_bytes() == b"one\ntwo\nthree"


async def test_a_file_with_mixed_line_ends_is_read_only_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_bytes(b"one\r\ntwo\n")
    app = writer(path)
    async with running(app) as pilot:
        await told(pilot, app, "mixes line ends, so it is opened read-only")
        await pilot.press("x", "tab", "ctrl+s")
        await told(pilot, app, "open read-only, so there is nothing to save")
        assert app.editor.text == "one\ntwo\n"
        await pilot.press("ctrl+q")
        await gone(pilot, app)
    assert path.read_bytes() == b"one\r\ntwo\n"


async def test_a_text_without_a_name_asks_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = writer()
    async with running(app) as pilot:
        await pilot.press("h", "i", "ctrl+s")
        await asked(pilot, app, NamePrompt)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, NamePrompt), "it was cancelled")
        assert app.file.path is None
        await pilot.press("ctrl+s")
        await asked(pilot, app, NamePrompt)
        await pilot.press("enter", *"new", "enter")
        await told(pilot, app, "Saved new")
        assert (tmp_path / "new").read_text() == "hi"
        assert app.status_bar.status.name == "new"
        assert app.editor.text == "hi"


async def test_an_existing_file_is_not_replaced_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old").write_text("precious")
    app = writer()
    async with running(app) as pilot:
        await pilot.press("h", "i", "ctrl+s")
        await asked(pilot, app, NamePrompt)
        await pilot.press(*"old", "enter")
        await asked(pilot, app, Choice)
        await pilot.press("c")
        await until(pilot, lambda: not isinstance(app.screen, Choice), "it was cancelled")
        assert (tmp_path / "old").read_text() == "precious"
        assert app.file.path is None
        await pilot.press("ctrl+s")
        await asked(pilot, app, NamePrompt)
        await pilot.press(*"old", "enter")
        await asked(pilot, app, Choice)
        await pilot.press("o")
        await told(pilot, app, "Saved old")
    assert (tmp_path / "old").read_text() == "hi"


async def test_a_file_changed_by_others_is_not_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("one")
    app = writer(path)
    async with running(app) as pilot:
        await pilot.press("x")
        path.write_text("changed elsewhere")
        await pilot.press("ctrl+s")
        await asked(pilot, app, Choice)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, Choice), "it was cancelled")
        assert path.read_text() == "changed elsewhere"
        await pilot.press("ctrl+s")
        await asked(pilot, app, Choice)
        await pilot.press("enter")
        await told(pilot, app, "Saved")
    assert path.read_text() == "xone"


async def test_a_save_that_fails_says_why_and_keeps_the_text(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    app = writer(folder / "draft.md")
    async with running(app) as pilot:
        await pilot.press("h", "i")
        folder.rmdir()
        await pilot.press("ctrl+s")
        await told(pilot, app, "Not saved:")
        assert app.editor.text == "hi"
        assert app.modified


async def test_a_character_outside_the_files_encoding_offers_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    text = "Grüße aus Köln, schöne Grüße an die Mädchen.\n"
    path.write_bytes(text.encode("latin-1"))
    app = writer(path)
    async with running(app) as pilot:
        app.editor.insert("日", (0, 0))
        await pilot.press("ctrl+s")
        await asked(pilot, app, Choice)
        await pilot.press("u")
        await told(pilot, app, "Saved")
    assert path.read_bytes() == ("日" + text).encode()


# Quitting


async def test_quitting_with_nothing_changed_asks_nothing() -> None:
    app = writer()
    async with running(app) as pilot:
        await pilot.press("ctrl+q")
        await gone(pilot, app)


async def test_quitting_with_changes_asks_and_cancel_stays(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    app = writer(path)
    async with running(app) as pilot:
        await pilot.press("h", "i", "ctrl+q")
        await asked(pilot, app, Choice)
        await pilot.press("ctrl+q", "ctrl+s", "f2")
        assert len(app.screen_stack) == 2
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1, "it was cancelled")
        assert app.editor.text == "hi"
        await pilot.press("ctrl+q")
        await asked(pilot, app, Choice)
        await pilot.press("s")
        await gone(pilot, app)
    assert path.read_text() == "hi"


async def test_discarding_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("one")
    app = writer(path)
    async with running(app) as pilot:
        await pilot.press("x", "ctrl+q")
        await asked(pilot, app, Choice)
        await pilot.press("d")
        await gone(pilot, app)
    assert path.read_text() == "one"


async def test_a_save_that_fails_does_not_quit(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    app = writer(folder / "draft.md")
    async with running(app) as pilot:
        await pilot.press("h", "i")
        folder.rmdir()
        await pilot.press("ctrl+q")
        await asked(pilot, app, Choice)
        await pilot.press("s")
        await told(pilot, app, "Not saved:")
        assert not app._exit
        assert app.editor.text == "hi"


async def test_ctrl_c_never_ends_the_program() -> None:
    app = writer()
    async with running(app) as pilot:
        await pilot.press("h", "i", "ctrl+c")
        await told(pilot, app, "Ctrl+Q quits")
        await pilot.press("f7", "ctrl+c")
        assert app.clipboard == "hi"
        assert not app._exit


# The rest


async def test_help_opens_and_closes_and_keeps_its_keys_to_itself() -> None:
    app = writer()
    async with running(app) as pilot:
        await pilot.press("f1")
        await asked(pilot, app, HelpScreen)
        await pilot.press("x", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1, "help is closed")
        assert app.editor.text == ""
        assert app.editor.has_focus


@pytest.mark.parametrize(("width", "columns"), [(200, 79), (80, 73), (40, 37)])
async def test_lines_have_a_readable_length_on_any_screen(width: int, columns: int) -> None:
    app = writer()
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        assert app.editor.wrap_width == columns


async def test_a_theme_of_the_settings_is_used_and_an_unknown_one_is_told() -> None:
    app = writer(theme="textual-light")
    async with running(app):
        assert app.theme == "textual-light"
    app = writer(theme="no-such-theme")
    async with running(app) as pilot:
        await told(pilot, app, "no-such-theme")


def test_what_cannot_be_opened_is_raised_before_the_screen_is_taken(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        run_editor(tmp_path, Settings())


def test_importing_the_editor_imports_neither_pytorch_nor_numpy() -> None:
    code = (
        "import sys, rnnwriter.tui.app; print([m for m in ('torch', 'numpy') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_the_widget_is_exported_lazily() -> None:
    code = (
        "import sys, rnnwriter.tui as tui; print('textual' in sys.modules); "
        "print(tui.GhostTextArea.__name__)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["False", "GhostTextArea"]
