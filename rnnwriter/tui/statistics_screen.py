"""What suggestions came to: today, this week, in all; and a way to forget it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from rnnwriter.tui.tally import Tally

_ROWS: tuple[tuple[str, Callable[[Tally], str]], ...] = (
    ("suggestions shown", lambda one: f"{one.shown:,}"),
    ("accepted", lambda one: f"{one.accepted / one.shown:.0%}" if one.shown else "–"),
    ("characters accepted", lambda one: f"{one.characters:,}"),
    ("keys saved", lambda one: f"{one.saved:.0%}" if one.keys else "–"),
)


def periods(today: date) -> dict[str, date | None]:
    """By name, from which day on each counts; None for ever."""
    return {"today": today, "7 days": today - timedelta(days=6), "ever": None}


def statistics_lines(tallies: dict[str, Tally]) -> list[str]:
    """A table of the tallies, by the names of their periods."""
    label = max(len(name) for name, _ in _ROWS)
    lines = [" " * label + "".join(f"{name:>10}" for name in tallies)]
    for name, shown in _ROWS:
        lines.append(f"{name:<{label}}" + "".join(f"{shown(one):>10}" for one in tallies.values()))
    return lines


class StatisticsScreen(ModalScreen[bool]):
    """The counts; returns whether they are to be erased."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss(False)", "Close", show=False),
        Binding("e", "dismiss(True)", "Erase", show=False),
    ]

    def __init__(self, tallies: dict[str, Tally]) -> None:
        super().__init__()
        self._tallies = tallies

    def compose(self) -> ComposeResult:
        """A table, and what keys do."""
        first, *lines = statistics_lines(self._tallies)
        with Vertical(classes="help"):
            yield Static(
                Content("\n").join(
                    [
                        Content.styled(first, "bold"),
                        *(Content(line) for line in lines),
                        Content(""),
                        Content.styled(
                            "Only these numbers are kept, on this machine.  E erases them.",
                            "$foreground 60%",
                        ),
                    ]
                )
            )
