"""The cache counts along a text what the model of n-grams counts in a whole one."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.model.ngrams import LONGEST
from rnnwriter.suggest.cache import NgramCache
from tests.model.counting import counted, predicted

# Of so few, every row has room for all.
SYMBOLS = 4
texts = st.lists(st.integers(0, SYMBOLS - 1), max_size=90)


def check(cache: NgramCache, text: Sequence[int]) -> None:
    """The cache predicts what dictionaries do, along `text`."""
    counts = counted([text])
    for at in range(len(text) + 1):
        recent = text[max(at - LONGEST, 0) : at]
        expected = predicted(counts, recent, SYMBOLS)
        assert cache.predict(recent).probabilities.tolist() == pytest.approx(expected, rel=1e-4)


@given(texts)
def test_counting_is_what_dictionaries_do_one_by_one_and_at_once(text: list[int]) -> None:
    cache = NgramCache(SYMBOLS)
    for at, symbol in enumerate(text):
        cache.learn(text[:at], symbol)
    check(cache, text)
    check(NgramCache.of(np.array(text, dtype=int), SYMBOLS), text)


@given(texts, texts, texts)
def test_what_is_unlearnt_was_never_learnt(
    known: list[int], more: list[int], asked: list[int]
) -> None:
    cache = NgramCache.of(np.array(known, dtype=int), SYMBOLS, 32)
    places = [asked[max(at - LONGEST, 0) : at] for at in range(len(asked) + 1)]
    before = [cache.predict(place).probabilities.tolist() for place in places]
    learnt = [cache.learn(more[:at], symbol) for at, symbol in enumerate(more)]
    for one in reversed(learnt):
        cache.unlearn(one)
    assert [cache.predict(place).probabilities.tolist() for place in places] == before


@given(texts, texts)
def test_a_full_cache_still_predicts_distributions(text: list[int], recent: list[int]) -> None:
    cache = NgramCache.of(np.array(text, dtype=int), SYMBOLS, 4)
    for at, symbol in enumerate(text):
        cache.learn(text[:at], symbol)
    prediction = cache.predict(recent)
    assert prediction.probabilities.sum() == pytest.approx(1, abs=1e-4)
    assert (prediction.probabilities > 0).all()


def test_rows_with_more_followers_than_places_keep_what_came_most() -> None:
    cache = NgramCache(200)
    for symbol in range(100):
        cache.learn([150], symbol)
    for _ in range(5):
        cache.learn([150], 7)
    probabilities = cache.predict([150]).probabilities
    assert probabilities.sum() == pytest.approx(1, abs=1e-4)
    assert probabilities.argmax() == 7


def test_a_name_is_expected_after_it_was_written_once() -> None:
    cache = NgramCache(30)
    name = [5, 9, 14, 2, 21, 3]
    for at, symbol in enumerate(name):
        cache.learn(name[:at], symbol)
    assert cache.predict(name[:4]).probabilities.argmax() == name[4]
