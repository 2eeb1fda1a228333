"""A row of prose as values, and how it is drawn; equal rows are drawn once."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from rnnwriter.printable import printable
from rnnwriter.tui.wrapping import blank_cells

_KEPT = 4096


class Span(NamedTuple):
    """`style` from the column `start` up to `end`."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True)
class Row:
    """text: what stands in the row. spans: by its columns; later ones go over earlier ones.
    width: in cells, filled up with `base`.
    """

    text: str
    spans: tuple[Span, ...]
    width: int
    base: Style
    tab_width: int = 4


@lru_cache(_KEPT)
def draw(row: Row) -> Strip:
    """The row as the screen shows it; control characters as pictures, tabs as blanks."""
    text = printable(row.text)
    edges = {0, len(text)}
    for span in row.spans:
        edges.update((min(span.start, len(text)), min(span.end, len(text))))
    segments: list[Segment] = []
    cells = 0
    for begin, end in pairwise(sorted(edges)):
        style = row.base
        for span in row.spans:
            if span.start <= begin < span.end:
                style += span.style
        piece = text[begin:end]
        if "\t" in piece:
            shown = []
            for character in piece:
                wide = blank_cells("\t", cells, row.tab_width) if character == "\t" else 0
                shown.append(" " * wide or character)
                cells += wide or cell_len(character)
            piece = "".join(shown)
        else:
            cells += cell_len(piece)
        segments.append(Segment(piece, style))
    if cells < row.width:
        segments.append(Segment(" " * (row.width - cells), row.base))
    strip = Strip(segments, max(cells, row.width))
    return strip.crop(0, row.width) if cells > row.width else strip
