"""Numbers drawn with characters: bars, columns, percentages; and blanks that can be seen."""

from collections.abc import Sequence

from rich.cells import cell_len

from rnnwriter.printable import printable

_EIGHTHS = " ▏▎▍▌▋▊▉█"
LEVELS = " ▁▂▃▄▅▆▇█"
# The last one joins what stands at its sides, when it is drawn.
_SEEN = str.maketrans({" ": "␣", "\n": "⏎", "\t": "⇥", "\u00a0": "⍽", "\u200d": "⁀"})
# What an accent that stands alone is written on.
_CARRIER = "◌"


def seen(text: str) -> str:
    """`text` with signs in the place of blanks, line breaks and control characters."""
    shown = printable(text.translate(_SEEN))
    return shown if not shown or cell_len(shown[0]) else _CARRIER + shown


def percentage(share: float) -> str:
    """`share`, in [0, 1], in at most four cells."""
    return f"{share:.0%}" if share >= 0.0995 or share == 0 else f"{share:.1%}"


def bar(share: float, cells: int) -> str:
    """A bar of `share`, in [0, 1], of `cells`, with blanks up to their number."""
    eighths = round(share * cells * 8)
    whole, rest = divmod(eighths, 8)
    return (_EIGHTHS[8] * whole + (_EIGHTHS[rest] if rest else "")).ljust(cells)


def columns(
    values: Sequence[tuple[str, float]], highest: float, cells: int, rows: int
) -> tuple[list[str], str]:
    """Columns over what they belong to: as many of the last (text, value) as fit into `cells`.

    Returns the rows of the columns, which are full at `highest`, and the texts below them. Each
    column is as wide as its text.
    """
    shown: list[tuple[str, float]] = []
    for text, value in reversed(values):
        text = seen(text)
        cells -= cell_len(text)
        if cells < 0:
            break
        shown.append((text, value))
    shown.reverse()
    below = "".join(text for text, _ in shown)
    # Letters of two flags are drawn as one.
    width = cell_len(below)
    lines = []
    for row in reversed(range(rows)):
        line = ""
        for text, value in shown:
            # What is written is never without a column.
            level = max(round(value / highest * rows * 8), 1) - row * 8
            line += LEVELS[min(max(level, 0), 8)] * cell_len(text)
        lines.append(line[:width])
    return lines, below
