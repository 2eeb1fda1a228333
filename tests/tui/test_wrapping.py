"""Prose breaks after blanks, nothing is lost, and an edit breaks like the whole line would."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from rnnwriter.tui.wrapping import breaks, breaks_after_edit, rows_of

TAB = 4
lines = st.text(st.sampled_from("ab cd  e-fghijk\t漢字é👩‍👩‍👧 "), max_size=120) | st.text(
    st.sampled_from("abc de  fghi "), max_size=200
)
widths = st.integers(2, 30)


def rows(line: str, width: int) -> list[str]:
    """The rows of `line`."""
    edges = [0, *breaks(line, width, TAB), len(line)]
    return [line[begin:end] for begin, end in pairwise(edges)]


def cells(row: str) -> int:
    """The width of a row, tabs counted from its beginning."""
    return cell_len(row.expandtabs(TAB)) if row.isascii() else cell_len(row.replace("\t", ""))


@given(lines, widths)
def test_rows_fit_and_hold_the_whole_line(line: str, width: int) -> None:
    assert "".join(rows(line, width)) == line
    for row in rows(line, width):
        # A blank may hang over the edge.
        assert cells(row.rstrip(" \t") if row[-1:] in (" ", "\t") else row) <= width


@given(lines, widths)
def test_words_are_cut_only_when_no_row_holds_them(line: str, width: int) -> None:
    for column in breaks(line, width, TAB):
        assert column > 0
        if line[column - 1] not in " \t" and column < len(line):
            begin = max(line.rfind(" ", 0, column), line.rfind("\t", 0, column)) + 1
            assert cell_len(line[begin:].split()[0]) > width


def test_a_word_stays_when_only_the_blank_after_it_does_not_fit() -> None:
    assert rows("abc defg", 8) == ["abc defg"]
    assert rows("abc defg h", 8) == ["abc defg ", "h"]
    # The cursor has no room behind the blank, so it goes below.
    assert breaks("abc defg ", 8, TAB) == [9]
    assert rows("abc defghijklm", 8) == ["abc ", "defghijk", "lm"]


def test_wide_characters_and_clusters_are_never_cut() -> None:
    assert rows("漢字漢字漢", 4) == ["漢字", "漢字", "漢"]
    assert rows("漢字漢", 5) == ["漢字", "漢"]
    family = "👩‍👩‍👧"
    assert rows(family * 3, 4) == [family * 2, family]


def test_a_cut_word_that_ends_at_the_cut_can_move_up() -> None:
    assert breaks(" aaaa字", 5, TAB) == [1, 5]
    assert breaks(" aaaa 字", 5, TAB) == [6]
    assert breaks_after_edit([1, 5], " aaaa 字", 5, 5, 6, 5, TAB) == [6]


@settings(max_examples=300)
@given(lines, widths, st.data())
def test_after_an_edit_breaks_are_those_of_the_new_line(
    line: str, width: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(line)))
    old_end = data.draw(st.integers(start, min(len(line), start + 9)))
    inserted = data.draw(st.text(st.sampled_from("xy z\t漢"), max_size=12))
    new = line[:start] + inserted + line[old_end:]
    got = breaks_after_edit(
        breaks(line, width, TAB), new, start, old_end, start + len(inserted), width, TAB
    )
    assert got == breaks(new, width, TAB)


@given(st.lists(lines, min_size=1, max_size=4), widths)
def test_rows_of_a_text_are_those_of_its_lines(texts: list[str], width: int) -> None:
    text = "\n".join(texts)
    found = [text[begin:end] for begin, end in rows_of(text, width)]
    assert "".join(found) == text
    assert [row.removesuffix("\n") for row in found] == [
        row for line in texts for row in rows(line, width)
    ]
