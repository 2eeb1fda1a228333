"""Cells of a network: their activations, what they follow, and that a known one is found."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnnwriter.corpus.alphabet import Alphabet
from rnnwriter.corpus.vocabulary import Vocabulary
from rnnwriter.evaluation.cells import (
    Cells,
    activation_blocks,
    by_character,
    correlations,
    read_cells,
    shades,
    trackings,
)
from rnnwriter.evaluation.features import FEATURES, Values, features
from rnnwriter.model import Model, load_model
from rnnwriter.model.architecture import INITIAL_STATE, Architecture
from rnnwriter.model.file import ModelInfo
from rnnwriter.model.runtime import Network
from tests.texts import letters

NAMES = [feature.name for feature in FEATURES]
CHARACTERS = 2_000
KNOWN = 21


def built(architecture: Architecture) -> Model:
    """A random network, but for the cell KNOWN of its first layer, which is 1 within brackets."""
    alphabet = Alphabet("".join(map(chr, [10, *range(32, 127)])))
    random_numbers = np.random.default_rng(0)
    weights = {
        name: 0.3 * random_numbers.standard_normal(shape, dtype=np.float32)
        for name, shape in architecture.shapes(len(alphabet)).items()
    }
    # Of each symbol a number of its own, so that a cell can tell them apart.
    weights["embedding.weight"] = np.eye(len(alphabet), architecture.embedding, dtype=np.float32)
    opening, closing = alphabet.encode("()")
    width = architecture.hidden[0]
    write, keep, candidate = (part * width + KNOWN for part in range(3))
    for name in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"):
        weights[f"layers.0.{name}"][[write, keep, candidate]] = 0
    into, bias = weights["layers.0.weight_ih_l0"], weights["layers.0.bias_ih_l0"]
    bias[write], into[write, opening] = -20, 40
    bias[keep], into[keep, closing] = 20, -40
    into[candidate, opening] = 20
    weights[INITIAL_STATE][1, KNOWN] = 0
    info = ModelInfo(architecture, alphabet)
    return Model("built", info, Network(architecture, weights))


@pytest.fixture(scope="module")
def starter() -> Model:
    """The shipped model."""
    return load_model("starter")


def read(model: Model, text: str) -> Cells:
    """What its cells do along all of `text`."""
    cells = read_cells(model, text)
    assert cells is not None
    return cells


def test_activations_are_those_of_stepping_through_the_text(starter: Model) -> None:
    text = letters(400)
    found = np.concatenate(list(activation_blocks(starter, text)))
    assert found.shape == (len(text), 1024)
    _, state = starter.begin()
    for at, symbol in enumerate(starter.alphabet.encode(text)):
        _, state = starter.network.step(np.array([symbol]), state)
        np.testing.assert_allclose(found[at], np.tanh(state.cell[0][0]), atol=1e-4)


def test_a_symbol_stands_at_all_of_its_characters() -> None:
    values = np.array([[1, 2], [3, 4], [5, 6]], dtype=np.float32)
    spread = by_character(values, np.array([1, 3, 2]))
    np.testing.assert_array_equal(spread[:, 0], [1, 3, 3, 3, 5, 5])


def test_correlations_are_pearsons_and_none_with_what_stands_still() -> None:
    random_numbers = np.random.default_rng(1)
    values = random_numbers.standard_normal((500, 3)).astype(np.float32)
    values[:, 1] = values[:, 1] > 0
    activations = random_numbers.standard_normal((500, 300)).astype(np.float32)
    activations[:, :3] += values
    found = correlations(values, activations)
    expected = np.corrcoef(values.T, activations.T)[:3, 3:]
    np.testing.assert_allclose(found, expected, atol=1e-5)
    activations[:, 7] = 0.3
    assert not correlations(values, activations)[:, 7].any()


@pytest.mark.parametrize("hidden", [(32,), (32, 16)])
def test_a_cell_that_is_known_to_follow_brackets_is_found(hidden: tuple[int, ...]) -> None:
    cells = read(built(Architecture(98, hidden)), letters(CHARACTERS))
    assert cells.activations.shape == (len(cells.text), sum(hidden))
    (tracking,) = (one for one in cells.trackings if one.feature.name == "brackets")
    assert tracking.best == KNOWN
    assert tracking.found[KNOWN] > 0.99
    assert tracking.held_out[KNOWN] > 0.99
    assert tracking.chance < 0.5
    assert cells.layer(KNOWN) == 1
    assert cells.layers == hidden
    if len(hidden) == 2:
        assert cells.layer(31) == 1
        assert cells.layer(32) == 2


def test_the_shipped_network_knows_where_it_is_in_speech(starter: Model) -> None:
    text = letters(CHARACTERS)
    cells = read(starter, text)
    other_text = letters(CHARACTERS + 500, seed=1)[: len(text)]
    for name, least in (("quotes", 0.5), ("word", 0.4)):
        (tracking,) = (one for one in cells.trackings if one.feature.name == name)
        held_out = abs(tracking.held_out[tracking.best])
        assert held_out > max(tracking.chance, least)
        # Nor does any cell follow what stands in another text.
        values = features(other_text)
        (other,) = (one for one in trackings(values, cells.activations) if one.feature.name == name)
        assert held_out > abs(other.held_out[other.best]) + 0.2


def followed(values: Values) -> list[str]:
    """Names of the features that a cell was looked for that follows them, best first."""
    random_numbers = np.random.default_rng(2)
    activations = random_numbers.standard_normal((len(values), 4)).astype(np.float32)
    activations[:, 0] += 3 * values[:, NAMES.index("brackets")]
    return [tracking.feature.name for tracking in trackings(values, activations)]


def test_cells_are_looked_for_only_where_both_halves_have_the_feature() -> None:
    with_both = features("(one) two (three) four. " * 8)
    names = followed(with_both)
    assert names[0] == "brackets"
    assert "math" not in names
    # No line ends in it.
    assert "line" not in names
    first_half = features("(one) two (three) four. " * 4 + "one two three, four five. " * 4)
    assert "brackets" not in followed(first_half)
    assert followed(features("")) == []
    assert followed(features("a")) == []


def test_what_is_not_wanted_any_more_is_not_read(starter: Model) -> None:
    told: list[float] = []

    def goes_on(share: float) -> bool:
        told.append(share)
        return False

    assert read_cells(starter, letters(600), goes_on) is None
    assert len(told) == 1
    assert 0 < told[0] < 1


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    cells = read_cells(built(Architecture(98, (32,))), letters(900), characters=700)
    assert cells is not None
    assert len(cells.text) == len(cells.activations) == 700


def test_a_text_of_one_character_has_activations_and_no_features() -> None:
    cells = read(built(Architecture(98, (32,))), "a")
    assert cells.trackings == ()
    assert sorted(cells.liveliest) == list(range(32))


def test_cells_that_vary_most_come_first() -> None:
    cells = read(built(Architecture(98, (32,))), letters(300))
    still = cells.activations.copy()
    still[:, 5] = np.where(np.arange(len(still)) % 2, 1, -1)
    assert replace(cells, activations=still).liveliest[0] == 5


def test_shades_are_runs_of_what_looks_alike() -> None:
    values = np.array([0, 0.1, 0.9, 1, -0.5, -0.6, 0], dtype=np.float32)
    assert list(shades(values, 2)) == [(0, 2, 0), (2, 4, 2), (4, 6, -1), (6, 7, 0)]
    assert list(shades(values[:0], 2)) == []


def test_a_word_stands_at_all_of_its_characters(trained_on_words: Path) -> None:
    model = load_model(trained_on_words)
    text = "\nThe baker walked, baker (Walked) to the zoo"
    tokens = model.info.tokens
    assert isinstance(tokens, Vocabulary)
    assert tokens.first_mark + 2 in tokens.encode(text)
    found = np.concatenate(list(activation_blocks(model, text)))
    assert len(found) == len(text)
    begin = text.index(" baker")
    assert (found[begin : begin + 6] == found[begin]).all()
    assert (found[begin] != found[begin + 6]).any()
    assert (found[text.index("Walked") : text.index(")")] == found[text.index("Walked")]).all()
