"""Columns of block characters over days or hours, with a scale at their left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from rnnwriter.tui.gauges import LEVELS

_WIDEST = 4
_BAR = "$text-primary"
_QUIET = "$foreground 60%"


@dataclass(frozen=True)
class Chart:
    """values: of the columns, 0 or more; None where there is nothing to tell. labels: what stands
    below a column, by its place. written: a value as the scale shows it. title, summary: what it
    is, and what can be read from it. empty: what to say where there is no value at all.
    """

    title: str
    values: Sequence[float | None]
    labels: dict[int, str]
    written: Callable[[float], str]
    summary: str
    empty: str

    @property
    def highest(self) -> float | None:
        """The highest value; None where there is none."""
        return max((value for value in self.values if value is not None), default=None)


def rows(chart: Chart, cells: int, count: int) -> list[tuple[str, str]]:
    """(scale, columns) in each of `count` rows, of which the last has the labels.

    What has a value is never without a column. Where there are too few cells, the last columns are
    shown.
    """
    highest = chart.highest or 0.0
    top, bottom = chart.written(highest), chart.written(0.0)
    margin = max(len(top), len(bottom))
    room = max(cells - margin - 1, 1)
    values = chart.values[-room:]
    left_out = len(chart.values) - len(values)
    width = min(room // max(len(values), 1), _WIDEST)
    bars = max(count - 1, 1)
    drawn: list[tuple[str, str]] = []
    for row in reversed(range(bars)):
        scale = bottom if row == 0 else top if row == bars - 1 else ""
        line = "".join(_cell(_level(value, highest, bars) - row * 8, width) for value in values)
        drawn.append((f"{scale:>{margin}}│", line))
    labels = {at - left_out: text for at, text in chart.labels.items() if at >= left_out}
    return [*drawn, (" " * (margin + 1), _below(labels, width, width * len(values)))]


def _level(value: float | None, highest: float, bars: int) -> int:
    """How many eighths of a row `value` is high; 0 where there is none."""
    if value is None:
        return 0
    return max(round(value / highest * bars * 8), 1) if highest else 1


def _cell(eighths: int, width: int) -> str:
    """A column's part of a row, with a gap at its right where there is room."""
    part = LEVELS[min(max(eighths, 0), 8)]
    return part if width == 1 else part * (width - 1) + " "


def _below(labels: dict[int, str], width: int, cells: int) -> str:
    """The labels at their columns; of two that would touch, the later one."""
    line = " " * cells
    end = cells + 1
    for at, text in sorted(labels.items(), reverse=True):
        begin = max(min(at * width, cells - len(text)), 0)
        if begin + len(text) < end and len(text) <= cells:
            line = line[:begin] + text + line[begin + len(text) :]
            end = begin
    return line


class ColumnChart(Widget):
    """Draws a chart; its title too, unless something else shows that."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart
        self._titled = True

    def show_title(self, titled: bool) -> None:
        """Show the title, or not."""
        self._titled = titled
        self.refresh()

    def render(self) -> Content:
        """Title and summary, columns, labels."""
        chart = self.chart
        empty = chart.highest is None
        summary = "" if empty else chart.summary
        title = chart.title + "   " * bool(summary) if self._titled else ""
        head = Content.assemble((title, "bold"), (summary, _QUIET))
        if empty:
            return Content("\n").join([head, Content.styled(chart.empty, _QUIET)])
        drawn = rows(chart, self.size.width, self.size.height - 1)
        lines = [Content.assemble((scale, _QUIET), (line, _BAR)) for scale, line in drawn[:-1]]
        labels = Content.styled("".join(drawn[-1]), _QUIET)
        # A title that is too long is cut, not wrapped, or the labels would be.
        return Content("\n").join([head.truncate(self.size.width, ellipsis=True), *lines, labels])
