"""Characters and their numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.alphabet import BOUNDARY, SPECIALS, UNKNOWN, Alphabet, alphabet_of


@given(st.text())
def test_no_text_raises_and_none_is_a_boundary(text: str) -> None:
    ids = alphabet_of(["some text"]).encode(text)
    assert len(ids) == len(text)
    assert BOUNDARY not in ids


@given(st.text(st.sampled_from("abc \näß語")))
def test_known_text_comes_back(text: str) -> None:
    alphabet = Alphabet("abc \näß語")
    assert alphabet.decode(alphabet.encode(text)) == text


def test_the_rare_and_the_unprintable_are_unknown() -> None:
    alphabet = alphabet_of(["common words " * 10_000 + "語\x07\ufffd"])
    assert alphabet.encode("語\x07\ufffd").tolist() == [UNKNOWN] * 3
    assert alphabet.decode([UNKNOWN, BOUNDARY]) == "\ufffd"


def test_ascii_is_always_known() -> None:
    assert alphabet_of(["a"]).coverage("~ Any {text} on a keyboard!\n") == 1.0


def test_growing_keeps_the_old_numbers() -> None:
    old = alphabet_of(["plain"])
    new = old.extended(["жжж ббб ю"])
    assert new.characters.startswith(old.characters)
    assert set(new.characters[len(old.characters) :]) == {"ж", "б"}
    assert len(new) == len(new.characters) + SPECIALS
    assert new.coverage("жю") == 0.5
    assert old.extended(["plain"]) is old


@pytest.mark.parametrize("characters", ["aa", "a\x00", "\ufffd"])
def test_what_is_no_alphabet_is_refused(characters: str) -> None:
    with pytest.raises(ValueError, match="the alphabet"):
        Alphabet(characters)
