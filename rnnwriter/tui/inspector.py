"""The pane that shows what the model expects at the cursor, and what the temperature does to it.

Beside the text on a wide screen, below it on a narrow one. It draws what it is given, and of that
the rows that have changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar, Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from rnnwriter.settings import Mode
from rnnwriter.suggest.suggestion import Likely, Outlook
from rnnwriter.tui.gauges import bar, columns, percentage, seen

Kind = Literal["plain", "title", "quiet", "own", "tempered", "idle"]
"""How a part of a line looks. own: of the model itself. tempered, idle: of the temperature, where
it counts and where it does not.
"""

Line = tuple[tuple[str, Kind], ...]

LIKELIEST = 10
# Columns of the surprise are full at so many bits.
HIGHEST_BITS = 8.0
_MODEL = "model"
# Cells: a percentage with the blank before it, the gap between two bars, the one between two
# columns of them, the least that such a column takes, and the most that a word takes in it.
_PERCENTAGE = 5
_GAP = 2
_BETWEEN = 4
_NARROWEST = 24
_LONGEST = 12
# Rows: of those below the text that are no bars, of those beside it, and of columns at most.
_FIGURES = 2
_TITLES = 10
_MOST_ROWS = 3


@dataclass(frozen=True)
class View:
    """outlook: None for none, and then `notice` says why. mode: of suggestions."""

    outlook: Outlook | None = None
    mode: Mode = "greedy"
    notice: str = ""

    @property
    def tempered(self) -> Kind:
        """How it looks what the temperature does, or would do."""
        return "tempered" if self.mode == "sampled" else "idle"


def below_height(width: int, rows: int) -> int:
    """Of a pane `width` wide, so that most of the `rows` of a screen are left to the text."""
    bars = -(-LIKELIEST // _side_by_side(width))
    return _FIGURES + max(min(bars, rows // 3 - _FIGURES), 2)


def beside(view: View, width: int, height: int) -> list[Line]:
    """A column, `width` wide and at most `height` long."""
    outlook = view.outlook
    if outlook is None:
        return [((view.notice, "quiet"),)]
    likeliest = outlook.likeliest[: max(height - _TITLES, 3)]
    bars = _bars(view, likeliest, width)
    indent = _label(likeliest, width) + 1
    half = _half(indent - 1, width) + _GAP

    def pair(left: str, right: str) -> Line:
        """What stands over, or below, the two bars."""
        return (" " * indent, "plain"), (left.ljust(half), "own"), (right, view.tempered)

    temperature = _temperature(outlook)
    entropies = pair(f"{outlook.entropy:.2f} bits", f"{outlook.entropy_at_temperature:.2f} bits")
    idle: Line = ((f"  {temperature} counts once sampled", "quiet"),)
    parts: list[list[Line]] = [
        [(("Likely next", "title"),), pair(_MODEL, temperature), *bars],
        [(("Entropy", "title"),), entropies, *([idle] if view.mode == "greedy" else [])],
        [(("Surprise", "title"),)],
    ]
    parts[-1] += [((f"  {line}", "plain"),) for line in _surprise(outlook)]
    room = height - sum(map(len, parts))
    if room > 1:
        drawn = min(room - 1, _MOST_ROWS)
        rows, text = columns(_costs(outlook), HIGHEST_BITS, width, drawn)
        parts[-1] += [*(((row, "own"),) for row in rows), ((text, "quiet"),)]
        room -= drawn + 1
    if room >= len(parts) - 1:
        for part in parts[:-1]:
            part.append(())
    return [line for part in parts for line in part][:height]


def below(view: View, width: int, height: int) -> list[Line]:
    """The same in a strip: figures, and bars side by side."""
    outlook = view.outlook
    if outlook is None:
        return [((view.notice, "quiet"),)]
    tempered = f"{_temperature(outlook)} {outlook.entropy_at_temperature:.2f} bits"
    entropies: Line = (
        ("Entropy", "title"),
        (f"  █ {_MODEL} {outlook.entropy:.2f}", "own"),
        (f"  █ {tempered}", view.tempered),
        (", once sampled" if view.mode == "greedy" else "", "quiet"),
    )
    title, surprise = "Surprise", f"  {', '.join(_surprise(outlook))}"
    room = width - cell_len(title) - cell_len(surprise) - _GAP
    (row,), _ = columns(_costs(outlook), HIGHEST_BITS, max(room, 0), 1)
    rows = max(height - _FIGURES, 1)
    side_by_side = max(min(_side_by_side(width), -(-len(outlook.likeliest) // rows)), 1)
    each = (width + _BETWEEN) // side_by_side - _BETWEEN
    parts = [
        _bars(view, outlook.likeliest[start : start + rows], each)
        for start in range(0, side_by_side * rows, rows)
    ]
    lines: list[Line] = [
        entropies,
        ((title, "title"), (surprise, "plain"), (" " * _GAP + row, "own")),
    ]
    for row_of_bars in zip_longest(*parts, fillvalue=()):
        line: Line = ()
        for one in row_of_bars:
            line += ((" " * _BETWEEN, "plain"), *one) if line else one
        lines.append(line)
    return lines[:height]


def _side_by_side(width: int) -> int:
    return max((width + _BETWEEN) // (_NARROWEST + _BETWEEN), 1)


def _bars(view: View, likeliest: Sequence[Likely], width: int) -> list[Line]:
    """A line for each: what it is, and two bars."""
    label = _label(likeliest, width)
    cells = max(_half(label, width) - _PERCENTAGE, 1)
    return [
        (
            (f"{set_cell_size(seen(one.text), label)} ", "title"),
            (bar(one.probability, cells), "own"),
            (percentage(one.probability).rjust(_PERCENTAGE) + " " * _GAP, "plain"),
            (bar(one.at_temperature, cells), view.tempered),
            (percentage(one.at_temperature).rjust(_PERCENTAGE), "plain"),
        )
        for one in likeliest
    ]


def _label(likeliest: Sequence[Likely], width: int) -> int:
    """Cells that what may come next takes, before the bars."""
    longest = max((cell_len(seen(one.text)) for one in likeliest), default=1)
    return min(longest, _LONGEST, width // 3)


def _half(label: int, width: int) -> int:
    """Cells of a bar and its percentage."""
    return (width - label - 1 - _GAP) // 2


def _temperature(outlook: Outlook) -> str:
    return f"T {outlook.temperature:.1f}"


def _surprise(outlook: Outlook) -> list[str]:
    """Of the last character, and the mean of all that were followed."""
    mean = outlook.bits_per_character
    if mean is None:
        return ["nothing is written yet"]
    last = outlook.written[-1]
    count = sum(len(one.text) for one in outlook.written)
    return [f"{seen(last.text)} {last.bits:.2f} bits", f"mean of {count} {mean:.2f} bits"]


def _costs(outlook: Outlook) -> list[tuple[str, float]]:
    return [(one.text, one.bits_per_character) for one in outlook.written]


class Inspector(Widget):
    """Draws a view, as a column or as a strip."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "inspector--title",
        "inspector--quiet",
        "inspector--own",
        "inspector--tempered",
        "inspector--idle",
    }

    view: reactive[View] = reactive(View(), repaint=False, init=False)
    """What is shown."""

    def __init__(self) -> None:
        super().__init__(id="inspector")
        self._lines: list[Line] = []
        self._room = Size(0, 0)
        self._base = Style()

    @property
    def is_beside(self) -> bool:
        """Whether it stands beside the text."""
        return self.has_class("-beside")

    def watch_view(self) -> None:
        """Draw what is other than before."""
        before = self._lines
        self._lay_out()
        for y, (old, new) in enumerate(zip_longest(before, self._lines)):
            if old != new:
                self.refresh(Region(0, y, self._room.width, 1))

    def _lay_out(self) -> None:
        self._room = self.content_size
        self._lines = (beside if self.is_beside else below)(self.view, *self._room)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows, in a style that is looked up once for all of them."""
        if self._room != self.content_size:
            self._lay_out()
        self._base = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A row."""
        base = self._base
        line = self._lines[y] if y < len(self._lines) else ()
        segments = [
            Segment(text, base if kind == "plain" else base + self._style(kind))
            for text, kind in line
        ]
        return Strip(segments).adjust_cell_length(self.content_size.width, base)

    def _style(self, kind: Kind) -> Style:
        return self.get_component_rich_style(f"inspector--{kind}", partial=True)
