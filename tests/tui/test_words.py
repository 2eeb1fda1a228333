"""Keys that go by words never stop inside what a person sees as one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.tui.graphemes import boundary_near
from rnnwriter.tui.words import word_end_after, word_start_before


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("one two", [3, 7]),
        ("  don't, then.  ", [7, 8, 13, 14, 16]),
        ("cafe\u0301s too", [6, 10]),
        ("नमस्ते दुनिया", [6, 13]),
        ("so ❤️ much", [2, 5, 10]),
        ("👩\u200d💻 works", [3, 9]),
    ],
)
def test_words_end_where_people_see_them_end(line: str, ends: list[int]) -> None:
    column, found = 0, []
    while column < len(line):
        column = word_end_after(line, column)
        found.append(column)
    assert found == ends


def test_words_begin_where_people_see_them_begin() -> None:
    line = "one, cafe\u0301s don't "
    column, found = len(line), []
    while column:
        column = word_start_before(line, column)
        found.append(column)
    assert found == [12, 5, 3, 0]
    assert word_start_before("   ", 3) == 0


@given(st.text(st.sampled_from("a .\u0301क्👍🏽\u200d漢"), max_size=30), st.integers(0, 30))
def test_every_move_goes_on_and_keeps_characters_whole(line: str, at: int) -> None:
    column = boundary_near(line, min(at, len(line)))
    if column < len(line):
        assert column < word_end_after(line, column) <= len(line)
    if column:
        assert 0 <= word_start_before(line, column) < column
