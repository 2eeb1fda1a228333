"""Lines end where they end, edits change what they say, and what stays is found again."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.lines import replacement, same_runs, split_lines

few_lines = st.lists(st.sampled_from(["", "a", "b", "the sea", "é"]), max_size=12)


@given(st.text(st.sampled_from("ab\n"), max_size=30), st.data())
def test_an_edit_of_lines_is_the_edit_of_the_text(text: str, data: st.DataObject) -> None:
    new = data.draw(st.text(st.sampled_from("xy\n"), max_size=8))
    ends = [data.draw(st.integers(0, len(text))) for _ in range(2)]
    lines = split_lines(text)
    places = [(text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)) for at in ends]
    rows, changed = replacement(lines, places[0], places[1], new)
    lines[rows] = changed
    assert "\n".join(lines) == text[: min(ends)] + new + text[max(ends) :]


def test_the_last_line_goes_with_its_line_end() -> None:
    lines = ["one", "two"]
    rows, changed = replacement(lines, (1, 0), (2, 0), "")
    lines[rows] = changed
    assert lines == ["one", ""]


@given(few_lines, few_lines)
def test_runs_are_of_the_same_lines_in_order_and_as_long_as_can_be(
    old: list[str], new: list[str]
) -> None:
    runs = same_runs(old, new)
    for was, now, count in runs:
        assert count > 0
        assert old[was : was + count] == new[now : now + count]
    for (was, now, count), (after, later, _) in pairwise(runs):
        assert was + count <= after
        assert now + count <= later
        assert (was + count, now + count) != (after, later)
    if old == new:
        assert runs == ([(0, 0, len(old))] if old else [])


def test_where_very_much_changes_only_the_ends_are_compared() -> None:
    middle = [str(number) for number in range(5_000)]
    runs = same_runs(["first", *middle, "last"], ["first", "x", *middle, "y", "last"])
    assert runs == [(0, 0, 1), (5_001, 5_003, 1)]
