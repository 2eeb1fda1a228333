"""The pane of counts: a table, plots one at a time or together, and a way to forget them."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.column_chart import ColumnChart
from rnnwriter.tui.prompts import Choice
from rnnwriter.tui.statistics_screen import (
    Counted,
    StatisticsScreen,
    charts,
    read_counts,
    table,
)
from rnnwriter.tui.tally import Slot, Tally, add, since

from .helpers import asked, loaded, running, told, until, writer
from .test_tally import run_sql

TODAY = date(2026, 3, 30)
HOURS = (8, 9, 10, 11, 14, 15, 16, 20, 21, 22)


def add_month() -> None:
    """Count a month of writing, without its Sundays."""
    draw = random.Random(3)
    counts: dict[Slot, Tally] = {}
    for ago in range(40):
        day = TODAY - timedelta(ago)
        if day.weekday() == 6:
            continue
        for hour in HOURS:
            shown = draw.randint(1, 40)
            taken = draw.randint(0, shown)
            keys, words = draw.randint(100, 900), draw.randint(20, 160)
            counts[Slot(day, hour)] = Tally(
                shown, taken, shown - taken, taken * draw.randint(3, 9), keys, words
            )
    add(counts, TODAY)


def month() -> Counted:
    """What is counted in it."""
    add_month()
    return read_counts(TODAY)


def test_a_table_of_periods() -> None:
    add({Slot(TODAY, 9): Tally(20, 10, 5, 60, 100, 1234)}, TODAY)
    add({Slot(TODAY - timedelta(6), 9): Tally(shown=20)}, TODAY)
    add({Slot(TODAY - timedelta(7), 9): Tally(keys=1_000_000)}, TODAY)
    lines = table(read_counts(TODAY).periods).plain.splitlines()
    assert [line.split() for line in lines] == [
        ["today", "7", "days", "ever"],
        ["words", "written", "1,234", "1,234", "1,234"],
        ["keystrokes", "saved", "33%", "33%", "0%"],
        ["characters", "accepted", "60", "60", "60"],
        ["suggestions", "shown", "20", "40", "40"],
        ["accepted", "of", "them", "50%", "25%", "25%"],
    ]
    assert len({len(line) for line in lines}) == 1


def test_plots_tell_days_without_writing_from_days_without_use() -> None:
    add({Slot(TODAY, 9): Tally(shown=4, keys=100, words=20)}, TODAY)
    add({Slot(TODAY - timedelta(2), 23): Tally(4, 1, 3, 101, 100, 30)}, TODAY)
    add({Slot(TODAY - timedelta(30), 5): Tally(4, 1, 3, 101, 100, 500)}, TODAY)
    saved, words, taken = charts(read_counts(TODAY))
    assert saved.values[-3:] == [0.5, None, 0.0]
    assert len(saved.values) == 30
    assert set(saved.values[:-3]) == {None}
    assert saved.summary == "highest 50% on 28 Mar"
    assert saved.labels == {1: "2 Mar", 8: "9 Mar", 15: "16 Mar", 22: "23 Mar", 29: "today"}
    assert words.values[-3:] == [30, None, 20]
    assert words.summary == "highest 30 on 28 Mar, on average 25"
    assert {hour: one for hour, one in enumerate(taken.values) if one is not None} == {
        9: 0.0,
        23: 0.25,
    }
    assert taken.summary == "highest 25% from 23:00 to 24:00"


def test_plots_of_nothing_have_a_sentence() -> None:
    for chart in charts(read_counts(TODAY)):
        assert chart.highest is None
        assert chart.empty.endswith(".")


def shown(app: WriterApp) -> list[int]:
    """Which plots are."""
    return [at for at, one in enumerate(app.screen.query(ColumnChart)) if one.display]


async def push(pilot: Pilot[Any], app: WriterApp) -> None:
    await loaded(pilot, app)
    app.push_screen(StatisticsScreen(month()))
    await asked(pilot, app, StatisticsScreen)


async def test_keys_and_clicks_switch_between_plots() -> None:
    app = writer()
    async with app.run_test(size=(60, 15)) as pilot:
        await push(pilot, app)
        assert shown(app) == [0]
        for key, at in (("right", 1), ("tab", 2), ("right", 0), ("left", 2), ("shift+tab", 1)):
            await pilot.press(key)
            assert shown(app) == [at]
        names = list(app.screen.query(".plot-name"))
        await pilot.click(names[2])
        assert shown(app) == [2]
        assert [str(name.render()) for name in names] == [
            " keystrokes saved",
            " words a day",
            "▸taken by hour",
        ]
        # All of it is seen.
        assert app.screen.query_one("VerticalScroll").max_scroll_y == 0
        await pilot.resize_terminal(120, 50)
        await until(pilot, lambda: shown(app) == [0, 1, 2], "there is room for all")
        assert not app.screen.query_one("#plot-names").display
        await pilot.resize_terminal(60, 15)
        await until(pilot, lambda: shown(app) == [2], "there is none")


async def test_what_does_not_fit_is_scrolled_to() -> None:
    app = writer()
    async with app.run_test(size=(30, 10)) as pilot:
        await push(pilot, app)
        area = app.screen.query_one("VerticalScroll")
        await pilot.press("down")
        await until(pilot, lambda: area.scroll_y == 1, "a row is scrolled")
        await pilot.press("pagedown", "pagedown", "pagedown")
        await until(pilot, lambda: area.scroll_y == area.max_scroll_y > 1, "the end is shown")
        await pilot.press("up", "pageup", "pageup", "pageup")
        await until(pilot, lambda: area.scroll_y == 0, "the beginning is shown")


async def test_erasing_is_asked_first() -> None:
    add({Slot(TODAY, 9): Tally(keys=5)}, TODAY)
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press("alt+u")
        await asked(pilot, app, StatisticsScreen)
        await pilot.press("e")
        await asked(pilot, app, Choice)
        await pilot.press("escape")
        await asked(pilot, app, StatisticsScreen)
        assert since(None).keys == 5
        await pilot.press("e")
        await asked(pilot, app, Choice)
        await pilot.press("enter")
        await told(pilot, app, "The counts are erased")
        assert since(None) == Tally()


def waiting(app: WriterApp) -> int:
    """How many ask for the pane, or wait for its end."""
    return sum(one.group == "statistics" and not one.is_finished for one in app.workers)


@pytest.mark.parametrize("key", ["escape", "alt+u", "q", "enter"])
async def test_before_anything_is_counted_a_sentence_says_so(key: str) -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        # However often it is asked for.
        app.action_show_statistics()
        app.action_show_statistics()
        await asked(pilot, app, StatisticsScreen)
        await until(pilot, lambda: waiting(app) == 1, "one of them has given up")
        text = " ".join(str(one.render()) for one in app.screen.query(Static))
        assert "Nothing is counted yet" in text
        await pilot.press("e", "right", "down")
        assert isinstance(app.screen, StatisticsScreen)
        await pilot.press(key)
        await until(pilot, lambda: len(app.screen_stack) == 1, "the text is back")


async def test_a_file_that_cannot_be_read_is_told() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        run_sql("PRAGMA user_version = 99")
        await pilot.press("alt+u")
        await told(pilot, app, "was written by a newer rnnwriter")
        assert len(app.screen_stack) == 1
