"""The rows of a document with a ghost in one of its lines, as if the ghost had been typed."""

from bisect import bisect_right

from textual.document._document import Location

from rnnwriter.tui.prose_layout import ProseLayout
from rnnwriter.tui.wrapping import breaks_after_edit


class GhostLayout(ProseLayout):
    """`plain` with `ghost` shown in line `line`, before its column `column`.

    The line wraps as if the ghost had been typed. `plain` stays the layout of the text, and is
    what follows edits.
    """

    def __init__(self, plain: ProseLayout, line: int, column: int, ghost: str) -> None:
        self.plain = plain
        self.document = plain.document
        self.line = line
        self.column = column
        self.ghost = ghost
        before = plain.get_offsets(line)
        text = plain.document[line]
        self._width = plain._width
        self._tab_width = plain._tab_width
        self._broken = plain._broken
        self._index = plain._index
        self._text = text[:column] + ghost + text[column:]
        self._breaks = (
            breaks_after_edit(
                before,
                self._text,
                column,
                column,
                column + len(ghost),
                self._width,
                self._tab_width,
            )
            if self._width
            else []
        )
        self._extra = len(self._breaks) - len(before)

    @property
    def height(self) -> int:
        """How many rows the document and the ghost take."""
        return self.plain.height + self._extra

    @property
    def last_ghost_row(self) -> int:
        """The row on which the ghost ends."""
        return self.top(self.line) + bisect_right(self._breaks, self.column + len(self.ghost) - 1)

    def text(self, line_index: int) -> str:
        """What is shown of a line, the ghost included."""
        return self._text if line_index == self.line else self.plain.text(line_index)

    def get_offsets(self, line_index: int) -> list[int]:
        """The breaks of the shown line."""
        return self._breaks if line_index == self.line else self.plain.get_offsets(line_index)

    def top(self, line_index: int) -> int:
        """The first row of a line; those below the ghost's are moved by it."""
        return self.plain.top(line_index) + (self._extra if line_index > self.line else 0)

    def row(self, y: int) -> tuple[int, int]:
        """(line, which of its rows) of the row `y`."""
        top = self.plain.top(self.line)
        if y < top:
            return self.plain.row(y)
        if y <= top + len(self._breaks):
            return self.line, y - top
        return self.plain.row(y - self._extra)

    def shown_column(self, location: Location) -> int:
        """Where the character at `location` is in the shown line; at the ghost, before it."""
        after = location[0] == self.line and location[1] > self.column
        return location[1] + (len(self.ghost) if after else 0)

    def document_column(self, line_index: int, shown_column: int) -> int:
        """The column in the document; anywhere in the ghost is where it stands."""
        if line_index != self.line or shown_column <= self.column:
            return shown_column
        return max(shown_column - len(self.ghost), self.column)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """A view is not wrapped anew, what it shows is."""
        raise NotImplementedError("wrap the plain layout and make this one anew")

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """A view follows no edits, what it shows does."""
        raise NotImplementedError("let the plain layout follow the edit and make this one anew")
