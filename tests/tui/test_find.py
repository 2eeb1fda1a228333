"""Finding and replacing agree with what a plain search over the text does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.tui.find import Match, Query, matches, next_match, place, replaced, replaced_one

LINES = ["One two one", "", "bone ones One", "a.c abc"]
texts = st.lists(st.text(st.sampled_from("ab A"), max_size=8), min_size=1, max_size=6)


def every(pattern: re.Pattern[str], lines: list[str]) -> list[Match]:
    """All matches, looked for in short turns."""
    return [match for turn in matches(pattern, lines, characters=9) for match in turn]


def found(query: Query) -> list[Match]:
    """All matches of a query in LINES."""
    pattern = query.pattern()
    assert pattern
    return every(pattern, LINES)


def test_switches() -> None:
    assert len(found(Query("one"))) == 5
    assert len(found(Query("one", case=True))) == 3
    assert len(found(Query("one", word=True))) == 3
    assert found(Query("a.c")) == [(3, 0, 3)]
    assert found(Query("a.c", regex=True)) == [(3, 0, 3), (3, 4, 7)]
    assert found(Query("x*", regex=True)) == []
    assert Query("").pattern() is None
    assert Query("one").toggled("case") == Query("one", case=True)
    with pytest.raises(ValueError, match="is not a regular expression"):
        Query("(", regex=True).pattern()


@given(texts, st.integers(0, 5), st.integers(0, 8), st.booleans())
def test_the_next_match_is_the_nearest_around_the_ends(
    lines: list[str], line: int, column: int, forward: bool
) -> None:
    pattern = re.compile("a", re.IGNORECASE)
    at = (line % len(lines), column)
    all_ = every(pattern, lines)
    got = next_match(pattern, lines, at, forward)
    if not all_:
        assert got is None
    elif forward:
        later = [match for match in all_ if (match.line, match.start) >= at]
        assert got == (later or all_)[0]
    else:
        sooner = [match for match in all_ if (match.line, match.end) <= at]
        assert got == (sooner or all_)[-1]


@given(texts, st.text(st.sampled_from("xy\\"), max_size=3))
def test_replacing_is_what_a_text_replace_does(lines: list[str], new: str) -> None:
    pattern = Query("ab", case=True).pattern()
    assert pattern
    done = replaced(pattern, lines, new, regex=False)
    expected = [line.replace("ab", new) for line in lines]
    if done is None:
        assert expected == lines
        return
    first, last, changed, count = done
    assert [*lines[:first], *changed, *lines[last + 1 :]] == expected
    assert count == sum(line.count("ab") for line in lines)


def test_groups_stand_for_what_they_matched() -> None:
    pattern = Query(r"(\w+) (\w+)", regex=True).pattern()
    assert pattern
    assert replaced(pattern, ["one two"], r"\2 \1", regex=True) == (0, 0, ["two one"], 1)
    with pytest.raises(ValueError, match="cannot replace"):
        replaced(pattern, ["one two"], r"\3", regex=True)


def test_matches_know_their_place() -> None:
    every = found(Query("one"))
    assert [place(every, match) for match in every] == [1, 2, 3, 4, 5]
    assert place(every, Match(1, 0, 1)) == 0


def test_one_match_is_replaced_by_what_stands_around_it() -> None:
    pattern = re.compile(r"(?<=foo)(b)ar")
    assert replaced_one(pattern, "foobar", Match(0, 3, 6), r"<\1>", True) == "<b>"
    assert replaced_one(pattern, "foobar", Match(0, 0, 3), "x", True) is None
    assert replaced_one(pattern, "foobar", Match(0, 3, 6), r"\1", False) == r"\1"
    with pytest.raises(ValueError, match="cannot replace"):
        replaced_one(pattern, "foobar", Match(0, 3, 6), r"\2", True)
