"""Where a line of prose breaks into rows: after blanks, like in a word processor.

The blank after a word may hang over the right edge, into the cell that is kept for the cursor, so
that a word moves down only when it does not fit itself. A word wider than a row is cut between
grapheme clusters. Each row is broken by itself, from where it begins, so that after an edit only
the rows are broken anew that it reaches.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from rich.cells import cell_len

from rnnwriter.printable import printable
from rnnwriter.tui.graphemes import graphemes

BLANKS = " \t"
_WORD = re.compile(r"[^ \t]+[ \t]?|[ \t]")


def breaks(line: str, width: int, tab_width: int = 4) -> list[int]:
    """The columns, ascending, at which rows of `line` after the first begin.

    width: of a row in cells, at least 1, not counting the cell kept for the cursor. The last
    break may be len(line): then a blank hangs over the edge and the cursor goes below.
    """
    if len(line) <= width and line.isascii() and "\t" not in line:
        return []
    return list(_breaks_from(line, 0, width, tab_width))


def breaks_after_edit(
    old: list[int],
    line: str,
    start: int,
    old_end: int,
    new_end: int,
    width: int,
    tab_width: int = 4,
) -> list[int]:
    """`breaks(line, width, tab_width)`, given those of the line before an edit.

    The edit replaced the columns `start` to `old_end` by what now stands from `start` to
    `new_end`. Costs the rows that it changes, and copying the rest.
    """
    # A word that becomes shorter can move up into the row before the one it is in. It is in that of
    # its last character: a word that was cut there can end now.
    kept = max(bisect_left(old, start) - 1, 0)
    new = old[:kept]
    shift = new_end - old_end
    for column in _breaks_from(line, new[-1] if new else 0, width, tab_width):
        new.append(column)
        if column >= new_end:
            same = bisect_left(old, column - shift, kept)
            if same < len(old) and old[same] == column - shift and column - shift >= old_end:
                new += [later + shift for later in old[same + 1 :]]
                break
    return new


def _breaks_from(line: str, column: int, width: int, tab_width: int) -> Iterator[int]:
    """The breaks after the row that begins at `column`."""
    if line.isascii() and "\t" not in line:
        yield from _ascii_breaks_from(line, column, width)
        return
    cells = 0
    for match in _WORD.finditer(line, column):
        begin, end = match.span()
        body = end - 1 if line[end - 1] in BLANKS else end
        body_cells = cell_len(printable(line[begin:body]))
        if cells and cells + body_cells > width:
            yield begin
            cells = 0
        if body_cells > width:
            for start, _, grapheme_cells in graphemes(line[begin:body]):
                if cells and cells + grapheme_cells > width:
                    yield begin + start
                    cells = 0
                cells += grapheme_cells
        else:
            cells += body_cells
        if body < end:
            cells += blank_cells(line[body], cells, tab_width)
    if cells > width:
        yield len(line)


def _ascii_breaks_from(line: str, column: int, width: int) -> Iterator[int]:
    """The same where every character takes one cell."""
    while len(line) - column > width:
        blank = line.rfind(" ", column, column + width + 1)
        column = column + width if blank < 0 else blank + 1
        yield column


def rows_of(text: str, width: int, tab_width: int = 4) -> list[tuple[int, int]]:
    """(start, end) of the rows of `text`, whose lines end in "\\n"; that belongs to the last row of
    its line. There is one row at least.
    """
    rows: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line) + 1
        edges = [*(start + column for column in (0, *breaks(line, width, tab_width))), end]
        rows += pairwise(edges)
        start = end
    # Nothing ends the last line.
    begin, _ = rows.pop()
    return [*rows, (begin, len(text))]


def blank_cells(blank: str, cells: int, tab_width: int) -> int:
    """How wide a blank is that begins `cells` after the beginning of its row."""
    return tab_width - cells % tab_width if blank == "\t" else 1


def cells_of(row: str, tab_width: int = 4) -> int:
    """How many cells the beginning of a row, `row`, takes."""
    if "\t" not in row:
        return cell_len(printable(row))
    cells = 0
    parts = printable(row).split("\t")
    for part in parts[:-1]:
        cells += cell_len(part)
        cells += blank_cells("\t", cells, tab_width)
    return cells + cell_len(parts[-1])


def column_at(row: str, x: int, tab_width: int = 4) -> int:
    """The column in `row` of what covers the cell `x`; len(row) beyond its end."""
    if row.isascii() and "\t" not in row:
        return min(max(x, 0), len(row))
    cells = 0
    begin = 0
    for part in re.split("(\t)", row):
        if part == "\t":
            cells += blank_cells(part, cells, tab_width)
            if cells > x:
                return begin
        else:
            for start, _, width in graphemes(part):
                cells += width
                if cells > x:
                    return begin + start
        begin += len(part)
    return len(row)
