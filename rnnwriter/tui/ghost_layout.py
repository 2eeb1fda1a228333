"""Soft wrapping of a document that shows a ghost at the end of one line.

The line wraps as if the ghost had been accepted, so accepting it moves nothing on the screen.
The plain layout stays as it is: cursor movement is worked out on that one, and never lands
inside a ghost.
"""

from rich.text import Text
from textual._wrap import compute_wrap_offsets
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import get_tab_widths


class PlainLayout(WrappedDocument):
    """Textual's layout with its height in constant time; it is asked for with every row drawn."""

    @property
    def height(self) -> int:
        """How many rows the document takes."""
        return len(self._offset_to_line_info)


class GhostLayout(PlainLayout):
    """A view of `plain` in which line `row` is followed by `ghost`.

    It is made anew for each ghost and is not to be edited: `plain` is.
    """

    def __init__(self, plain: WrappedDocument, row: int, ghost: str) -> None:
        # WrappedDocument's own constructor would wrap the whole document again.
        self.document = plain.document
        self.row = row
        self.line = plain.document[row] + ghost
        self._width = plain._width
        self._tab_width = plain._tab_width
        tabs = get_tab_widths(self.line, self._tab_width)
        breaks = (
            compute_wrap_offsets(
                self.line, self._width, self._tab_width, precomputed_tab_sections=tabs
            )
            if self._width
            else []
        )
        top = plain._line_index_to_offsets[row][0]
        old_rows = len(plain._line_index_to_offsets[row])
        rows = len(breaks) + 1
        self.extra_rows = rows - old_rows
        """How many rows the ghost adds to the document."""

        self._wrap_offsets = plain._wrap_offsets.copy()
        self._wrap_offsets[row] = breaks
        self._tab_width_cache = plain._tab_width_cache.copy()
        self._tab_width_cache[row] = [width for _, width in tabs]
        self._offset_to_line_info = plain._offset_to_line_info.copy()
        self._offset_to_line_info[top : top + old_rows] = [(row, part) for part in range(rows)]
        self._line_index_to_offsets = plain._line_index_to_offsets.copy()
        self._line_index_to_offsets[row] = list(range(top, top + rows))
        if self.extra_rows:
            for below in range(row + 1, len(self._line_index_to_offsets)):
                self._line_index_to_offsets[below] = [
                    offset + self.extra_rows for offset in plain._line_index_to_offsets[below]
                ]

    @property
    def last_ghost_row(self) -> int:
        """The row on which the ghost ends."""
        return self._line_index_to_offsets[self.row][-1]

    def get_sections(self, line_index: int) -> list[str]:
        """The rows of a line, the ghost included."""
        if line_index != self.row:
            return super().get_sections(line_index)
        return [part.plain for part in Text(self.line, end="").divide(self.get_offsets(self.row))]
