"""What suggestions came to, and what was written: a table, and plots of days and of hours.

Screens with many rows show all plots, others one at a time. The numbers are read before, in a
thread.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from rnnwriter.errors import UserError
from rnnwriter.tui.column_chart import Chart, ColumnChart
from rnnwriter.tui.gauges import percentage
from rnnwriter.tui.pane import Pane
from rnnwriter.tui.tally import Tally, by_day, by_hour, since

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp

_DAYS = 30
_WEEK = 7
_LABELLED_HOURS = 3
# Rows of a screen that has room for all plots.
_ROOMY = 42
_ROWS: tuple[tuple[str, Callable[[Tally], str]], ...] = (
    ("words written", lambda one: f"{one.words:,}"),
    ("keystrokes saved", lambda one: f"{one.saved:.0%}" if one.keys else "–"),
    ("characters accepted", lambda one: f"{one.characters:,}"),
    ("suggestions shown", lambda one: f"{one.shown:,}"),
    ("accepted of them", lambda one: "–" if one.taken is None else f"{one.taken:.0%}"),
)
_NAMES = ("keystrokes saved", "words a day", "taken by hour")
_NOTHING_YET = (
    "Nothing is counted yet: numbers stand here as soon as you type, plots of them with the days."
)
_PRIVATE = "Only these numbers are kept, on this machine, never a word of your text."


@dataclass(frozen=True)
class Counted:
    """periods: by their names. days: the last ones, to today. hours: of the day, in those days."""

    periods: dict[str, Tally]
    days: dict[date, Tally]
    hours: dict[int, Tally]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return all(tally == Tally() for tally in self.periods.values())


def read_counts(today: date) -> Counted:
    """What is in the file. Raises UserError."""
    periods = {"today": today, "7 days": today - timedelta(_WEEK - 1), "ever": None}
    return Counted(
        {name: since(day) for name, day in periods.items()},
        by_day(today, _DAYS),
        by_hour(today, _DAYS),
    )


async def show_statistics(app: "WriterApp") -> None:
    """Show what was counted up to now; forget it if the person says so."""
    await app.statistics.keep()
    try:
        counted = await asyncio.to_thread(read_counts, date.today())
        if isinstance(app.screen, ModalScreen):
            # The key was pressed twice, or something else was asked for meanwhile.
            return
        if await app.push_screen_wait(StatisticsScreen(counted)):
            await app.statistics.erase()
            app.tell("The counts are erased")
    except UserError as error:
        app.tell(str(error), lasting=True)


class StatisticsScreen(Pane[bool]):
    """The counts; returns whether they are to be erased."""

    TITLE = "What suggestions came to"
    WIDE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,alt+u,enter,q", "dismiss(False)", "Close", show=False),
        Binding("e", "erase", "Erase", show=False),
        Binding("left,shift+tab", "step(-1)", "The plot before", show=False),
        Binding("right,tab", "step(1)", "The next plot", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
        Binding("pagedown", "scroll_page(1)", show=False),
    ]

    def __init__(self, counted: Counted) -> None:
        super().__init__()
        self._counted = counted
        self._at = 0
        self._roomy = False

    def compose_pane(self) -> Iterator[Widget]:
        """A table, names of the plots, the plots; or a sentence."""
        if self._counted.empty:
            yield Static(_NOTHING_YET, markup=False)
            return
        yield VerticalScroll(
            Static(table(self._counted.periods), id="table"),
            Horizontal(*(Static(classes="plot-name") for _ in _NAMES), id="plot-names"),
            *(ColumnChart(chart) for chart in charts(self._counted)),
            Static(_PRIVATE, id="private", markup=False),
            can_focus=False,
        )

    def on_mount(self) -> None:
        """Say what keys do."""
        super().on_mount()
        self._lay_out()

    def on_resize(self) -> None:
        """All plots, or one."""
        self._lay_out()

    def _lay_out(self) -> None:
        if self._counted.empty:
            return
        self._roomy = self.size.height >= _ROOMY
        for at, chart in enumerate(self.query(ColumnChart)):
            chart.display = self._roomy or at == self._at
            chart.show_title(self._roomy)
        self.query_one("#plot-names").display = not self._roomy
        for at, (name, shown) in enumerate(zip(_NAMES, self.query(".plot-name"), strict=True)):
            # A mark too, for terminals without attributes.
            here = at == self._at
            assert isinstance(shown, Static)
            shown.update(Content.styled(f"▸{name}", "bold") if here else Content(f" {name}"))
            shown.set_class(here, "-shown")
        turn = "" if self._roomy else "←→ another plot   "
        self.show_keys(f"{turn}E erases   Esc back to the text")

    def action_step(self, steps: int) -> None:
        """Show the next plot, around again."""
        self._show_plot((self._at + steps) % len(_NAMES))

    @on(events.Click, ".plot-name")
    def _name_clicked(self, event: events.Click) -> None:
        for at, name in enumerate(self.query(".plot-name")):
            if name is event.control:
                self._show_plot(at)

    def _show_plot(self, at: int) -> None:
        self._at = at
        self._lay_out()

    def action_scroll(self, rows: int) -> None:
        """See what is above, or below."""
        for area in self.query(VerticalScroll):
            area.scroll_relative(y=rows, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        """The same by pages."""
        for area in self.query(VerticalScroll):
            area.scroll_relative(y=pages * max(area.size.height - 1, 1), animate=False)

    def action_erase(self) -> None:
        """Forget all numbers; asked first."""
        if not self._counted.empty:
            self.app.run_worker(self._erase(), group="erase", exclusive=True)

    async def _erase(self) -> None:
        from rnnwriter.tui.prompts import Choice

        question = "All these numbers would be forgotten; your text and models stay."
        if await self.app.push_screen_wait(Choice(question, ["Erase"])) == "Erase":
            self.dismiss(True)


def table(periods: dict[str, Tally]) -> Content:
    """The tallies side by side, by the names of their periods."""
    label = max(len(name) for name, _ in _ROWS)
    head = " " * label + "".join(f"{name:>10}" for name in periods)
    lines = [
        Content.assemble(
            (f"{name:<{label}}", "$foreground 80%"),
            "".join(f"{written(one):>10}" for one in periods.values()),
        )
        for name, written in _ROWS
    ]
    return Content("\n").join([Content.styled(head, "bold"), *lines])


# The plots


def charts(counted: Counted) -> tuple[Chart, Chart, Chart]:
    """What is drawn, in the order of the names."""
    days = list(counted.days)
    labels = {at: _short(days[at]) for at in range(len(days) - 1 - _WEEK, -1, -_WEEK)}
    labels[len(days) - 1] = "today"
    saved = [one.saved if one.keys else None for one in counted.days.values()]
    # Words were not counted from the beginning; a day of none is not told apart.
    words = [one.words or None for one in counted.days.values()]
    taken = [one.taken for one in counted.hours.values()]
    written = [count for count in words if count is not None]
    mean = round(sum(written) / len(written)) if written else 0
    a_day = "A column comes here for each day on which you write."
    return (
        Chart(
            f"Keystrokes saved, last {len(days)} days",
            saved,
            labels,
            percentage,
            _highest(saved, lambda at: f"on {_short(days[at])}", percentage),
            a_day,
        ),
        Chart(
            "Words written a day",
            words,
            labels,
            lambda count: f"{count:,.0f}",
            f"{_highest(words, lambda at: f'on {_short(days[at])}', lambda count: f'{count:,.0f}')}"
            f", on average {mean:,}",
            a_day,
        ),
        Chart(
            f"Suggestions taken by the hour of the day, last {len(days)} days",
            taken,
            {hour: str(hour) for hour in range(0, len(taken), _LABELLED_HOURS)},
            percentage,
            _highest(taken, lambda at: f"from {at}:00 to {at + 1}:00", percentage),
            "A column comes here for each hour in which suggestions are shown.",
        ),
    )


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def _highest(
    values: list[float | None] | list[int | None],
    where: Callable[[int], str],
    written: Callable[[float], str],
) -> str:
    """The highest value, and where it is; the last one of several."""
    known = [(value, at) for at, value in enumerate(values) if value is not None]
    if not known:
        return ""
    value, at = max(known)
    return f"highest {written(value)} {where(at)}"
