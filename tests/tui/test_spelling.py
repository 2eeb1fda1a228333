"""Misspelt words are found, and only those."""

import pytest
from rich.style import Style

from rnnwriter.errors import UserError
from rnnwriter.paths import config_folder
from rnnwriter.tui.spelling import (
    Speller,
    SpellingStyles,
    add_to_dictionary,
    next_wrong,
    read_dictionary,
    words_to_check,
)


@pytest.fixture(scope="module")
def english() -> Speller:
    """English, and a name."""
    return Speller("en", ["Tolmie"])


def wrong(speller: Speller, line: str) -> list[str]:
    """The misspelt words of a line."""
    return [word.text for word in speller.wrong(line)]


def test_words_that_are_not_known_are_wrong(english: Speller) -> None:
    assert wrong(english, "The garden was beutiful, wasn't it?") == ["beutiful"]
    assert wrong(english, "Tolmie's house and the dog's") == []
    assert wrong(english, "Tolmies") == ["Tolmies"]


def test_british_spellings_are_right(english: Speller) -> None:
    right = "the harbour's honourable neighbours realised that travelling to the centre of defence"
    assert wrong(english, right) == []
    assert wrong(english, "the harbuor is centrre") == ["harbuor", "centrre"]


def test_what_is_no_prose_is_not_checked() -> None:
    line = "NASA x1 a `codde` [[linkk]] me@plaace.org #taag /paath https://urrl.org word"
    assert [word.text for word in words_to_check(line)] == ["word"]


def test_words_can_be_learnt_and_are_kept(english: Speller) -> None:
    assert not english.knows("frobnicate")
    english.learn("Frobnicate")
    assert english.knows("frobnicate")
    add_to_dictionary("Zorbing")
    add_to_dictionary("quux")
    assert read_dictionary() == {"zorbing", "quux"}


def test_the_next_one_is_found_around_the_end(english: Speller) -> None:
    lines = ["fine worrds", "", "mor wordss"]
    first = next_wrong(english, lines, (0, 0))
    assert first
    assert (first[0], first[1].text) == (0, "worrds")
    assert next_wrong(english, lines, (0, 5)) == first
    again = next_wrong(english, lines, (2, 10))
    assert again
    assert (again[0], again[1].text) == (0, "worrds")
    assert next_wrong(english, ["all well"], (0, 0)) is None


def test_the_word_being_written_is_left_alone(english: Speller) -> None:
    at = [0, 0]
    styles = SpellingStyles(lambda: (at[0], at[1]), Style)
    assert styles(0, "worrds") == []
    styles.speller = english
    assert len(styles(0, "worrds")) == 1
    at[1] = 6
    assert styles(0, "worrds") == []


def test_an_unknown_language_is_one_sentence() -> None:
    with pytest.raises(UserError, match="no word list for the language 'tlh'"):
        Speller("tlh")


def test_a_dictionary_that_cannot_be_read_is_not_written_over() -> None:
    add_to_dictionary("frobnicate")
    file = config_folder() / "dictionary.txt"
    file.write_bytes(b"caf\xe9\n")
    with pytest.raises(UserError, match="nothing is added"):
        add_to_dictionary("word")
    assert file.read_bytes() == b"caf\xe9\n"
