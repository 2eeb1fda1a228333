"""Columns are as high as their values, and stand above their labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from rnnwriter.tui.column_chart import Chart, rows
from rnnwriter.tui.gauges import LEVELS, percentage

VALUES = st.lists(st.none() | st.floats(0, 1e15), min_size=1, max_size=30)


def chart(*values: float | None, **labels: str) -> Chart:
    """Of values; the labels are named by a letter and their place."""
    places = {int(name[1:]): text for name, text in labels.items()}
    return Chart("Title", values, places, percentage, "", "Nothing")


def test_a_chart() -> None:
    drawn = rows(chart(0.5, None, 1.0, 0.0, a0="0", a2="two"), 21, 3)
    assert drawn == [
        ("100%│", "        ███     "),
        ("  0%│", "███     ███ ▁▁▁ "),
        ("     ", "0       two     "),
    ]


@pytest.mark.parametrize(
    ("cells", "below"), [(9, "a ay"), (8, " ay"), (40, "a           ay  "), (6, " ")]
)
def test_labels_that_would_touch_make_way_for_the_last(cells: int, below: str) -> None:
    drawn = rows(chart(1, 1, 1, 1, a0="a", a3="ay"), cells, 3)
    assert drawn[-1][1] == below


@given(VALUES, st.integers(8, 120), st.integers(2, 20))
def test_columns_fit_and_are_as_high_as_their_values(
    values: list[float | None], cells: int, count: int
) -> None:
    drawn = rows(
        Chart("", values, {0: "first", len(values) - 1: "last"}, percentage_of, "", ""),
        cells,
        count,
    )
    assert len(drawn) == count
    assert len({cell_len(scale) for scale, _ in drawn}) == 1
    assert len({cell_len(line) for _, line in drawn}) == 1
    assert cell_len("".join(drawn[0])) <= cells
    lines = [line for _, line in drawn[:-1]]
    shown = values[-(cells - len(drawn[0][0])) :]
    width = len(lines[0]) // len(shown)
    heights = [sum(LEVELS.index(line[at * width]) for line in lines) for at in range(len(shown))]
    highest = max((value for value in values if value is not None), default=0.0) or 1.0
    for value, height in zip(shown, heights, strict=True):
        if value is None:
            assert height == 0
        else:
            exact = value / highest * 8 * (count - 1)
            assert height >= 1
            assert abs(height - max(exact, 1)) <= 0.5 + 1e-9


def percentage_of(value: float) -> str:
    """A scale of three cells."""
    return "top" if value else "0"
