"""A text on which each character stands on the activation of a cell: blue is -1, red is 1.

Only the rows on the screen are drawn. The terminal's own colours cannot be mixed, so with them
there are two shades of each; without colours, bold is positive and dim is negative, underlined
where it is strong.
"""

from bisect import bisect_right
from typing import ClassVar

import numpy as np
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from rnnwriter.evaluation.cells import shades
from rnnwriter.evaluation.features import Values
from rnnwriter.tui.prose_rows import Row, Span, draw
from rnnwriter.tui.wrapping import rows_of

SHADES = 6
# As many characters as there are shades.
_KEY = "-1    0    +1"
_NAMES = {
    shade: f"cell-text--{'positive' if shade > 0 else 'negative'}-{abs(shade)}"
    for shade in range(-SHADES, SHADES + 1)
    if shade
}
_COLOURS = {1: "#dc2f3c", -1: "#2f6be8"}
_TERMINAL_COLOURS = {1: ("ansi_red", "ansi_red"), -1: ("ansi_bright_blue", "ansi_blue")}
_ATTRIBUTES = {1: "bold", -1: "dim"}
# How much of the colour the strongest shade has: the text on it is to be read.
_STRONGEST = 72
_STRONG, _WEAK = 4, 2


def _css() -> str:
    """The rules of every shade, in colours, in the terminal's own, and without."""
    rules: list[str] = []
    for shade, name in _NAMES.items():
        sign, strength = (1 if shade > 0 else -1), abs(shade)
        share = _STRONGEST * strength // SHADES
        rules.append(f"& .{name} {{ background: {_COLOURS[sign]} {share}%; }}")
        ink, ground = _TERMINAL_COLOURS[sign]
        strong, weak = strength >= _STRONG, strength >= _WEAK
        terminal = "background: ansi_default; color: ansi_default"
        plain = "none"
        if strong:
            terminal = f"background: {ground}; color: ansi_bright_white"
            plain = f"{_ATTRIBUTES[sign]} underline"
        elif weak:
            terminal = f"background: ansi_default; color: {ink}"
            plain = _ATTRIBUTES[sign]
        rules.append(f"&:ansi .{name} {{ {terminal}; }}")
        rules.append(f"&:nocolor .{name} {{ text-style: {plain}; }}")
    return "\n".join(rules)


class CellText(ScrollView):
    """Shows `text`, at first around the character `cursor`, which is marked; None for no mark."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*_NAMES.values(), "cell-text--cursor"}
    DEFAULT_CSS = f"""
    CellText {{
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & .cell-text--cursor {{ text-style: reverse; }}
        {_css()}
    }}
    """

    can_focus = False

    def __init__(self, text: str, cursor: int | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text
        self._cursor = cursor
        self._rows: list[tuple[int, int]] = []
        self._values: Values | None = None

    def show(self, values: Values) -> None:
        """Colour the text by `values` (characters,), -1 to 1."""
        self._values = values
        self.refresh()

    def on_resize(self) -> None:
        """Break the text into rows anew, and show the mark."""
        # A cell is kept for the line break, or the blank that hangs over.
        width = self.scrollable_content_region.width - 1
        if width < 1:
            return
        self._rows = rows_of(self._text, width)
        self.virtual_size = Size(0, len(self._rows))
        if self._cursor is not None:
            row = bisect_right(self._rows, self._cursor, key=lambda row: row[0]) - 1
            middle = self.content_size.height // 2
            self.scroll_to(y=max(row - middle, 0), animate=False, immediate=True, force=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the row `y` of the screen."""
        at = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if at >= len(self._rows):
            return draw(Row("", (), width, self.rich_style))
        start, end = self._rows[at]
        text = self._text[start:end].replace("\n", " ")
        if at == len(self._rows) - 1:
            # The cursor may stand behind all of it.
            text, end = text + " ", end + 1
        spans: list[Span] = []
        if self._values is not None:
            spans += (
                Span(begin, stop, self.get_component_rich_style(_NAMES[shade]))
                for begin, stop, shade in shades(self._values[start:end], SHADES)
                if shade
            )
        if self._cursor is not None and start <= self._cursor < end:
            mark = self.get_component_rich_style("cell-text--cursor", partial=True)
            spans.append(Span(self._cursor - start, self._cursor - start + 1, mark))
        return draw(Row(text, tuple(spans), width, self.rich_style))


def shade_key() -> CellText:
    """What the shades mean, from -1 to 1."""
    key = CellText(_KEY, id="shades")
    key.show(np.linspace(-1, 1, len(_KEY), dtype=np.float32))
    return key
