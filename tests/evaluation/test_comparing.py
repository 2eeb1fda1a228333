"""Models compared on a text: figures as elsewhere, one for each model, and ended when wished."""

from math import log
from pathlib import Path

import pytest

from rnnwriter import paths
from rnnwriter.corpus.documents import Document
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.evaluation.comparing import (
    CONTINUATIONS,
    LEAST,
    LENGTH,
    MOST,
    TYPED,
    Comparison,
    compare,
)
from rnnwriter.evaluation.keystrokes import type_text
from rnnwriter.model import load_model
from rnnwriter.model.store import trained_path
from rnnwriter.suggest.suggester import Suggester
from tests.texts import prose

TEXT = prose(600, seed=77)


def always(share: float) -> bool:
    """Somebody waits."""
    return True


def test_figures_are_those_of_the_other_measures(trained: Path, young: Path) -> None:
    models = [load_model(young), load_model(trained)]
    shares: list[float] = []

    def goes_on(share: float) -> bool:
        shares.append(share)
        return True

    found = compare(models, TEXT, TEXT, goes_on)
    assert found is not None
    assert (found.characters, found.typed) == (len(TEXT), len(TEXT))
    for model, figures in zip(models, found.figures, strict=True):
        assert figures.name == model.name
        bits = bits_per_character(model, [Document("", TEXT)]).carried
        assert figures.bits == pytest.approx(bits, rel=1e-6)
        assert figures.savings == type_text(Suggester(model), TEXT).savings
        assert len({text[0] for text in figures.continuations}) == CONTINUATIONS
        assert all(len(text) == LENGTH for text in figures.continuations)
    less, more = found.figures
    assert less.bits is not None
    assert more.bits is not None
    assert more.bits < less.bits
    # Progress is told from beginning to end, and never goes back.
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_the_likeliest_continuation_is_the_greedy_one(trained: Path) -> None:
    model = load_model(trained)
    before = "The gardener walked to the quiet gar"
    found = compare([model], "", before, always)
    assert found is not None
    assert found.figures[0].continuations[0].startswith("den ")


def test_only_the_end_of_a_long_text_is_read(young: Path) -> None:
    model = load_model(young)
    end = prose(MOST + 500, seed=3)[-MOST:]
    short = compare([model], end, "", always)
    long = compare([model], "жжж" * 5_000 + end, "", always)
    assert short == long
    assert isinstance(short, Comparison)
    assert (short.characters, short.typed) == (MOST, TYPED)


def test_a_text_that_is_too_short_has_no_figures(young: Path) -> None:
    found = compare([load_model(young)], " " * LEAST + "Dear", "Dear", always)
    assert found is not None
    (figures,) = found.figures
    assert (figures.bits, figures.savings) == (None, None)
    assert len(figures.continuations) == CONTINUATIONS


@pytest.mark.parametrize("share", [0.0, 0.2, 0.4])
def test_it_ends_when_nobody_waits_any_more(young: Path, share: float) -> None:
    heard: list[float] = []

    def goes_on(now: float) -> bool:
        heard.append(now)
        return now < share

    assert compare([load_model(young)] * 2, TEXT, TEXT, goes_on) is None
    # It was asked often, and not once more after the answer.
    assert [now for now in heard if now >= share] == [heard[-1]]
    assert heard[-1] < share + 0.2


def test_models_of_words_and_two_together_are_compared_as_well(
    trained_on_words: Path, young: Path
) -> None:
    paths.private_folder(paths.models_folder())
    for name, file in (("words", trained_on_words), ("young", young)):
        trained_path(name).write_bytes(file.read_bytes())
    text = TEXT[:300]
    found = compare([load_model("words"), load_model("young+words")], text, text, always)
    assert found is not None
    words, both = found.figures
    assert both.name == "young+words"
    rows = load_model("young+words").log_probabilities(text)
    ids = load_model("young").alphabet.encode(text)
    nats = -sum(float(row[at]) for row, at in zip(rows, ids, strict=True))
    assert both.bits == pytest.approx(nats / len(text) / log(2))
    assert words.bits is not None
    assert words.savings is not None
