"""Who is new sees what helps; who is not, sees it no more."""

from pathlib import Path

import pytest

from rnnwriter.remembered import Memory, read_memory, write_memory
from rnnwriter.tui.hints import welcome

from .helpers import cat_engine, loaded, quiet, running, told, until, writer

CAT = "The"


async def test_an_empty_page_says_what_keys_do_until_something_is_written() -> None:
    app = writer(load=cat_engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot, app)
        rows = [app.editor.render_line(y).text.rstrip() for y in range(7)]
        assert "Write." in rows[0]
        for part in ("Tab", "F12", "Ctrl+S", "F1 "):
            assert any(row.strip().startswith(part) for row in rows), part
        await pilot.press("x")
        await until(pilot, lambda: app.editor.render_line(0).text.strip() == "x", "it is written")
        assert not any(app.editor.render_line(y).text.strip() for y in range(1, 7))
        await pilot.press("backspace")
        await quiet(pilot, app.editor)
        assert not any(app.editor.render_line(y).text.strip() for y in range(7))


async def test_an_empty_page_stays_one_on_any_screen() -> None:
    app = writer(load=cat_engine)
    async with app.run_test(size=(200, 24)) as pilot:
        for size in ((40, 24), (3, 2), (1, 1), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await until(pilot, lambda: "Write." in app.editor.render_line(0).text, "it is there again")


async def test_a_page_with_a_text_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("A text.\n")
    app = writer(path)
    async with running(app):
        assert not app.editor.placeholder


def test_keys_are_those_of_the_settings_and_what_has_none_is_left_out() -> None:
    app = writer(keys={"suggest.accept": "alt+enter", "train.show": ""})
    lines = str(welcome(app.key_name)).splitlines()
    assert any(line.startswith("Alt+Enter ") for line in lines)
    assert not any("learns" in line for line in lines)


@pytest.mark.parametrize("new", [True, False])
async def test_the_first_suggestion_that_is_taken_is_worth_a_sentence_once(new: bool) -> None:
    if not new:
        write_memory(Memory(told=("accepted",)))
    app = writer(load=cat_engine)
    async with running(app) as pilot:
        await loaded(pilot, app)
        for first in (True, False):
            await pilot.press("enter", *CAT)
            await until(pilot, lambda: app.editor.ghost, "a ghost is shown")
            await pilot.press("tab")
            if new and first:
                await told(pilot, app, "Taken. Ctrl+Right takes one word")
                app.status_bar.quiet()
        await app.workers.wait_for_complete()
        assert app.status_bar.message == ""
    assert read_memory().told == ("accepted",)


async def test_with_a_screen_reader_suggestions_are_told_and_taken_but_not_drawn() -> None:
    app = writer(load=cat_engine, plain=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot, app)
        assert app.animation_level == "none"
        await pilot.press(*CAT)
        await until(pilot, lambda: app.editor.ghost, "a ghost is known")
        ghost = app.editor.ghost
        assert app.editor.render_line(0).text.strip() == CAT
        shown = app.status_bar.render().plain
        await until(
            pilot, lambda: f"Suggestion: {ghost.rstrip()}" in app.status_bar.render().plain, shown
        )
        await pilot.press("tab")
        await until(pilot, lambda: app.editor.text == CAT + ghost, "it is taken")
        await until(pilot, lambda: "Suggestion" not in app.status_bar.render().plain, "it is gone")
