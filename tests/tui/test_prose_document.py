"""The document keeps every character and counts its words."""

from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.lines import split_lines
from rnnwriter.tui.prose_document import ProseDocument

ODD = "a b\n\f\v\x1c\x1d\x1e\x85\u2028\u2029\té🙂"
TEXTS = st.text(alphabet=ODD, max_size=30)


@given(TEXTS)
def test_text_comes_back_as_it_was(text: str) -> None:
    assert ProseDocument(text).text == text


def test_windows_line_ends_come_back_too() -> None:
    assert ProseDocument("one\r\ntwo\r\n").text == "one\r\ntwo\r\n"


def test_pasted_carriage_returns_become_the_documents_line_ends() -> None:
    document = ProseDocument("x")
    document.replace_range((0, 1), (0, 1), "\ra\r\nb\n")
    assert document.lines == ["x", "a", "b", ""]


@given(TEXTS, TEXTS, st.data())
def test_replacing_is_slicing(text: str, new: str, data: st.DataObject) -> None:
    document = ProseDocument(text)
    cuts = st.integers(0, len(text))
    start, end = sorted((data.draw(cuts), data.draw(cuts)))
    result = document.replace_range(
        document.get_location_from_index(start), document.get_location_from_index(end), new
    )
    assert document.text == text[:start] + new + text[end:]
    assert result.replaced_text == text[start:end]
    assert document.get_index_from_location(result.end_location) == start + len(new)
    assert document.word_count == sum(len(line.split()) for line in split_lines(document.text))


@given(st.lists(st.sampled_from(["one two", "", "three"]), min_size=1, max_size=9), st.data())
def test_words_are_counted_once_whatever_is_edited_meanwhile(
    lines: list[str], data: st.DataObject
) -> None:
    document = ProseDocument("\n".join(["a b " + "c" * 296] * 2_000))
    assert document.word_count is None
    document.count_some(data.draw(st.integers(0, 1_500)))
    start, end = sorted(data.draw(st.tuples(st.integers(0, 4), st.integers(0, 4))))
    document.replace_range((start, 1), (end, 3), "\n".join(lines))
    while document.word_count is None:
        document.count_some(400_000)
    assert document.word_count == len(document.text.split())


def test_an_empty_document_has_one_line_and_no_words() -> None:
    document = ProseDocument("")
    assert document.lines == [""]
    assert document.word_count == 0


def test_deleting_the_last_line_keeps_the_count() -> None:
    document = ProseDocument("one two\nthree")
    document.replace_range((1, 0), (2, 0), "")
    assert document.word_count == 2
