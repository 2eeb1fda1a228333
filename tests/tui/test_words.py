"""Keys that go by words never stop inside what a person sees as one character; words count once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.tui.graphemes import boundary_near
from rnnwriter.tui.words import word_end_after, word_start_before, words_begun


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


@pytest.mark.parametrize(
    ("before", "text", "words"),
    [
        ("", "T", 1),
        ("T", "h", 0),
        ("The", " ", 0),
        ("The ", "c", 1),
        ("The", " cat sat on", 3),
        ("The c", "at sat ", 1),
        ("", "- ", 0),
        ("well-", "k", 0),
        ("(", "a", 1),
        ("don\u2019", "t", 0),
        ("so \u2014 ", "\u2014 3 \U0001f44d a\n\n# b", 3),
        ("", "", 0),
        ("नमस्ते ", "दुनिया", 1),
    ],
)
def test_a_word_counts_where_it_begins(before: str, text: str, words: int) -> None:
    assert words_begun(before, text) == words


written = st.text(st.sampled_from("ab 1.,-\n\t\u00a0é漢👍"), max_size=20)


@given(written, written, written)
def test_words_count_the_same_however_they_come(before: str, one: str, two: str) -> None:
    together = words_begun(before, one + two)
    assert together == words_begun(before, one) + words_begun(before + one, two)
    assert 0 <= together <= len(one + two)
