"""Frequent words are found."""

from rnnwriter.corpus.words import frequent_words


def test_words_that_occur_three_times_most_frequent_first() -> None:
    texts = ["One two, two; THREE three", "two don't Don't don't x x x three 3 3 3", "two"]
    assert frequent_words(texts) == ("two", "three", "don't")
