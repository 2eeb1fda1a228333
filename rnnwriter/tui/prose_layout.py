"""Soft wrapping at any length of document: a line is broken into rows when it is first looked at.

Textual's WrappedDocument breaks every line at once and keeps a table with an entry for every row,
which an edit near the top rewrites. Here a line that nobody has looked at counts with an estimate
of its rows, and an edit costs the rows that it changes.
"""

from bisect import bisect_right
from itertools import pairwise, repeat
from typing import NamedTuple

from textual.document._document import DocumentBase, Location
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset, clamp

from rnnwriter.tui.row_index import RowIndex
from rnnwriter.tui.wrapping import breaks, breaks_after_edit, cells_of, column_at

# Rows end before words that do not fit, so a line takes a little more than its share of cells.
_RAGGED = 1.04
# An edit that brings in no more than this is broken into rows at once.
_AT_ONCE = 20_000


class _Broken(NamedTuple):
    """A line as it was when it was broken, and the columns of its breaks."""

    line: str
    breaks: list[int]


class ProseLayout(WrappedDocument):
    """The rows of `document`. Asking for a line may correct the estimate of its height."""

    def __init__(self, document: DocumentBase, width: int = 0, tab_width: int = 4) -> None:
        self.document = document
        self._begin(width, tab_width)

    @property
    def width(self) -> int:
        """The cells of a row; 0 when nothing is broken."""
        return self._width

    # What a layout is made of; a layout that shows more than the document overrides these.

    @property
    def height(self) -> int:
        """How many rows the document takes, as far as is known."""
        return self._index.height

    def text(self, line_index: int) -> str:
        """What is shown of a line."""
        return self.document[line_index]

    def get_offsets(self, line_index: int) -> list[int]:
        """The columns of the shown line at which its rows after the first begin.

        Raises ValueError for a line that is not there.
        """
        if not 0 <= line_index < len(self._broken):
            raise ValueError(f"there is no line {line_index} among {len(self._broken)}")
        broken = self._broken[line_index]
        if broken is None:
            broken = self._break(self.document[line_index])
            self._broken[line_index] = broken
            self._index[line_index] = len(broken.breaks) + 1
            self._estimated -= 1
        return broken.breaks

    def top(self, line_index: int) -> int:
        """The first row of a line."""
        return self._index.top(line_index)

    def row(self, y: int) -> tuple[int, int]:
        """(line, which of its rows) of the row `y`; the last row for one below it."""
        while True:
            line, part = self._index.at(y)
            if self._broken[line] is not None:
                return line, part
            self.get_offsets(line)

    def shown_column(self, location: Location) -> int:
        """Where the character at `location` is in the shown line."""
        return location[1]

    def document_column(self, line_index: int, shown_column: int) -> int:
        """The inverse of `shown_column`."""
        return shown_column

    # Making it

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Begin anew with rows of `width` cells, if they were not so wide; 0 breaks nothing."""
        tab_width = tab_width or self._tab_width
        if (width, tab_width) != (self._width, self._tab_width):
            self._begin(width, tab_width)

    def _begin(self, width: int, tab_width: int) -> None:
        self._width = width
        self._tab_width = tab_width
        lines = self.document.lines
        self._broken: list[_Broken | None] = [None] * len(lines)
        self._index = RowIndex(map(self._estimate, lines) if width else repeat(1, len(lines)))
        self._estimated = len(lines)
        self._next = 0

    def _estimate(self, line: str) -> int:
        width = self._width
        return 1 if len(line) <= width or not width else int(len(line) * _RAGGED / width) + 1

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Follow an edit of the document that replaced what stood from `start` to `old_end`.

        What stands there now ends at `new_end`. Places outside the document are moved into it.
        """
        last = len(self._broken) - 1
        first = clamp(min(start[0], old_end[0]), 0, last)
        old_last = clamp(max(start[0], old_end[0]), 0, last)
        grown = self.document.line_count - len(self._broken)
        new_last = max(old_last + grown, first - 1)
        lines = self.document.lines[first : new_last + 1]
        entries: list[_Broken | None] = [None] * len(lines)
        if first == old_last == new_last:
            entries[0] = self._followed(self._broken[first], lines[0], start, old_end, new_end)
        if not self._width or sum(map(len, lines)) <= _AT_ONCE:
            entries = [
                entry or self._break(line) for entry, line in zip(entries, lines, strict=True)
            ]
        rows = [
            len(entry.breaks) + 1 if entry else self._estimate(line)
            for entry, line in zip(entries, lines, strict=True)
        ]
        self._estimated += entries.count(None) - self._broken[first : old_last + 1].count(None)
        self._next = min(self._next, first)
        self._broken[first : old_last + 1] = entries
        self._index.replace(first, old_last + 1, rows)

    def _break(self, line: str) -> _Broken:
        return _Broken(line, breaks(line, self._width, self._tab_width) if self._width else [])

    def _followed(
        self,
        old: _Broken | None,
        line: str,
        start: Location,
        old_end: Location,
        new_end: Location,
    ) -> _Broken | None:
        """`line` broken with the help of what it was, if the edit is what it is said to be."""
        begin, end = sorted((start[1], old_end[1]))
        if (
            old is None
            or not self._width
            or old.line[:begin] != line[:begin]
            or old.line[end:] != line[new_end[1] :]
        ):
            return None
        changed = breaks_after_edit(
            old.breaks, line, begin, end, new_end[1], self._width, self._tab_width
        )
        return _Broken(line, changed)

    def settle(self, y: int, rows: int) -> None:
        """Break the lines that show between the row `y` and `rows` below it."""
        line, part = self.row(y)
        below = rows + part
        while below > 0 and line < len(self._broken):
            below -= len(self.get_offsets(line)) + 1
            line += 1

    @property
    def settled(self) -> bool:
        """Whether all lines are broken, so that `height` is no estimate."""
        return not self._estimated

    def settle_some(self, characters: int) -> None:
        """Break lines that are not yet, about `characters` of them."""
        while self._estimated and characters > 0:
            if self._next >= len(self._broken):
                self._next = 0
            if self._broken[self._next] is None:
                characters -= len(self.document[self._next]) + 40
                self.get_offsets(self._next)
            self._next += 1

    # Asking it

    @property
    def wrapped(self) -> bool:
        """Whether any line takes more than one row, as far as is known."""
        return self.height > len(self._broken)

    @property
    def lines(self) -> list[list[str]]:
        """The rows of every line; breaks all of them."""
        return [self.get_sections(line) for line in range(len(self._broken))]

    def get_sections(self, line_index: int) -> list[str]:
        """The rows of a line."""
        edges = [0, *self.get_offsets(line_index), None]
        text = self.text(line_index)
        return [text[begin:end] for begin, end in pairwise(edges)]

    def section(self, line_index: int, part: int) -> tuple[int, str]:
        """The column where a row of a line begins, and what it shows."""
        columns = self.get_offsets(line_index)
        begin = columns[part - 1] if part else 0
        end = columns[part] if part < len(columns) else None
        return begin, self.text(line_index)[begin:end]

    def location_to_offset(self, location: Location) -> Offset:
        """Where a location is drawn."""
        line = clamp(location[0], 0, len(self._broken) - 1)
        column = self.shown_column((line, location[1]))
        part = bisect_right(self.get_offsets(line), column)
        begin, _ = self.section(line, part)
        x = cells_of(self.text(line)[begin:column], self._tab_width)
        return Offset(x, self.top(line) + part)

    def offset_to_location(self, offset: Offset) -> Location:
        """The location that is drawn at `offset`, or nearest to it."""
        line, part = self.row(max(offset[1], 0))
        return line, self.get_target_document_column(line, max(offset[0], 0), part)

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """The column in the document at the cell `x_offset` of a line's row `y_offset`.

        Negative rows count from the last.
        """
        rows = len(self.get_offsets(line_index)) + 1
        part = y_offset % rows
        begin, row = self.section(line_index, part)
        column = column_at(row, x_offset, self._tab_width)
        if part < rows - 1:
            # The place after the last character is the beginning of the next row.
            column = min(column, max(len(row) - 1, 0))
        return self.document_column(line_index, begin + column)

    def get_tab_widths(self, line_index: int) -> list[int]:
        """How wide each tab of a line is, counted from the beginning of its row."""
        widths: list[int] = []
        for row in self.get_sections(line_index):
            for at, character in enumerate(row):
                if character == "\t":
                    before = cells_of(row[:at], self._tab_width)
                    widths.append(cells_of(row[: at + 1], self._tab_width) - before)
        return widths
