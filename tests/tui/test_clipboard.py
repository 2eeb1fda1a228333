"""What the editor copies can be pasted elsewhere, and the other way round."""

import pyperclip
import pytest

from rnnwriter.tui.clipboard import read_clipboard, write_clipboard

from .helpers import running, until, writer


async def test_what_was_copied_is_on_the_systems_clipboard(clipboard: list[str]) -> None:
    app = writer()
    async with running(app) as pilot:
        await pilot.press("h", "i", "f7", "ctrl+c")
        await until(pilot, lambda: clipboard == ["hi"], "it is copied")
        assert app.clipboard == "hi"


async def test_what_is_on_the_systems_clipboard_is_pasted_as_one_step(
    clipboard: list[str],
) -> None:
    clipboard[0] = "from elsewhere"
    app = writer()
    async with running(app) as pilot:
        await pilot.press("x", "f7", "ctrl+v")
        await until(pilot, lambda: app.editor.text == "from elsewhere", "it is pasted")
        await pilot.press("ctrl+z")
        assert app.editor.text == "x"


async def test_an_empty_clipboard_leaves_the_selection() -> None:
    app = writer()
    async with running(app) as pilot:
        await pilot.press("x", "f7", "ctrl+v")
        await until(pilot, lambda: not list(app.workers), "the clipboard was asked")
        assert app.editor.text == "x"
        assert app.editor.selected_text == "x"


async def test_without_a_system_clipboard_what_was_copied_here_is_pasted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(*_: str) -> str:
        raise pyperclip.PyperclipException("no tool")

    monkeypatch.setattr(pyperclip, "copy", missing)
    monkeypatch.setattr(pyperclip, "paste", missing)
    await write_clipboard("text")
    assert await read_clipboard() is None
    app = writer()
    async with running(app) as pilot:
        await pilot.press("h", "i", "f7", "ctrl+x", "ctrl+v", "ctrl+v")
        await until(pilot, lambda: app.editor.text == "hihi", "both are pasted")
