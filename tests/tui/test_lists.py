"""Lists go on, end and nest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.tui.lists import continued, nested, unnested


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("- milk", "- "),
        ("  * milk", "  * "),
        ("9. ninth", "10. "),
        ("2) b", "3) "),
        ("- [x] done", "- [ ] "),
        ("> said", "> "),
        ("> - said", "> - "),
        ("-   wide", "-   "),
    ],
)
def test_the_next_item_begins_like_this_one(line: str, following: str) -> None:
    assert continued(line, len(line)) == "\n" + following


@pytest.mark.parametrize("line", ["text", "", "-not", "3.14 is pi", "  indented", "*emphasis*"])
def test_other_lines_break_as_ever(line: str) -> None:
    assert continued(line, len(line)) is None


@pytest.mark.parametrize("line", ["- ", "  1. ", "> ", "- [ ] "])
def test_an_item_without_text_ends_the_list(line: str) -> None:
    assert continued(line, len(line)) == ""


def test_before_the_mark_a_line_breaks_as_ever() -> None:
    assert continued("- milk", 0) is None
    assert continued("- milk", 2) is not None


@given(st.text(st.sampled_from(" \t-a1."), max_size=12))
def test_nesting_is_undone_by_unnesting(line: str) -> None:
    assert unnested(nested(line)) == line
    assert line.endswith(unnested(line))


@pytest.mark.parametrize("line", ["1984.", "-", "*", "* * *", "- - -"])
def test_what_only_looks_like_an_item_is_broken_as_any_line(line: str) -> None:
    assert continued(line, len(line)) is None
