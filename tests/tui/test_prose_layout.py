"""A layout that breaks lines when they are looked at agrees with one that breaks all of them."""

from bisect import bisect_right

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.document._document import Location
from textual.geometry import Offset

from rnnwriter.tui.ghost_layout import GhostLayout
from rnnwriter.tui.prose_document import ProseDocument
from rnnwriter.tui.prose_layout import ProseLayout
from rnnwriter.tui.wrapping import breaks, cells_of

texts = st.text(st.sampled_from("abc def ghij\n\n漢\t"), max_size=400)
widths = st.integers(3, 20)


def rows(text: str, width: int) -> list[tuple[int, int, str]]:
    """Every row of `text`: its line, which of the line's rows, and what it shows."""
    found: list[tuple[int, int, str]] = []
    for line, content in enumerate(text.split("\n")):
        edges = [0, *breaks(content, width), len(content)]
        for part in range(len(edges) - 1):
            found.append((line, part, content[edges[part] : edges[part + 1]]))
    return found


def check(layout: ProseLayout, text: str, width: int) -> None:
    """Every row, and every location, is where breaking the whole text puts it."""
    expected = rows(text, width)
    for y, (line, part, content) in enumerate(expected):
        assert layout.row(y) == (line, part)
        assert layout.section(line, part)[1] == content
    assert layout.height == len(expected)
    y = 0
    for line, content in enumerate(text.split("\n")):
        columns = breaks(content, width)
        assert layout.top(line) == y
        for column in range(len(content) + 1):
            part = bisect_right(columns, column)
            begin = columns[part - 1] if part else 0
            assert layout.location_to_offset((line, column)) == Offset(
                cells_of(content[begin:column]), y + part
            )
        y += len(columns) + 1


@settings(deadline=None)
@given(texts, widths)
def test_what_is_looked_at_is_right(text: str, width: int) -> None:
    check(ProseLayout(ProseDocument(text), width), text, width)


@settings(deadline=None)
@given(texts, widths, st.data())
def test_it_follows_edits(text: str, width: int, data: st.DataObject) -> None:
    document = ProseDocument(text)
    layout = ProseLayout(document, width)
    for _ in range(4):
        places: list[Location] = []
        for _ in range(2):
            line = data.draw(st.integers(0, document.line_count - 1))
            places.append((line, data.draw(st.integers(0, len(document[line])))))
        start, end = sorted(places)
        if data.draw(st.booleans()):
            layout.settle(0, data.draw(st.integers(1, 30)))
        result = document.replace_range(start, end, data.draw(texts.map(lambda text: text[:40])))
        layout.wrap_range(start, end, result.end_location)
    check(layout, document.text, width)


@settings(deadline=None)
@given(texts, widths)
def test_a_click_lands_on_what_is_drawn_there(text: str, width: int) -> None:
    layout = ProseLayout(ProseDocument(text), width)
    for y, (line, part, content) in enumerate(rows(text, width)):
        begin, _ = layout.section(line, part)
        last = part == len(breaks(text.split("\n")[line], width))
        for column in range(len(content) + last):
            x = cells_of(content[:column])
            assert layout.offset_to_location(Offset(x, y)) == (line, begin + column)


@settings(deadline=None)
@given(texts, widths, st.data())
def test_a_ghost_lies_as_if_it_were_typed(text: str, width: int, data: st.DataObject) -> None:
    document = ProseDocument(text)
    line = data.draw(st.integers(0, document.line_count - 1))
    column = data.draw(st.integers(0, len(document[line])))
    ghost = data.draw(st.text(st.sampled_from("xy z"), min_size=1, max_size=30))
    layout = GhostLayout(ProseLayout(document, width), line, column, ghost)
    typed = ProseDocument(text)
    typed.replace_range((line, column), (line, column), ghost)
    expected = rows(typed.text, width)
    layout.plain.settle_some(10_000)
    assert layout.height == len(expected)
    for y, (at, part, content) in enumerate(expected):
        assert layout.row(y) == (at, part)
        assert layout.section(at, part)[1] == content
    typed_layout = ProseLayout(typed, width)
    typed_layout.settle_some(10_000)
    for other in range(len(document[line]) + 1):
        shown = other + len(ghost) if other > column else other
        assert layout.location_to_offset((line, other)) == typed_layout.location_to_offset(
            (line, shown)
        )
        assert layout.document_column(line, shown) == other
    assert (
        layout.last_ghost_row == typed_layout.location_to_offset((line, column + len(ghost) - 1)).y
    )


def test_opening_breaks_nothing_and_the_rest_can_follow_bit_by_bit() -> None:
    text = "\n".join("some words that go on for a while, line after line" for _ in range(5000))
    layout = ProseLayout(ProseDocument(text), 20)
    layout.settle(0, 50)
    assert sum(entry is not None for entry in layout._broken) < 60
    assert not layout.settled
    turns = 0
    while not layout.settled:
        layout.settle_some(10_000)
        turns += 1
    assert 10 < turns < 100
    assert layout.height == len(rows(text, 20))
