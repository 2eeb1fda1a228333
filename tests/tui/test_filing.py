"""Opening, saving and leaving: nothing is lost unasked."""

import stat
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import DirectoryTree, Input

from rnnwriter.recovery.backups import backups_of
from rnnwriter.remembered import Memory, read_memory, write_memory
from rnnwriter.settings import Settings
from rnnwriter.tui.app import WriterApp, run_editor
from rnnwriter.tui.open_screen import OpenScreen
from rnnwriter.tui.prompts import Choice, LinePrompt

from .helpers import asked, gone, loaded, running, told, until, writer

# Saving


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"one\ntwo\n", b"!one\ntwo\n"),
        (b"one\r\ntwo\r\n", b"!one\r\ntwo\r\n"),
        (b"one\r\ntwo\nthree\r", b"!one\r\ntwo\nthree\r"),
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


async def test_a_file_that_saving_would_change_is_read_only_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    # The last character can be written in two ways in this encoding, and is in the rarer one.
    data = "今天早上我去海邊散步，天氣很好，沒有人說話。".encode("big5") * 6 + b"\xa2\xcc\n"
    path.write_bytes(data)
    app = writer(path)
    async with running(app) as pilot:
        await told(pilot, app, "old.txt is opened read-only: saving it in its encoding (big5)")
        before = app.editor.text
        await pilot.press("x", "tab", "ctrl+s")
        await told(pilot, app, "open read-only, so there is nothing to save")
        assert app.editor.text == before
        await pilot.press("ctrl+q")
        await gone(pilot, app)
    assert path.read_bytes() == data


async def test_a_text_without_a_name_asks_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = writer()
    async with running(app) as pilot:
        await pilot.press("h", "i", "ctrl+s")
        await asked(pilot, app, LinePrompt)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, LinePrompt), "it was cancelled")
        assert app.filing.file.path is None
        await pilot.press("ctrl+s")
        await asked(pilot, app, LinePrompt)
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
        await asked(pilot, app, LinePrompt)
        await pilot.press(*"old", "enter")
        await asked(pilot, app, Choice)
        await pilot.press("c")
        await until(pilot, lambda: not isinstance(app.screen, Choice), "it was cancelled")
        assert (tmp_path / "old").read_text() == "precious"
        assert app.filing.file.path is None
        await pilot.press("ctrl+s")
        await asked(pilot, app, LinePrompt)
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
        assert app.filing.modified


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


# Changed by others


async def shown(pilot: Pilot[None], app: WriterApp, text: str) -> None:
    """Wait for a text."""
    await until(pilot, lambda: app.editor.text == text, f"the text is {text!r}")


async def test_a_file_changed_by_others_is_shown_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("one\ntwo\nthree\n")
    app = writer(path)
    async with running(app) as pilot:
        await loaded(pilot, app)
        app.editor.move_cursor((1, 2))
        path.write_text("zero\none\ntwo\n3\n")
        await shown(pilot, app, "zero\none\ntwo\n3\n")
        assert app.editor.cursor_location == (2, 2)
        assert not app.filing.modified
        await told(pilot, app, "was changed by another program")
        await pilot.press("ctrl+z")
        assert app.editor.text == "one\ntwo\nthree\n"
        await pilot.press("ctrl+s")
        await told(pilot, app, "Saved")
        # As most editors and all synchronising programs do it.
        other = tmp_path / "other"
        other.write_text("replaced\n")
        other.replace(path)
        await shown(pilot, app, "replaced\n")
        await pilot.press("ctrl+home", "x", "ctrl+s")
        await told(pilot, app, "Saved")
        assert path.read_text() == "xreplaced\n"


async def test_what_was_typed_is_never_replaced_by_a_change_of_others(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("one\n")
    app = writer(path)
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press("x")
        path.write_text("another\n")
        await told(pilot, app, "was changed by another program; you are asked")
        assert app.editor.text == "xone\n"
        await pilot.press("ctrl+s")
        await asked(pilot, app, Choice)
        await pilot.press("r")
        await shown(pilot, app, "another\n")
        assert not app.filing.modified
        await pilot.press("ctrl+z")
        assert app.editor.text == "xone\n"


async def test_a_file_that_is_gone_is_told_and_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("one\n")
    app = writer(path)
    async with running(app) as pilot:
        await loaded(pilot, app)
        path.unlink()
        await told(pilot, app, "draft.md is gone; saving writes it anew")
        await pilot.press("ctrl+s")
        await asked(pilot, app, Choice)
        await pilot.press("o")
        await told(pilot, app, "Saved")
        assert path.read_text() == "one\n"


async def test_versions_before_saving_are_kept_if_wanted(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("0")
    app = writer(path, backups=2)
    async with running(app) as pilot:
        for text in ("10", "120", "1230"):
            await pilot.press(text[-2], "ctrl+s")
            await until(pilot, lambda: not app.filing.modified, "it is saved")
            assert path.read_text() == text
    kept = sorted(backups_of(path).iterdir())
    assert [one.read_text() for one in kept] == ["10", "120"]
    assert {stat.S_IMODE(one.stat().st_mode) for one in kept} == {0o600}


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


# Opening


async def test_another_file_is_opened_by_name_and_the_cursor_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.md").write_text("first\nline two\n")
    (tmp_path / "two.md").write_text("second\n")
    app = writer(tmp_path / "one.md")
    async with running(app) as pilot:
        await pilot.press("down", "right", "right", "ctrl+o")
        await asked(pilot, app, OpenScreen)
        await pilot.press(*"two", "full_stop", *"md", "enter")
        await until(pilot, lambda: app.editor.text == "second\n", "the other file is shown")
        assert app.status_bar.status.name == "two.md"
        assert not app.status_bar.status.modified
        await pilot.press("ctrl+o")
        await asked(pilot, app, OpenScreen)
        # The file that was open before is the first of the recent ones.
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.editor.text.startswith("first"), "the first is back")
        assert app.editor.cursor_location == (1, 2)
        await pilot.press("ctrl+q")
        await gone(pilot, app)
    assert Path(read_memory().recent[0].path).name == "one.md"


@pytest.mark.parametrize(("line", "tops"), [(3, {0}), (50, {39, 40, 41, 42})])
async def test_the_cursor_comes_back_in_the_middle(
    line: int, tops: set[int], tmp_path: Path
) -> None:
    path = tmp_path / "lines.md"
    path.write_text("".join(f"line {number}\n" for number in range(100)))
    write_memory(Memory().with_file(path, line, 0))
    app = writer(path)
    async with running(app) as pilot:
        await loaded(pilot, app)
        await until(pilot, lambda: app.editor.scroll_offset.y in tops, "it is in the middle")
        assert app.editor.cursor_location == (line, 0)


async def test_opening_asks_about_unsaved_changes_first(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("other")
    app = writer(tmp_path / "draft.md")
    async with running(app) as pilot:
        await pilot.press("x", "ctrl+o")
        await asked(pilot, app, OpenScreen)
        app.screen.query_one(Input).value = "other.md"
        await pilot.press("enter")
        await asked(pilot, app, Choice)
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1, "it was cancelled")
        assert app.editor.text == "x"
        assert app.status_bar.status.name == "draft.md"


async def test_a_file_can_be_picked_from_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("picked")
    app = writer(tmp_path / "draft.md")
    async with running(app) as pilot:
        await pilot.press("ctrl+o")
        await asked(pilot, app, OpenScreen)
        tree = app.screen.query_one(DirectoryTree)
        await until(pilot, lambda: tree.root.children, "the folder is read")
        tree.focus()
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.editor.text == "picked", "it is shown")


async def test_what_cannot_be_opened_is_told_and_the_text_stays(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\0\1\2")
    app = writer(tmp_path / "draft.md")
    async with running(app) as pilot:
        await pilot.press("x", "ctrl+o")
        await asked(pilot, app, OpenScreen)
        app.screen.query_one(Input).value = "binary"
        await pilot.press("enter")
        await told(pilot, app, "Not opened:")
        assert app.editor.text == "x"


async def test_save_as_keeps_the_other_file(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("old")
    app = writer(tmp_path / "old.md")
    async with running(app) as pilot:
        await pilot.press("x")
        app.action_save_as()
        await asked(pilot, app, LinePrompt)
        app.screen.query_one(Input).value = str(tmp_path / "new.md")
        await pilot.press("enter")
        await told(pilot, app, "Saved new.md")
    assert (tmp_path / "old.md").read_text() == "old"
    assert (tmp_path / "new.md").read_text() == "xold"


async def test_an_undo_to_what_was_saved_is_no_change(tmp_path: Path) -> None:
    app = writer(tmp_path / "draft.md")
    async with running(app) as pilot:
        await pilot.press("a", "ctrl+s")
        await told(pilot, app, "Saved")
        await pilot.press("full_stop", "b")
        assert app.filing.modified
        await pilot.press("ctrl+z")
        assert app.editor.text == "a."
        await pilot.press("ctrl+z")
        assert app.editor.text == "a"
        assert not app.filing.modified


def test_what_cannot_be_opened_is_raised_before_the_screen_is_taken(tmp_path: Path) -> None:
    from rnnwriter.errors import UserError

    with pytest.raises(UserError):
        run_editor(tmp_path, Settings())


async def test_the_file_being_edited_is_read_again_after_it_was_saved_to_open_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "draft.md"
    path.write_text("one")
    app = writer(path)
    async with running(app) as pilot:
        await pilot.press("x", "ctrl+o")
        await asked(pilot, app, OpenScreen)
        app.screen.query_one(Input).value = "draft.md"
        await pilot.press("enter")
        await asked(pilot, app, Choice)
        await pilot.press("s")
        await until(pilot, lambda: not app.filing.modified, "it is saved and opened")
        assert app.editor.text == "xone"
        await pilot.press("y", "ctrl+s")
        await told(pilot, app, "Saved draft.md")
    assert path.read_text() in ("yxone", "xyone")


@pytest.mark.parametrize("name", ["~nobody-of-this-name/x", "x" * 300, "a\0b"])
async def test_what_can_be_no_name_is_told(tmp_path: Path, name: str) -> None:
    app = writer(tmp_path / "draft.md")
    async with running(app) as pilot:
        await pilot.press("x")
        app.action_save_as()
        await asked(pilot, app, LinePrompt)
        app.screen.query_one(Input).value = name
        await pilot.press("enter")
        await told(pilot, app, "Not saved:")
        assert app.editor.text == "x"
        assert app.filing.modified
