"""Focus: everything but the paragraph or the sentence at the cursor is dimmed."""

import re
from collections.abc import Callable, Sequence
from typing import get_args

from rich.style import Style
from textual.document._document import Location

from rnnwriter.settings import Focus
from rnnwriter.tui.prose_rows import Span

FOCUSES: tuple[Focus, ...] = get_args(Focus)

_FARTHEST = 300
_SENTENCE_END = re.compile(r"""[.!?…]+["'”’»)\]]*\s+""")


def paragraph(lines: Sequence[str], line: int) -> tuple[int, int]:
    """(first, last) of the lines around `line` with no blank one between them."""
    first = last = line
    if lines[line].strip():
        while first > 0 and line - first < _FARTHEST and lines[first - 1].strip():
            first -= 1
        while last < len(lines) - 1 and last - line < _FARTHEST and lines[last + 1].strip():
            last += 1
    return first, last


def sentence(line: str, column: int) -> tuple[int, int]:
    """(start, end) of the sentence of `line` at `column`."""
    start = 0
    for match in _SENTENCE_END.finditer(line):
        if match.end() > column:
            return start, match.end()
        start = match.end()
    return start, len(line)


class FocusStyles:
    """A decorator of text areas. lines, cursor: of the document. style: of what is dimmed."""

    def __init__(
        self,
        lines: Callable[[], Sequence[str]],
        cursor: Callable[[], Location],
        style: Callable[[], Style],
    ) -> None:
        self.focus: Focus = "off"
        self._lines = lines
        self._cursor = cursor
        self._style = style

    def __call__(self, index: int, line: str) -> list[Span]:
        """The styles of a line."""
        if self.focus == "off" or not line:
            return []
        at, column = self._cursor()
        if self.focus == "sentence" and index == at:
            start, end = sentence(line, column)
            dimmed = [(0, start), (end, len(line))]
        else:
            first, last = paragraph(self._lines(), at)
            within = first <= index <= last and self.focus == "paragraph"
            dimmed = [] if within else [(0, len(line))]
        return [Span(start, end, self._style()) for start, end in dimmed if start < end]
