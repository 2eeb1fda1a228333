"""Bars, columns, percentages and blanks, as they are drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from rnnwriter.tui.gauges import bar, columns, percentage, seen


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(0, "    "), (0.5, "██  "), (1, "████"), (0.25 + 3 / 32, "█▍  "), (0.001, "    ")],
)
def test_a_bar(share: float, drawn: str) -> None:
    assert bar(share, 4) == drawn


@given(st.floats(0, 1), st.integers(0, 40))
def test_bars_and_percentages_have_their_width(share: float, cells: int) -> None:
    assert cell_len(bar(share, cells)) == cells
    assert len(percentage(share)) <= 4


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0%"), (1, "100%"), (0.455, "46%"), (0.0994, "9.9%"), (0.0996, "10%"), (1e-9, "0.0%")],
)
def test_a_percentage(share: float, text: str) -> None:
    assert percentage(share) == text


def test_blanks_and_breaks_are_seen() -> None:
    assert seen("a b\n\t\u00a0\x1b\u200d") == "a␣b⏎⇥⍽␛⁀"
    assert seen("\u0301") == "◌\u0301"
    assert seen("") == ""


def test_columns_stand_over_their_texts() -> None:
    values = [("x", 9.0), ("a", 8.0), (" ", 4.0), ("日", 2.0), ("the", 0.0), ("\n", 6.0)]
    assert columns(values, 8, 8, 1) == (["█▄▂▂▁▁▁▆"], "a␣日the⏎")
    assert columns(values, 8, 8, 2) == (["█      ▄", "██▄▄▁▁▁█"], "a␣日the⏎")
    assert columns(values, 8, 0, 1) == ([""], "")
    assert columns([], 8, 8, 1) == ([""], "")


@given(
    st.lists(st.tuples(st.text(max_size=3), st.floats(0, 30))),
    st.integers(0, 20),
    st.integers(1, 4),
)
def test_columns_fit(values: list[tuple[str, float]], cells: int, rows: int) -> None:
    lines, text = columns(values, 8, cells, rows)
    assert len(lines) == rows
    assert {cell_len(line) for line in lines} == {cell_len(text)}
    assert cell_len(text) <= cells
