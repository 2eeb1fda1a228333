"""What is typed is kept until it is saved or given up, and offered after a crash."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from rnnwriter import paths
from rnnwriter.recovery.claims import Claim, another, claim
from rnnwriter.recovery.journal import Journal, Unsaved, read_journal
from rnnwriter.recovery.leftovers import leftovers
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.prompts import Choice
from rnnwriter.tui.recovery_screen import RecoveryScreen

from .helpers import asked, gone, loaded, running, told, until, writer


def kept() -> list[Unsaved]:
    """What a crash would leave now."""
    files = sorted(paths.recovery_folder().glob("*.journal"))
    return [unsaved for file in files if (unsaved := read_journal(file))]


def left(claimed: Claim | None, path: Path | None, text: str) -> None:
    """Leave a text as a crash does."""
    assert claimed is not None
    journal = Journal(claimed.journal, path)
    journal.seal(lambda: text)
    journal.write()
    claimed.release()


async def keeping(pilot: Pilot[None], app: WriterApp) -> None:
    """Wait until all that was typed is kept."""
    await until(pilot, lambda: [one.text for one in kept()] == [app.editor.text], "it is kept")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A file."""
    path = tmp_path / "draft.md"
    path.write_text("The sea\n")
    return path


async def test_what_is_typed_is_kept_until_it_is_saved(draft: Path) -> None:
    app = writer(draft)
    async with running(app) as pilot:
        await pilot.press("x")
        await keeping(pilot, app)
        await pilot.press("y", "enter", "backspace", "ctrl+end", "z", "ctrl+z")
        await keeping(pilot, app)
        assert kept()[0].path == draft
        await pilot.press("ctrl+s")
        await told(pilot, app, "Saved")
        assert kept() == []
        await pilot.press("w")
        await keeping(pilot, app)


async def test_a_text_without_a_name_is_kept_and_then_named(tmp_path: Path) -> None:
    app = writer()
    async with running(app) as pilot:
        await pilot.press("h", "i")
        await keeping(pilot, app)
        assert kept()[0].path is None
        await pilot.press("ctrl+s", *str(tmp_path / "new"), "enter")
        await told(pilot, app, "Saved new")
        await until(pilot, lambda: not kept(), "what is saved is not kept")
        await pilot.press("x")
        await keeping(pilot, app)
        assert kept()[0].path == tmp_path / "new"


async def test_what_is_discarded_is_not_kept(draft: Path) -> None:
    app = writer(draft)
    async with running(app) as pilot:
        await pilot.press("x")
        await keeping(pilot, app)
        await pilot.press("ctrl+q")
        await asked(pilot, app, Choice)
        await pilot.press("d")
        await gone(pilot, app)
    assert list(paths.recovery_folder().iterdir()) == []


async def test_after_a_crash_what_was_left_is_shown_and_opened(draft: Path) -> None:
    left(claim(draft), draft, "The sea was\n")
    app = writer(draft)
    async with running(app) as pilot:
        await asked(pilot, app, RecoveryScreen)
        await until(
            pilot,
            lambda: "+ The sea was" in str(app.screen.query_one("#difference", Static).content),
            "the difference is shown",
        )
        await pilot.press("enter")
        await told(pilot, app, "draft.md is as you left it; it is not saved yet")
        assert app.editor.text == "The sea was\n"
        assert app.filing.modified
        assert [one.text for one in kept()] == ["The sea was\n"]
        assert draft.read_text() == "The sea\n"
        await pilot.press("ctrl+z")
        assert app.editor.text == "The sea\n"
        await pilot.press("ctrl+y", "ctrl+s")
        await told(pilot, app, "Saved")
    assert draft.read_text() == "The sea was\n"
    assert list(leftovers()) == []


async def test_what_is_put_off_is_offered_again_and_what_is_thrown_away_is_not(
    draft: Path,
) -> None:
    left(claim(draft), draft, "The sea was\n")
    await write_after(draft, "escape")
    assert [one.text for one in kept()] == ["The sea was\n"]
    await write_after(draft, "delete")
    assert kept() == []


async def write_after(draft: Path, key: str) -> None:
    """Answer the question with `key`, write, and give up what was written."""
    app = writer(draft)
    async with running(app) as pilot:
        await asked(pilot, app, RecoveryScreen)
        await pilot.press(key)
        await until(pilot, lambda: app.screen is app.screen_stack[0], "it is closed")
        # What is written now does not replace it.
        await pilot.press("ctrl+home", "x")
        await until(pilot, lambda: "xThe sea\n" in {one.text for one in kept()}, "it is kept")
        await pilot.press("ctrl+q")
        await asked(pilot, app, Choice)
        await pilot.press("d")
        await gone(pilot, app)


async def test_texts_of_other_files_are_offered_and_opened(tmp_path: Path, draft: Path) -> None:
    left(another(), None, "No name")
    left(claim(tmp_path / "gone" / "x.md"), tmp_path / "gone" / "x.md", "No folder")
    app = writer(draft)
    async with running(app) as pilot:
        await loaded(pilot, app)
        await asked(pilot, app, RecoveryScreen)
        assert app.screen.query_one(OptionList).option_count == 2
        await pilot.press("enter")
        await told(pilot, app, "Untitled is as you left it")
        assert app.editor.text == "No folder"
        assert app.filing.file.path is None
        await keeping_both(pilot, {"No folder", "No name"})
        await app.run_action("recover")
        await asked(pilot, app, RecoveryScreen)
        await pilot.press("enter")
        await asked(pilot, app, Choice)
        await pilot.press("d")
        await until(pilot, lambda: app.editor.text == "No name", "the other one is opened")
        await keeping_both(pilot, {"No name"})
        await app.run_action("recover")
        await told(pilot, app, "Nothing was left unsaved")


async def keeping_both(pilot: Pilot[None], texts: set[str]) -> None:
    """Wait until these are kept."""
    await until(pilot, lambda: {one.text for one in kept()} == texts, f"{texts} are kept")


async def test_a_file_that_is_open_elsewhere_is_told(draft: Path) -> None:
    other = claim(draft)
    assert other is not None
    app = writer(draft)
    async with running(app) as pilot:
        await told(pilot, app, "draft.md is open in another window too")
        await pilot.press("x")
        await keeping(pilot, app)
    other.release()


async def test_what_cannot_be_kept_is_told_once_and_tried_again(
    draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rnnwriter.tui.recovering._AGAIN_SECONDS", 0.05)
    app = writer(draft)
    async with running(app) as pilot:
        await until(pilot, lambda: app.recovering.file, "the text is claimed")
        file = app.recovering.file
        assert file is not None
        file.mkdir()
        await pilot.press("x")
        await told(pilot, app, "What you write is not kept against a crash")
        file.rmdir()
        await keeping(pilot, app)
