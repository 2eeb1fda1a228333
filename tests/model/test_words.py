"""A network of words that is asked in characters."""

from pathlib import Path

import numpy as np
import pytest

from rnnwriter.corpus.alphabet import BOUNDARY
from rnnwriter.corpus.documents import Document
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.model import Model, load_model
from rnnwriter.model.sampling import log_softmax
from rnnwriter.model.words import WordNetwork, WordState
from tests.texts import prose


@pytest.fixture(scope="module")
def model(trained_on_words: Path) -> Model:
    """The small model of words."""
    return load_model(trained_on_words)


@pytest.fixture(scope="module")
def network(model: Model) -> WordNetwork:
    """Its network."""
    assert isinstance(model.network, WordNetwork)
    return model.network


def after(model: Model, text: str) -> WordState:
    """The state after a text."""
    _, state = model.read(text, *model.begin())
    assert isinstance(state, WordState)
    return state


def test_the_next_character_has_a_distribution(model: Model) -> None:
    rows = model.log_probabilities(prose(300, seed=99) + "\n\nXq zü \ud800 ''don't 1997")
    np.testing.assert_allclose(np.exp(rows).sum(axis=-1), 1, atol=1e-4)
    assert np.isfinite(rows).all()


def test_asked_in_characters_it_knows_what_it_knows_in_tokens(model: Model) -> None:
    text = prose(2000, seed=99)
    ids = model.alphabet.encode(text)
    rows = model.log_probabilities(text)
    asked = -float(rows[np.arange(len(ids)), ids].mean()) / np.log(2)
    in_tokens = bits_per_character(model, [Document("text", text)]).carried
    # Other tokens could say the same, so characters are a little likelier; what is pruned, less.
    assert asked == pytest.approx(in_tokens, abs=0.03)


def test_the_next_character_is_that_of_the_words_that_go_on(
    model: Model, network: WordNetwork
) -> None:
    """Of exact tokens, one by one: what the beginning of a piece says, without pruning."""
    text = "The captain"
    tokens = model.info.tokens.encode(text)
    logits, _ = network.tokens.read(
        np.concatenate([[BOUNDARY], tokens])[None], network.tokens.start()
    )
    outlook = np.exp(log_softmax(logits[0]))
    vocabulary = network.vocabulary
    # A blank: that of a word, of a word in large letters, or alone.
    begins = [
        token
        for token in range(2, len(vocabulary))
        if vocabulary.decode([token]).startswith(" ") or token == vocabulary.first_mark + 1
    ]
    rows, _ = model.read(text, *model.begin())
    asked = np.exp(log_softmax(rows[0]))[model.alphabet.encode(" ")[0]]
    assert asked == pytest.approx(outlook[begins].sum(), abs=0.03)


def test_reading_at_once_is_reading_one_by_one(model: Model, network: WordNetwork) -> None:
    for text in (prose(300, seed=98)[:-3], "The  captain\n\n paint", "Qu'x ", "\n", "the"):
        ids = np.concatenate([[BOUNDARY], model.alphabet.encode(text)])[None]
        at_once, state = network.read(ids, network.start())
        one_by_one, stepped = network.prefill(ids, network.start())
        np.testing.assert_allclose(at_once, one_by_one[:, -1], atol=1e-3)
        split, _ = model.read(text[4:], *model.read(text[:4], *model.begin()))
        np.testing.assert_allclose(split, at_once, atol=1e-3)
        for symbol in model.alphabet.encode("ing the"):
            one, state = network.step(np.array([symbol]), state)
            other, stepped = network.step(np.array([symbol]), stepped)
            np.testing.assert_allclose(one, other, atol=1e-3)


def test_streams_do_not_mix(model: Model, network: WordNetwork) -> None:
    texts = ["The capt", "My sis"]
    both = WordState(tuple(after(model, text).streams[0] for text in texts))
    ids = model.alphabet.encode("at")
    logits, state = network.step(ids, both)
    for row, text in enumerate(texts):
        alone, _ = network.step(ids[row : row + 1], after(model, text))
        np.testing.assert_allclose(logits[row], alone[0], atol=1e-4)
    assert state.rows(slice(1, 2)).streams == state.streams[1:]
    assert state.rows(np.array([1, 0])).streams == state.streams[::-1]


def test_the_word_being_typed_is_completed(model: Model, network: WordNetwork) -> None:
    for begun, rest in (("My sis", "ter"), ("The capt", "ain")):
        choices = network.choices(after(model, begun))
        assert choices.text(int(choices.chances.argmax())) == rest
        assert choices.chances.sum() == pytest.approx(1)
    choices = network.choices(after(model, "The captain "))
    likeliest = [choices.text(at) for at in np.argsort(-choices.chances)[:5].tolist()]
    assert not any(text.startswith(" ") for text in likeliest)


def test_it_writes_in_words(model: Model) -> None:
    assert model.generate("My sis", 3, 0) == "ter"
    text = model.generate("The baker ", 200, 0.8, seed=5)
    assert len(text) == 200
    assert model.generate("The baker ", 200, 0.8, seed=5) == text
    known = set(prose(40_000, seed=3).split())
    written = text.split()[:-1]
    assert sum(word in known for word in written) > 0.8 * len(written)
    assert "\ufffd" not in model.generate("語\ud800\x00é", 30, 1.5, seed=0)


def test_unknown_words_can_be_read_and_go_on(model: Model) -> None:
    """However odd the text, what follows a blank after it is as if it had been read in tokens."""
    odd = "Zyx'wvq"
    begun, _ = model.read(odd + " ", *model.begin())
    whole, _ = model.read(odd, *model.begin())
    assert np.isfinite(whole).all()
    # The blank after a word that is spelt is expected.
    chances = np.exp(log_softmax(begun[0]))
    assert chances[model.alphabet.encode("abcdefghijklmnopqrstuvwxyz")].sum() > 0.5
