"""Texts as lines: where they end, and how an edit changes them."""

import re
from collections.abc import Sequence

LINE_END = re.compile("\r\n|\n|\r")

# Of lines between the first and the last change, when they are compared one by one.
_MOST_COMPARED = 2_000

Place = tuple[int, int]
"""A line and a column in it, both counted from 0."""


def split_lines(text: str) -> list[str]:
    """The lines of `text`, at least one; only "\\n", "\\r\\n" and "\\r" end a line."""
    return LINE_END.split(text) if "\r" in text else text.split("\n")


def replacement(lines: list[str], start: Place, end: Place, text: str) -> tuple[slice, list[str]]:
    """Which of `lines` change when `text` replaces what lies between two places, and into what.

    A place may be on the line after the last: the end of a text that loses its last line.
    """
    (top_row, top_column), (bottom_row, bottom_column) = sorted((start, end))
    before = lines[top_row][:top_column] if top_row < len(lines) else ""
    after = lines[bottom_row][bottom_column:] if bottom_row < len(lines) else ""
    new = split_lines(text)
    new[0] = before + new[0]
    new[-1] += after
    return slice(top_row, min(bottom_row, len(lines) - 1) + 1), new


def same_runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of lines that both have, in order: where in `old`, where in `new`, how many.

    Where thousands of lines lie between the first and the last change, all of them count as
    changed.
    """
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    left = shorter - first
    last = next((at for at in range(left) if old[-1 - at] != new[-1 - at]), left)
    runs = [(0, 0, first)]
    between = old[first : len(old) - last], new[first : len(new) - last]
    if max(map(len, between)) <= _MOST_COMPARED:
        # Imported here: it is rarely needed, and nothing else at the start of the program needs it.
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(None, *between, autojunk=False)
        runs += [(first + run.a, first + run.b, run.size) for run in matcher.get_matching_blocks()]
    runs.append((len(old) - last, len(new) - last, last))
    joined: list[tuple[int, int, int]] = []
    for was, now, count in runs:
        if joined and count and (was - now) == (joined[-1][0] - joined[-1][1]):
            begin, other, length = joined[-1]
            if was == begin + length:
                joined[-1] = (begin, other, length + count)
                continue
        if count:
            joined.append((was, now, count))
    return joined
