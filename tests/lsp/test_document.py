"""Documents follow what a client edits, in its own units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import (
    Position,
    PositionEncodingKind,
    Range,
    TextDocumentContentChangePartial,
    TextDocumentContentChangeWholeDocument,
)

from rnnwriter.lsp.document import Document, Units
from rnnwriter.suggest.ghost import Ghost
from rnnwriter.suggest.suggestion import Suggestion

ENCODINGS = [PositionEncodingKind.Utf8, PositionEncodingKind.Utf16, PositionEncodingKind.Utf32]
NAMES = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
# Characters of one to four bytes, and what others take for the end of a line.
TEXTS = st.text(alphabet="ab é€😀\u2028\f\n", max_size=20)


def counted(text: str, encoding: PositionEncodingKind) -> int:
    """The length of `text` in units."""
    name, size = NAMES[encoding.value]
    return len(text.encode(name)) // size


def position(before: str, encoding: PositionEncodingKind) -> Position:
    """Where a text that begins with `before` goes on."""
    lines = before.split("\n")
    return Position(len(lines) - 1, counted(lines[-1], encoding))


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(line=st.text(alphabet="aé€😀", max_size=12), data=st.data())
def test_columns_and_units_are_each_others_inverse(
    encoding: PositionEncodingKind, line: str, data: st.DataObject
) -> None:
    column = data.draw(st.integers(0, len(line)))
    units = Units(encoding)
    assert units.units(line, column) == counted(line[:column], encoding)
    assert units.column(line, units.units(line, column)) == column


def test_units_beyond_the_end_are_the_end_and_halves_belong_to_no_other_character() -> None:
    assert Units("utf-16").column("é😀", 99) == 2
    assert Units("utf-8").column("é", 1) == 0
    assert Units(None).units("😀", 1) == 2


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, changes=st.lists(st.tuples(TEXTS, st.integers(0, 20), st.integers(0, 20))))
def test_any_edits_leave_the_text_that_the_client_has(
    encoding: PositionEncodingKind, text: str, changes: list[tuple[str, int, int]]
) -> None:
    document = Document(text, "markdown", Units(encoding))
    for new, one, other in changes:
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        first, last = (position(text[:index], encoding) for index in (start, end))
        change = TextDocumentContentChangePartial(text=new, range=Range(first, last))
        document.change(change)
        text = text[:start] + new + text[end:]
    assert list(document.lines) == text.split("\n")


def test_a_whole_text_replaces_all_of_it_whatever_its_line_ends() -> None:
    document = Document("a\nb", "markdown", Units(None))
    document.change(TextDocumentContentChangeWholeDocument("c\r\nd\re"))
    assert list(document.lines) == ["c", "d", "e"]


def test_places_beyond_the_end_are_the_end() -> None:
    document = Document("a\nbc", "markdown", Units(None))
    assert document.place(Position(9, 9)) == (1, 2)
    assert document.place(Position(0, 9)) == (0, 1)


def test_what_is_typed_along_is_left_of_a_suggestion_and_comes_back() -> None:
    document = Document("one\nthe li", "markdown", Units(None))
    by = object()

    def write(line: str) -> tuple[int, int]:
        document.change(TextDocumentContentChangeWholeDocument(f"one\n{line}"))
        return 1, len(line)

    document.suggested(Ghost(1, "the li", "", Suggestion("ght of", 0.5, "network")), by)
    assert document.followed(write("the lig"), by) == Suggestion("ht of", 0.5, "network")
    assert document.followed(write("the li"), by) == Suggestion("ght of", 0.5, "network")
    for line in ("the lif", "the light of", "the l", "the light and"):
        assert document.followed(write(line), by) is None
    write("the lig")
    assert document.followed((1, 7), object()) is None
    assert document.followed((0, 3), by) is None
    document.suggested(None, by)
    assert document.followed((1, 7), by) is None
