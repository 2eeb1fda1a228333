"""Inside the network of the shipped model, through the keys a person presses."""

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from rich.style import Style
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from rnnwriter.engines import Engine, load_engine
from rnnwriter.evaluation.cells import Cells
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.cell_text import CellText
from rnnwriter.tui.cells_screen import CellsScreen, head
from tests.texts import letters

from .helpers import Phrases, asked, loaded, running, told, until, writer

TEXT = letters(900)


def unread_engine(name: str) -> Engine:
    """An engine of which nothing is found out."""
    return Engine(name, lambda settings: Phrases(), (), lambda text, goes_on: None)


async def asked_for(pilot: Pilot[Any], app: WriterApp) -> CellsScreen:
    """Look inside."""
    await loaded(pilot, app)
    app.editor.load_text(TEXT)
    await pilot.press("alt+l")
    await asked(pilot, app, CellsScreen)
    assert isinstance(app.screen, CellsScreen)
    return app.screen


async def opened(pilot: Pilot[Any], app: WriterApp) -> CellsScreen:
    """Look inside, and wait until the text is read."""
    screen = await asked_for(pilot, app)
    await until(pilot, lambda: shown(screen).startswith("cell"), "the text is read")
    return screen


def shown(screen: CellsScreen) -> str:
    """What is said of the cell."""
    return str(screen.query_one("#cell", Static).render())


def cell(screen: CellsScreen) -> int:
    """The cell that is shown."""
    return int(shown(screen).split()[1])


def by_character(text: CellText) -> list[Style]:
    """The style of each character of the first row."""
    return [segment.style for segment in text.render_line(0) if segment.style for _ in segment.text]


async def test_features_and_cells_are_gone_through_and_escape_leaves() -> None:
    app = writer(load=load_engine, spelling="")
    async with running(app) as pilot:
        screen = await opened(pilot, app)
        cells = screen._cells
        assert cells is not None
        assert cells.text == TEXT
        names = [tracking.feature.name for tracking in cells.trackings]
        assert {"quotes", "brackets", "word", "line"} <= set(names)
        options = screen.query_one(OptionList)
        assert [str(option.prompt).split()[0] for option in options.options] == [*names, "varying"]
        first, second = cells.trackings[:2]
        assert cell(screen) == first.best
        assert first.feature.label in shown(screen)
        # Left and right go through the cells of a feature, in the order of what was found.
        await pilot.press("right", "right")
        assert cell(screen) == first.ranked[2]
        assert "no. 3" in shown(screen)
        await pilot.press("left", "left", "left")
        assert cell(screen) == first.best
        await pilot.press("down")
        await until(pilot, lambda: cell(screen) == second.best, "the next feature is chosen")
        await pilot.press("end")
        await until(pilot, lambda: "vary most" in shown(screen), "the last one is chosen")
        assert cell(screen) == cells.liveliest[0]
        await pilot.press("right")
        assert cell(screen) == cells.liveliest[1]
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1, "the screen is closed")
        assert app.editor.text == TEXT
        assert app.editor.has_focus


async def test_digits_go_to_a_cell() -> None:
    app = writer(load=load_engine, spelling="")
    async with running(app) as pilot:
        screen = await opened(pilot, app)
        seen = []
        for key in ("1", "0", "2", "3", "4", "backspace", "7"):
            await pilot.press(key)
            seen.append(cell(screen))
        # The network has 1,024 cells, so that 10234 is none and another number begins.
        assert seen == [1, 10, 102, 1023, 4, 4, 7]
        await pilot.press("5", "right", "8")
        assert cell(screen) == 8


async def test_the_text_is_coloured_by_the_cell_and_can_be_scrolled() -> None:
    app = writer(load=unread_engine, spelling="")
    async with running(app) as pilot:
        screen = await asked_for(pilot, app)
        text = screen.query_one("#text", CellText)
        values = np.zeros(len(TEXT), dtype=np.float32)
        values[:3], values[3:6] = 1, -1
        text.show(values)
        text.scroll_to(y=0, animate=False, immediate=True)
        await pilot.pause()
        styles = by_character(text)
        red, blue, plain = (styles[at].bgcolor.triplet for at in (1, 4, 7))  # type: ignore[union-attr]
        assert red is not None
        assert blue is not None
        assert plain is not None
        assert red.red > red.blue
        assert blue.blue > blue.red
        assert max(plain) - min(plain) < 20
        drawn = "".join(text.render_line(y).text.rstrip() + "\n" for y in range(text.size.height))
        assert TEXT.startswith(drawn.split("\n")[0])
        await pilot.press("pagedown")
        assert text.scroll_offset.y > 0
        await pilot.press("pageup")
        assert text.scroll_offset.y == 0


@pytest.mark.parametrize("rows", [0, -2], ids=["behind the text", "in it"])
async def test_the_cursor_is_in_sight_and_marked(rows: int) -> None:
    app = writer(load=unread_engine, spelling="")
    async with app.run_test(size=(60, 15)) as pilot:
        await loaded(pilot, app)
        app.editor.load_text(TEXT.rstrip())
        app.editor.move_cursor(app.editor.document.end)
        app.editor.move_cursor_relative(rows=rows)
        line, column = app.editor.cursor_location
        under = app.editor.document[line][column : column + 1] or " "
        await pilot.press("alt+l")
        await asked(pilot, app, CellsScreen)
        text = app.screen.query_one("#text", CellText)

        def marked() -> list[str]:
            return [
                segment.text
                for y in range(text.size.height)
                for segment in text.render_line(y)
                if segment.style and segment.style.reverse
            ]

        await until(pilot, lambda: marked() == [under], "the cursor is in sight")


async def test_without_colours_attributes_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = writer(load=unread_engine, spelling="")
    async with running(app) as pilot:
        screen = await asked_for(pilot, app)
        key = screen.query_one("#shades", CellText)
        styles = by_character(key)
        negative, zero, positive = styles[0], styles[6], styles[12]
        assert (negative.dim, negative.underline) == (True, True)
        assert (positive.bold, positive.underline) == (True, True)
        assert (zero.bold, zero.dim, zero.underline) == (None, None, None)


async def test_leaving_while_it_is_read_ends_the_reading() -> None:
    left = threading.Event()
    wanted: list[bool] = []

    def read(text: str, goes_on: Callable[[float], bool]) -> None:
        wanted.append(goes_on(0.5))
        left.wait(30)
        wanted.append(goes_on(0.6))

    app = writer(load=lambda name: Engine(name, lambda settings: Phrases(), (), read))
    async with running(app) as pilot:
        screen = await asked_for(pilot, app)
        await until(pilot, lambda: "50%" in shown(screen), "the progress is told")
        # Nothing can be chosen yet.
        await pilot.press("right", "7", "backspace", "pagedown", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1, "the screen is closed")
        left.set()
        await until(pilot, lambda: wanted == [True, False], "the reading ends")


async def test_a_network_that_fails_is_told_in_one_sentence() -> None:
    def read(text: str, goes_on: Callable[[float], bool]) -> Cells | None:
        raise RuntimeError("no weights")

    app = writer(load=lambda name: Engine(name, lambda settings: Phrases(), (), read))
    async with running(app) as pilot:
        screen = await asked_for(pilot, app)
        said = "The cells of starter cannot be read (no weights)"
        await until(pilot, lambda: shown(screen) == said, "it is told")
        await pilot.press("q")
        await until(pilot, lambda: len(app.screen_stack) == 1, "the screen is closed")


async def test_an_empty_page_has_nothing_to_read() -> None:
    app = writer(load=unread_engine, spelling="")
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press("alt+l")
        await told(pilot, app, "There is no text to read")


def test_layers_are_named_where_there_are_several() -> None:
    cells = Cells("a", np.zeros((1, 5), dtype=np.float32), (2, 3), ())
    assert str(head(cells, 2, None, 1)) == "cell 2, layer 2   no. 1 of those that vary most"
