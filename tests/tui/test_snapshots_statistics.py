"""What the pane of counts looks like; see `test_snapshots.py`."""

from typing import Any

import pytest
import textual
from textual.pilot import Pilot

from rnnwriter.tui.statistics_screen import StatisticsScreen, read_counts
from rnnwriter.tui.tally import Slot, Tally, add

from .helpers import loaded
from .test_snapshots import TEXTUAL, Compare, app
from .test_statistics_screen import TODAY, month

pytestmark = pytest.mark.skipif(
    textual.__version__ != TEXTUAL, reason=f"the pictures were taken with Textual {TEXTUAL}"
)
SIZES = pytest.mark.parametrize("size", [(60, 15), (80, 24)], ids=["small", "usual"])
THEMES = pytest.mark.parametrize("theme", ["textual-dark", "ansi-light"])


@SIZES
@THEMES
@pytest.mark.parametrize("key", ["", "right", "left"], ids=["saved", "words", "hours"])
def test_one_plot_at_a_time(
    snap_compare: Compare, size: tuple[int, int], theme: str, key: str
) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        await loaded(pilot, pilot.app)  # type: ignore[arg-type]
        await pilot.app.push_screen(StatisticsScreen(month()))
        await pilot.press(*filter(None, [key]))
        await pilot.pause()

    assert snap_compare(app(theme=theme), run_before=prepare, terminal_size=size)


@THEMES
def test_all_plots(snap_compare: Compare, theme: str) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        await loaded(pilot, pilot.app)  # type: ignore[arg-type]
        await pilot.app.push_screen(StatisticsScreen(month()))
        await pilot.pause()

    assert snap_compare(app(theme=theme), run_before=prepare, terminal_size=(200, 60))


@SIZES
@THEMES
@pytest.mark.parametrize("typed", [0, 5], ids=["nothing", "little"])
def test_the_first_day(
    snap_compare: Compare, size: tuple[int, int], theme: str, typed: int
) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        await loaded(pilot, pilot.app)  # type: ignore[arg-type]
        if typed:
            add({Slot(TODAY, 9): Tally(keys=typed)}, TODAY)
        await pilot.app.push_screen(StatisticsScreen(read_counts(TODAY)))
        await pilot.press("right")
        await pilot.pause()

    assert snap_compare(app(theme=theme), run_before=prepare, terminal_size=size)
