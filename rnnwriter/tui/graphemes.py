"""What a person sees as one character: where it begins and ends, and how wide it is.

Rich finds clusters of marks, joined emoji and variation selectors; pairs of regional indicators,
which are flags, are joined here. Widths are Rich's, so that the cursor stands where text is drawn.
"""

from rich.cells import split_graphemes

from rnnwriter.printable import printable

# Longer clusters are taken for several.
_WINDOW = 64
_FIRST_INDICATOR, _LAST_INDICATOR = "\U0001f1e6", "\U0001f1ff"


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """(start, end, cells) of each cluster of `text`; control characters take one cell."""
    spans = split_graphemes(printable(text))[0]
    if not any(_FIRST_INDICATOR <= character <= _LAST_INDICATOR for character in text):
        return spans
    joined: list[tuple[int, int, int]] = []
    single = False
    for start, end, cells in spans:
        indicator = _FIRST_INDICATOR <= text[start] <= _LAST_INDICATOR
        if indicator and single:
            joined[-1] = (joined[-1][0], end, joined[-1][2] + cells)
            single = False
        else:
            joined.append((start, end, cells))
            single = indicator
    return joined


def boundary_before(line: str, column: int) -> int:
    """Where the cluster before `column` begins; 0 at the beginning of the line."""
    if column <= 1 or line[column - 2 : column].isascii():
        return max(column - 1, 0)
    begin = max(column - _WINDOW, 0)
    return begin + graphemes(line[begin:column])[-1][0]


def boundary_after(line: str, column: int) -> int:
    """Where the cluster at `column` ends; len(line) at the end of the line."""
    if line[column : column + 2].isascii():
        return min(column + 1, len(line))
    return column + graphemes(line[column : column + _WINDOW])[0][1]


def boundary_near(line: str, column: int) -> int:
    """`column`, or where the cluster begins that it lies in."""
    if column in (0, len(line)) or line[column - 1 : column + 1].isascii():
        return column
    begin = max(column - _WINDOW, 0)
    for start, end, _ in graphemes(line[begin : column + _WINDOW]):
        if begin + start <= column < begin + end:
            return begin + start
    return column
