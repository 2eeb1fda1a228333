"""An open document: its lines as the client edits them, and places in them in the client's units.

pygls keeps documents too, but breaks lines where LSP has none (form feeds, U+2028), and copies all
of the text at each key.
"""

from collections.abc import Sequence
from dataclasses import replace

from lsprotocol.types import (
    Position,
    PositionEncodingKind,
    Range,
    TextDocumentContentChangeEvent,
    TextDocumentContentChangePartial,
)

from rnnwriter.lines import Place, replacement, split_lines
from rnnwriter.suggest.ghost import Ghost
from rnnwriter.suggest.suggestion import Suggestion

# By encoding: its name in Python, and bytes a unit.
_ENCODINGS = {PositionEncodingKind.Utf8: ("utf-8", 1), PositionEncodingKind.Utf16: ("utf-16-le", 2)}


class Units:
    """Columns of a line in the units that client and server have agreed on."""

    def __init__(self, encoding: PositionEncodingKind | str | None) -> None:
        kind = PositionEncodingKind.Utf16 if encoding is None else PositionEncodingKind(encoding)
        self._name, self._size = _ENCODINGS.get(kind, ("", 1))

    def column(self, line: str, units: int) -> int:
        """How many characters of `line` stand before so many units; all, where it has fewer."""
        if not self._name or line.isascii():
            return min(units, len(line))
        before = line.encode(self._name, "surrogatepass")[: units * self._size]
        errors = "surrogatepass" if self._size == 2 else "ignore"
        return len(before.decode(self._name, errors))

    def units(self, line: str, column: int) -> int:
        """How many units the first `column` characters of `line` take."""
        if not self._name or line.isascii():
            return min(column, len(line))
        return len(line[:column].encode(self._name, "surrogatepass")) // self._size


class Document:
    """The text of a document, and what was suggested in it last.

    language: LSP's identifier of it, such as "markdown".
    """

    def __init__(self, text: str, language: str, units: Units) -> None:
        self.language = language
        self._units = units
        self._lines = split_lines(text)
        # Who suggested it, too: another one may go on otherwise.
        self._suggested: tuple[object, Ghost] | None = None

    @property
    def lines(self) -> Sequence[str]:
        """At least one."""
        return self._lines

    def change(self, change: TextDocumentContentChangeEvent) -> None:
        """Edit the text as the client has; places beyond its end count as the end."""
        if isinstance(change, TextDocumentContentChangePartial):
            start, end = self.place(change.range.start), self.place(change.range.end)
            rows, new = replacement(self._lines, start, end, change.text)
            self._lines[rows] = new
        else:
            self._lines = split_lines(change.text)

    def suggested(self, ghost: Ghost | None, by: object) -> None:
        """That is suggested, or nothing; the text may have changed since it was asked for."""
        self._suggested = None if ghost is None else (by, ghost)

    def followed(self, place: Place, by: object) -> Suggestion | None:
        """What is left of what was suggested, where the text has gone on as it said."""
        if self._suggested is None or self._suggested[0] is not by:
            return None
        row, column = place
        ghost = self._suggested[1].follow(row, self._lines[row], column)
        if ghost is None or not ghost.visible:
            return None
        return replace(ghost.suggestion, text=ghost.remaining)

    def place(self, position: Position) -> Place:
        """The row and the column, in characters, of a client's position."""
        if position.line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        line = self._lines[position.line]
        return position.line, self._units.column(line, position.character)

    def range(self, row: int, start: int, end: int) -> Range:
        """Columns of a row as the client counts them."""
        line = self._lines[row]
        first, last = self._units.units(line, start), self._units.units(line, end)
        return Range(Position(row, first), Position(row, last))
