"""Suggestions of a model whose tokens are words, and of two models together."""

from pathlib import Path

import pytest

from rnnwriter import paths
from rnnwriter.model import Model, load_model
from rnnwriter.suggest.suggester import Suggester


@pytest.fixture(scope="module")
def model(trained_on_words: Path) -> Model:
    """The small model of words."""
    return load_model(trained_on_words)


def test_the_word_being_typed_is_completed_and_whole_words_follow(model: Model) -> None:
    suggester = Suggester(model, eagerness="always")
    for begun, rest in (("My sis", "ter"), ("The cap", "tain"), ("The captain walked t", "o the")):
        suggestion = suggester.suggest(begun)
        assert suggestion is not None
        assert suggestion.text.startswith(rest)
        assert 0 < suggestion.probability <= 1


def test_it_follows_a_text_that_is_typed_and_deleted(model: Model) -> None:
    text = "The gardener walked to the quiet harb"
    typed = Suggester(model, eagerness="always")
    for end in range(len(text)):
        typed.suggest(text[:end])
    jumped = Suggester(model, eagerness="always")
    first, second = typed.suggest(text), jumped.suggest(text)
    assert first is not None
    assert second is not None
    assert first.text == second.text
    assert first.probability == pytest.approx(second.probability, abs=0.05)
    before = typed.suggest(text[:-6])
    for end in (-5, -4, -5, -6):
        typed.suggest(text[:end])
    # Deleted letters are not suggested again at once, but they are when others come.
    typed.suggest(text[:-6] + "x")
    again = typed.suggest(text[:-6])
    assert before is None or again is None or again.text == before.text


def test_drawn_ones_depend_on_the_text_alone(model: Model) -> None:
    text = "An old friend wrote about the "
    one = Suggester(model, "sampled", seed=3).suggest(text)
    typed = Suggester(model, "sampled", seed=3)
    for end in range(len(text)):
        typed.suggest(text[:end])
    assert one is not None
    assert typed.suggest(text) == one


def test_alternatives_differ_in_their_first_letter(model: Model) -> None:
    found = Suggester(model).alternatives("The ", 3)
    assert len(found) >= 2
    assert len({one.text[0] for one in found}) == len(found)


def test_two_models_suggest_together(trained: Path, trained_on_words: Path) -> None:
    folder = paths.models_folder()
    folder.mkdir(parents=True)
    for name, path in (("letters", trained), ("words", trained_on_words)):
        (folder / f"{name}.safetensors").write_bytes(path.read_bytes())
    suggestion = Suggester(load_model("letters+words"), eagerness="always").suggest("My sis")
    assert suggestion is not None
    assert suggestion.text.startswith("ter")
