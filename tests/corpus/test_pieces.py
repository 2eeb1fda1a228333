"""Cutting text into words, numbers, signs and blanks."""

from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.pieces import goes_on, is_word, pieces


def test_words_have_the_blank_before_them() -> None:
    assert pieces('She said: "no,  it\'s 1997..."\n\n**Then**') == [
        *("She", " said", ":", ' "', "no", ",", " ", " it's", " 1997", "...", '"'),
        *("\n\n", "**", "Then", "**"),
    ]


@given(st.text())
def test_joined_they_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(st.text(alphabet="ab' \n.*1\tÉ", max_size=12))
def test_where_they_end_can_be_told_while_they_are_written(text: str) -> None:
    found: list[str] = []
    for character in text:
        if found and goes_on(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    assert found == pieces(text)


def test_a_word_has_two_letters_or_more() -> None:
    assert [is_word(piece) for piece in (" baker", "It's", "a", " a", "12", "**", "\n\n")] == [
        *(True, True, False, False, False, False, False)
    ]
