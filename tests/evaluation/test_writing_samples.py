"""Samples are drawn side by side, and the same again."""

from pathlib import Path

import numpy as np
import pytest

from rnnwriter import load_model
from rnnwriter.corpus.documents import Document
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.evaluation.writing_samples import write_samples
from rnnwriter.model import Model


@pytest.fixture(scope="module")
def model(trained: Path) -> Model:
    """The small trained model."""
    return load_model(trained)


def test_the_same_seed_writes_the_same_texts(model: Model) -> None:
    samples = write_samples(model, 5, 60, 0.8, seed=3, prompt="The ")
    assert samples == write_samples(model, 5, 60, 0.8, seed=3, prompt="The ")
    assert samples != write_samples(model, 5, 60, 0.8, seed=4, prompt="The ")
    assert len({one.text for one in samples}) == 5
    assert all(len(one.text) == 60 for one in samples)


def test_greedily_there_is_one(model: Model) -> None:
    (greedy,) = write_samples(model, 5, 60, 0)
    assert greedy.text == model.generate("", 60, temperature=0)
    assert write_samples(model, 2, 0, 1.0)[0].text == ""


def test_bits_are_what_the_model_needs_for_its_own_text(model: Model) -> None:
    samples = write_samples(model, 3, 80, 1.3, seed=1)
    again = [bits_per_character(model, [Document("", one.text)]).carried for one in samples]
    np.testing.assert_allclose([one.bits for one in samples], again, atol=1e-3)
    assert np.mean(again) > write_samples(model, 3, 80, 0.2, seed=1)[0].bits


def test_a_model_of_words_writes_in_words(trained_on_words: Path) -> None:
    words = load_model(trained_on_words)
    samples = write_samples(words, 3, 60, 0.8, seed=3, prompt="The ")
    assert [one.text for one in samples] == [
        words.generate("The ", 60, 0.8, seed=seed) for seed in (3, 4, 5)
    ]
    documents = [Document("", "The " + one.text) for one in samples]
    whole = [bits_per_character(words, [one]).carried * 64 for one in documents]
    prompt = bits_per_character(words, [Document("", "The ")]).carried * 4
    expected = [(each - prompt) / 60 for each in whole]
    np.testing.assert_allclose([one.bits for one in samples], expected, atol=1e-3)
