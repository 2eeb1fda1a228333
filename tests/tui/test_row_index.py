"""The index agrees with a plain list of rows, whatever happens to it."""

import random
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from rnnwriter.tui.row_index import BLOCK, RowIndex


def check(index: RowIndex, rows: list[int]) -> None:
    """`index` says what the plain list `rows` says."""
    assert len(index) == len(rows)
    assert index.height == sum(rows)
    tops = [0, *accumulate(rows)]
    for line in {0, len(rows) // 3, len(rows) - 1}:
        assert index[line] == rows[line]
        assert index.top(line) == tops[line]
        for part in {0, rows[line] - 1}:
            assert index.at(tops[line] + part) == (line, part)
    assert index.at(sum(rows) + 5) == (len(rows) - 1, rows[-1] - 1)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3 * BLOCK), st.integers(0, 2**32))
def test_any_edits_agree_with_a_list(length: int, seed: int) -> None:
    draw = random.Random(seed)
    rows = [draw.randint(1, 5) for _ in range(length)]
    index = RowIndex(rows)
    check(index, rows)
    for _ in range(30):
        start = draw.randrange(len(rows) + 1)
        stop = min(len(rows), start + draw.choice((0, 1, 3, BLOCK + 7)))
        new = [draw.randint(1, 5) for _ in range(draw.choice((0, 1, 1, 2, 2 * BLOCK)))]
        if len(rows) - (stop - start) + len(new) == 0:
            continue
        rows[start:stop] = new
        index.replace(start, stop, new)
        line = draw.randrange(len(rows))
        rows[line] = draw.randint(1, 9)
        index[line] = rows[line]
        check(index, rows)
