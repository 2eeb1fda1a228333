"""What is counted while someone writes comes into the file, and today's is known at once."""

from datetime import datetime, timedelta

from rnnwriter.tui.statistics import Statistics
from rnnwriter.tui.tally import Slot, Tally, add, by_hour, since, tally_file

from .helpers import CAT, loaded, running, told, until, writer
from .test_tally import run_sql

NOON = datetime(2026, 3, 2, 12, 30)
DAY = NOON.date()


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


async def test_today_is_what_the_file_holds_and_what_came_since() -> None:
    clock = Clock()
    add({Slot(DAY, 8): Tally(keys=10), Slot(DAY - timedelta(1), 8): Tally(keys=500)}, DAY)
    statistics = Statistics(writer(), clock)
    statistics.typed(3, words=1)
    assert statistics.today == Tally(keys=3, words=1)
    await statistics.keep()
    assert statistics.today == Tally(keys=13, words=1) == since(DAY)
    statistics.shown()
    statistics.accepted(5, words=2)
    statistics.accepted(2)
    statistics.dismissed()
    assert statistics.today == Tally(1, 1, 0, 7, 15, 3)
    # Another window.
    add({Slot(DAY, 12): Tally(keys=100)}, DAY)
    await statistics.keep()
    assert statistics.today == Tally(1, 1, 0, 7, 115, 3) == since(DAY)


async def test_each_key_counts_in_its_hour_and_its_day() -> None:
    clock = Clock()
    statistics = Statistics(writer(), clock)
    for hours in (0, 1, 11, 12):
        clock.now = NOON + timedelta(hours=hours)
        statistics.typed(1 + hours)
    # Midnight is past, and only what came since is of today.
    assert statistics.today == Tally(keys=13)
    await statistics.keep()
    assert statistics.today == Tally(keys=13)
    keys = {hour: one.keys for hour, one in by_hour(clock.now.date(), 2).items() if one.keys}
    assert keys == {12: 1, 13: 2, 23: 12, 0: 13}
    assert since(DAY) == Tally(keys=28)
    assert since(clock.now.date()) == Tally(keys=13)


async def test_at_midnight_the_new_day_is_read_though_nothing_was_typed() -> None:
    clock = Clock()
    statistics = Statistics(writer(), clock)
    await statistics.keep()
    clock.now += timedelta(days=1)
    add({Slot(clock.now.date(), 0): Tally(keys=7)}, DAY)
    assert statistics.today == Tally()
    await statistics.keep()
    assert statistics.today == Tally(keys=7)


async def test_what_cannot_be_kept_is_kept_later_and_told_once() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        statistics = app.statistics
        run_sql("PRAGMA user_version = 99")
        statistics.typed(4)
        await statistics.keep()
        await told(pilot, app, "Suggestions are not counted")
        app.tell("Something else")
        await statistics.keep()
        assert app.status_bar.message == "Something else"
        assert statistics.today.keys == 4
        tally_file().unlink()
        statistics.typed(1)
        await statistics.keep()
        assert statistics.today.keys == since(None).keys == 5


async def test_erasing_forgets_what_is_not_kept_yet() -> None:
    statistics = Statistics(writer())
    statistics.typed(4)
    await statistics.keep()
    statistics.typed(1)
    await statistics.erase()
    assert statistics.today == Tally()
    await statistics.keep()
    assert since(None) == Tally()


async def test_the_app_knows_today_from_the_start_and_counts_words() -> None:
    add({Slot(DAY, 0): Tally(keys=1000)}, DAY)
    app = writer()
    app.statistics = Statistics(app, Clock())
    async with running(app) as pilot:
        await loaded(pilot, app)
        await until(pilot, lambda: app.statistics.today.keys == 1000, "the file is read")
        await pilot.press(*"The")
        await until(pilot, lambda: app.editor.ghost, "the ghost is shown")
        await pilot.press("tab")
        assert app.editor.text == CAT
        await pilot.press(*", an", "backspace", "n", "enter", *"- so")
        await pilot.press("enter", *"on")
        assert app.editor.text == "The cat sat, an\n- so\n- on"
        await until(pilot, lambda: app.statistics.today.keys == 1016, "keys are counted")
        assert app.statistics.today == Tally(1, 1, 0, 8, 1016, 6)


async def test_what_is_pasted_was_not_written() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        app.editor.insert("some words")
        app.copy_to_clipboard(" more words")
        await pilot.press("ctrl+end", "ctrl+v", "x")
        await until(pilot, lambda: app.statistics.today.keys, "the key is counted")
        assert app.statistics.today == Tally(keys=1)
