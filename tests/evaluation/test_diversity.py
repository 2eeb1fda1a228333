"""Figures of diversity, counted by hand."""

import pytest

from rnnwriter.evaluation.diversity import counted, diversity, whole_words


def test_a_tiny_text_by_hand() -> None:
    texts = ["The cow, the cow, the cow!", "A cow is round"]
    found = diversity(texts, counted(["A cow is the animal."]))
    # the cow the cow the cow | a cow is; "round" may be cut.
    assert found.words == 9
    assert found.known == 1
    assert found.distinct == (4 / 9, 4 / 7, 3 / 5)
    # the cow the cow | cow the cow the | the cow the cow
    assert found.repeated == pytest.approx(1 / 3)
    assert diversity(["A bull."], {"a": 1, "bull": 0}).known == 0.5


def test_nothing_is_nothing() -> None:
    found = diversity(["", "..."], {})
    assert (found.words, found.known, found.distinct, found.repeated) == (0, 0, (0, 0, 0), 0)


def test_a_word_that_may_be_cut_does_not_count() -> None:
    assert whole_words("Don't stop") == ["don't"]
    assert whole_words("Don't stop.") == ["don't", "stop"]
    assert counted(["A cow.", "a COW"]) == {"a": 2, "cow": 2}
