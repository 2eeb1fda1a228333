"""Text in, text and probabilities out."""

from pathlib import Path

import numpy as np
import pytest

from rnnwriter.corpus.alphabet import BOUNDARY, SPECIALS
from rnnwriter.model import Model, load_model
from tests.texts import prose


@pytest.fixture(scope="module")
def model(trained: Path) -> Model:
    """The small trained model."""
    return load_model(trained)


def test_the_same_seed_writes_the_same(model: Model) -> None:
    first = model.generate("The baker ", 80, 0.8, seed=5)
    assert len(first) == 80
    assert model.generate("The baker ", 80, 0.8, seed=5) == first
    assert model.generate("The baker ", 80, 0.8, seed=6) != first


def test_temperature_zero_is_greedy_whatever_the_seed(model: Model) -> None:
    assert model.generate("My sis", 60, 0, seed=1) == model.generate("My sis", 60, 0, seed=2)
    assert model.generate("My sis", 3, 0) == "ter"


def test_it_begins_on_an_empty_page_and_reads_any_character(model: Model) -> None:
    assert len(model.generate("", 30, 0.5, seed=0)) == 30
    text = model.generate("語\ud800\x00é", 30, 1.5, seed=0)
    assert len(text) == 30
    assert "\ufffd" not in text


def test_log_probabilities_are_distributions(model: Model) -> None:
    text = prose(1500, seed=99)
    rows = model.log_probabilities(text)
    assert rows.shape == (len(text), len(model.alphabet))
    np.testing.assert_allclose(np.exp(rows).sum(axis=-1), 1)
    assert model.log_probabilities("").shape == (0, len(model.alphabet))


def test_log_probabilities_are_those_of_repeated_steps(model: Model) -> None:
    text = prose(1200, seed=98)
    logits, state = model.begin()
    rows = []
    for symbol in model.alphabet.encode(text):
        rows.append(logits[0] - np.log(np.exp(logits[0].astype(float)).sum()))
        logits, state = model.network.step(np.array([symbol]), state)
    np.testing.assert_allclose(model.log_probabilities(text), np.stack(rows), atol=1e-3)


def test_reading_on_is_reading_at_once(model: Model) -> None:
    logits, state = model.read("The captain", *model.begin())
    split, _ = model.read(" painted", logits, state)
    whole, _ = model.read("The captain painted", *model.begin())
    np.testing.assert_allclose(split, whole, atol=1e-4)
    assert model.read("", logits, state)[0] is logits
    assert BOUNDARY == 1


def test_draws_tell_what_the_model_gave_them_whatever_the_temperature(model: Model) -> None:
    draws = list(model.draws("The baker ", 40, temperature=0.3, seed=2))
    text = "".join(draw.text for draw in draws)
    assert text == model.generate("The baker ", 40, temperature=0.3, seed=2)
    rows = model.log_probabilities("The baker " + text)[10:, SPECIALS:]
    rows = rows - np.logaddexp.reduce(rows, axis=1)[:, None]
    ids = model.alphabet.encode(text).astype(int) - SPECIALS
    expected = np.exp(rows[np.arange(len(ids)), ids])
    assert [draw.probability for draw in draws] == pytest.approx(expected, abs=1e-4)
