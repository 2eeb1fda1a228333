"""Refused words are not suggested, however they are reached."""

import pytest

from rnnwriter.suggest.refused import REFUSED, without_refused


@pytest.mark.parametrize("word", REFUSED)
def test_a_continuation_ends_before_a_refused_word(word: str) -> None:
    assert without_refused("He said ", f"that {word} again") == "that "
    assert without_refused("He said ", f"that {word.upper()}s") == "that "
    assert without_refused("", word) == ""


@pytest.mark.parametrize("word", REFUSED)
def test_a_word_that_was_begun_is_not_completed(word: str) -> None:
    for typed in range(1, len(word)):
        assert without_refused(f"a {word[:typed]}", f"{word[typed:]} and on") == ""


def test_other_words_are_left_alone() -> None:
    text = " of raccoons in a suspicious cocoon, the Japanese tranquil"
    assert without_refused("A retardant", text) == text
    # What stands in the text already is the writer's own.
    assert without_refused(f"{REFUSED[0]}s ", "are words") == "are words"
