"""The model counts what dictionaries would, within its size, and what it predicts is sound."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.model.ngrams import LONGEST, ORDERS, NgramModel, Tensors

from .counting import counted, predicted

SYMBOLS = 4
texts = st.lists(st.integers(0, SYMBOLS - 1), max_size=90)


def model_of(*texts: list[int], most: int = 10_000) -> NgramModel:
    """A model of `texts`."""
    return NgramModel.counted([np.array(text, dtype=int) for text in texts], SYMBOLS, most)


@given(st.lists(texts, max_size=4))
def test_texts_are_counted_as_dictionaries_count_them(texts: list[list[int]]) -> None:
    model, counts = model_of(*texts), counted(texts)
    for text in texts:
        for at in range(len(text) + 1):
            recent = text[max(at - LONGEST, 0) : at]
            expected = predicted(counts, recent, SYMBOLS)
            assert model.predict(recent).probabilities.tolist() == pytest.approx(expected, rel=1e-4)


@given(texts, texts, st.integers(0, 50))
def test_a_prediction_is_a_distribution_that_excludes_nothing(
    text: list[int], recent: list[int], most: int
) -> None:
    prediction = model_of(text, most=most).predict(recent)
    assert prediction.probabilities.sum() == pytest.approx(1, abs=1e-4)
    assert (prediction.probabilities > 0).all()
    assert 0 <= prediction.longest <= min(ORDERS, len(recent))


def test_of_too_many_contexts_those_that_came_most_stay() -> None:
    random = np.random.default_rng(0)
    refrain = np.tile([40, 41, 42, 43, 44, 45, 46, 47], 200)
    text = np.concatenate([random.integers(0, 40, 40_000), refrain])
    whole = NgramModel.counted([text], 50)
    small = NgramModel.counted([text], 50, most=50_000)
    assert len(small.tensors["contexts"]) < len(whole.tensors["contexts"]) / 2
    assert small.predict([41, 42, 43, 44, 45, 46, 47, 40, 41, 42, 43, 44]).probabilities[45] > 0.9


def test_a_model_is_made_of_its_tensors_and_of_sound_ones_only() -> None:
    model = model_of([1, 2, 3] * 20)
    again = NgramModel(SYMBOLS, model.tensors)
    assert again.predict([1, 2]).probabilities.tolist() == pytest.approx(
        model.predict([1, 2]).probabilities.tolist()
    )

    def changed(name: str, value: np.ndarray) -> Tensors:
        return {**model.tensors, name: value}

    followers, begins = model.tensors["followers"], model.tensors["begins"]
    for tensors in (
        changed("single", np.zeros(SYMBOLS + 1, np.uint32)),
        changed("orders", model.tensors["orders"][:-1]),
        changed("orders", model.tensors["orders"][::-1]),
        changed("begins", begins[:-1]),
        changed("begins", begins[::-1]),
        changed("followers", followers[1:]),
        changed("followers", np.full_like(followers, SYMBOLS)),
        changed("counts", np.zeros_like(model.tensors["counts"])),
    ):
        with pytest.raises(ValueError, match="do not fit together"):
            NgramModel(SYMBOLS, tensors)
