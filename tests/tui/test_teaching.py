"""A folder is chosen, looked through, and nothing is learnt from it unasked."""

from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Button, Input, Static

from rnnwriter.training.run import runs
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.notes_screen import NotesScreen
from rnnwriter.tui.scan_screen import Plan, ScanScreen, scan_lines
from rnnwriter.tui.teaching import _name_for
from tests.texts import prose, write_notes

from .helpers import asked, loaded, running, told, until, writer

FOUND = {
    "documents": 2,
    "characters_read": 60_000,
    "characters": 50_000,
    "verdict": "few",
    "advice": "enough for words and names",
    "coverage": {"before": 0.99, "after": 1.0, "new_characters": "жд"},
    "removed": {"code": 9_000},
    "secrets": {"password": 2},
    "skipped": [{"path": "/n/[a].png", "reason": "not a note"}],
    "files": [],
}


def test_what_was_found_is_said() -> None:
    said = "\n".join(line.plain for line in scan_lines(Path("/n"), FOUND))
    for part in (
        "2 documents, 50,000 characters",
        "2 password",
        "9,000 code",
        "99.00%, then 100.00% with 2 new",
        "not a note: 1",
        "/n/[a].png",
    ):
        assert part in said
    assert "Nothing private" in "\n".join(
        line.plain for line in scan_lines(Path("/n"), {**FOUND, "secrets": {}})
    )


def test_a_folder_gives_its_model_a_name() -> None:
    assert _name_for(Path("/home/me/My Notes")) == "my-notes"
    assert _name_for(Path("/home/me/笔记")) == "me"
    assert _name_for(Path("/home/starter")) == "me"


async def asked_for_a_folder(pilot: Pilot[Any], app: WriterApp) -> None:
    """Ask for a training, where there is none yet."""
    await loaded(pilot, app)
    await pilot.press("f12")
    await asked(pilot, app, NotesScreen)


async def test_a_folder_is_looked_through_before_anything_is_learnt(tmp_path: Path) -> None:
    notes = write_notes(tmp_path / "My notes")
    page = tmp_path / "page.md"
    page.write_text("A page.\n")
    app = writer(page)
    async with running(app) as pilot:
        await asked_for_a_folder(pilot, app)
        app.screen.query_one(Input).value = notes.name
        await pilot.press("enter")
        await asked(pilot, app, ScanScreen)
        assert "12 documents" in str(app.screen.query_one("VerticalScroll Static", Static).render())
        assert app.screen.query_one("#name", Input).value == "my-notes"
        app.screen.query_one("#name", Input).value = "starter"
        await pilot.press("enter")
        # A name that cannot be is no name.
        assert isinstance(app.screen, ScanScreen)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ScanScreen), "it is closed")
    assert runs() == []


async def test_the_plan_is_what_was_entered() -> None:
    plans: list[Plan | None] = []
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        screen = ScanScreen(
            Path("/n"), FOUND, Plan("notes", 10.0), lambda name: "", lambda name: name == "old"
        )
        app.push_screen(screen, plans.append)
        await asked(pilot, app, ScanScreen)
        assert str(screen.query_one("#train", Button).label) == "Train"
        screen.query_one("#name", Input).value = "old"
        await pilot.pause()
        assert "what is new" in str(screen.query_one("#train", Button).label)
        screen.query_one("#minutes", Input).value = "0"
        await pilot.press("enter")
        assert plans == []
        await pilot.press("up")
        screen.query_one("#minutes", Input).value = "2.5"
        await pilot.press("enter")
        await until(pilot, lambda: bool(plans), "it is answered")
    assert plans == [Plan("old", 2.5)]


async def test_too_few_notes_offer_no_training(tmp_path: Path) -> None:
    few = tmp_path / "few"
    few.mkdir()
    (few / "one.md").write_text(prose(3000))
    page = tmp_path / "page.md"
    page.write_text("A page.\n")
    app = writer(page)
    async with running(app) as pilot:
        await asked_for_a_folder(pilot, app)
        app.screen.query_one(Input).value = "few"
        await pilot.press("enter")
        await asked(pilot, app, ScanScreen)
        assert not app.screen.query("#train")
        assert "20,000" in str(app.screen.query_one("VerticalScroll Static", Static).render())
        await pilot.press("escape")


async def test_a_folder_without_notes_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    page = tmp_path / "page.md"
    page.write_text("A page.\n")
    app = writer(page)
    async with running(app) as pilot:
        await asked_for_a_folder(pilot, app)
        app.screen.query_one(Input).value = "nowhere"
        await pilot.press("enter")
        assert isinstance(app.screen, NotesScreen)
        app.screen.query_one(Input).value = "empty"
        await pilot.press("enter")
        await told(pilot, app, "no notes found")
