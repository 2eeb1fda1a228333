"""Text as the numbers of words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.alphabet import MAX_CHARACTERS, SPECIALS, UNKNOWN, Alphabet, alphabet_of
from rnnwriter.corpus.normalise import fold
from rnnwriter.corpus.vocabulary import (
    LIMIT,
    LONGEST_WORD,
    MARKS,
    MOST_WORDS,
    Vocabulary,
    alphabet_in,
    vocabulary_of,
)
from tests.texts import prose

ALPHABET = Alphabet("\n 'abcdehorstwBTW.")
VOCABULARY = Vocabulary(ALPHABET, (" the", " boat", " cow", "..", "The"))


def said(text: str) -> list[str]:
    """`text`, token by token; a mark is empty."""
    return [VOCABULARY.decode([token]) for token in VOCABULARY.encode(text).tolist()]


def test_words_are_tokens_and_others_are_spelt() -> None:
    assert said("The boat..") == ["The", " boat", ".."]
    assert said(" the rose") == [" the", *" rose"]


def test_a_word_in_another_form_is_a_mark_and_the_word() -> None:
    assert said("the cow Cow Boat") == ["", " the", " cow", "", " cow", "", " boat"]
    assert said("\nBoat") == ["\n", "", " boat"]
    # In large letters throughout it is spelt, as it is without a form that is known.
    assert said(" BOAT") == [*" BOAT".replace("O", "\ufffd").replace("A", "\ufffd")]


@given(st.text(alphabet="\n 'abcdehorstwBTW.“—x", max_size=40))
def test_what_is_encoded_can_be_told_from_it(text: str) -> None:
    ids = VOCABULARY.encode(text)
    assert VOCABULARY.decode(ids.tolist()) == ALPHABET.decode(ALPHABET.encode(text))
    assert VOCABULARY.lengths[ids].sum() == len(text)


@given(st.text(max_size=30), st.text(max_size=30))
def test_what_follows_a_blank_does_not_change_what_is_before_it(text: str, more: str) -> None:
    before = VOCABULARY.encode(text).tolist()
    whole = VOCABULARY.encode(text + "\t" + more).tolist()
    assert whole[: len(before)] == before


def test_frequent_words_become_tokens() -> None:
    text = prose(20_000)
    alphabet = alphabet_of([text])
    found = vocabulary_of([text], alphabet)
    assert " the" in found.words
    assert len(found.words) <= MOST_WORDS
    ids = found.encode(text)
    assert len(ids) < len(text) / 3
    assert found.decode(ids.tolist()) == fold(text)
    assert UNKNOWN not in ids
    rare = vocabulary_of([text + " once upon upon"], alphabet)
    assert " upon" not in rare.words


def test_a_form_of_its_own_is_for_those_that_come_often() -> None:
    texts = ["\nCows eat. Cows sleep, says the cows man." * 10, "\nThe cow." * 60]
    found = vocabulary_of(texts, alphabet_of(texts))
    assert " cows" in found.words
    assert not {"Cows", " Cows"} & set(found.words)
    assert "The" in found.words


def test_what_is_extended_keeps_the_order_of_its_words() -> None:
    more = VOCABULARY.extended(["the ship zig zag the ship zig zag ship zig zag é é é"])
    assert more.words[: len(VOCABULARY.words)] == VOCABULARY.words
    assert {" ship", " zig", " zag"} <= set(more.words)
    assert alphabet_in(more).characters.startswith(ALPHABET.characters)
    assert "é" in alphabet_in(more).characters
    assert alphabet_in(ALPHABET) is ALPHABET


@pytest.mark.parametrize(
    "words", [(" the", " the"), ("a",), (" " + "a" * LONGEST_WORD,), (" zoo",), ("",)]
)
def test_what_is_no_vocabulary_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="vocabulary"):
        Vocabulary(ALPHABET, words)


def test_ids_fit() -> None:
    assert VOCABULARY.encode("the boat").dtype == np.uint16
    assert MAX_CHARACTERS + SPECIALS + len(MARKS) + LIMIT <= 1 << 16
    assert len(VOCABULARY) == len(ALPHABET) + 3 + 5
