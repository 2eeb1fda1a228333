"""A ghost is laid out as the text will be once it is accepted."""

from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Offset

from rnnwriter.tui.ghost_layout import GhostLayout, PlainLayout
from rnnwriter.tui.prose_document import ProseDocument

LINES = st.text(alphabet="ab \t界🙂", max_size=25)


@given(st.lists(LINES, min_size=1, max_size=4), LINES.filter(bool), st.integers(0, 12), st.data())
def test_the_layout_is_that_of_the_accepted_text(
    lines: list[str], ghost: str, width: int, data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(lines) - 1))
    shown = GhostLayout(PlainLayout(ProseDocument("\n".join(lines)), width), row, ghost)
    accepted = [*lines[:row], lines[row] + ghost, *lines[row + 1 :]]
    expected = PlainLayout(ProseDocument("\n".join(accepted)), width)
    assert shown.height == expected.height
    assert shown._offset_to_line_info == expected._offset_to_line_info
    for index in range(len(lines)):
        assert shown.get_sections(index) == expected.get_sections(index)
        assert shown.get_tab_widths(index) == expected.get_tab_widths(index)
        location = (index, len(lines[index]))
        assert shown.location_to_offset(location) == expected.location_to_offset(location)


def test_showing_a_ghost_leaves_the_plain_layout_alone() -> None:
    plain = PlainLayout(ProseDocument("one two\nthree"), 8)
    GhostLayout(plain, 0, " four five six")
    assert plain.height == 2
    assert plain.location_to_offset((1, 0)) == Offset(0, 1)


def test_the_ghost_says_where_it_ends() -> None:
    layout = GhostLayout(PlainLayout(ProseDocument("one two\nthree"), 8), 0, " four five six")
    assert layout.get_sections(0) == ["one two ", "four ", "five six"]
    assert layout.extra_rows == 2
    assert layout.last_ghost_row == 2
