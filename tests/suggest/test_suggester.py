"""What is suggested: whole words, when sure, the same every time."""

import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnwriter import Suggester, Suggestion, load_model
from rnnwriter.corpus.alphabet import SPECIALS
from rnnwriter.model import Model
from rnnwriter.model.sampling import log_softmax
from rnnwriter.suggest.context import WINDOW
from rnnwriter.suggest.suggester import MAX_CHARACTERS, MIN_CHARACTERS, THRESHOLD
from tests.texts import prose


@pytest.fixture(scope="module")
def model(trained: Path) -> Model:
    """The small trained model."""
    return load_model(trained)


def test_a_sure_continuation_is_shown(model: Model) -> None:
    suggestion = Suggester(model).suggest("The gardener walked to the harb")
    assert suggestion is not None
    assert suggestion.text.startswith("our")
    assert suggestion.probability >= THRESHOLD


def test_an_unsure_one_is_not(model: Model) -> None:
    assert Suggester(model).suggest("zq#") is None


prefixes = st.integers(0, 3000).map(lambda end: prose(3000, seed=50)[:end])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(prefixes, st.sampled_from(["greedy", "sampled"]), st.floats(0, 2))
def test_suggestions_are_whole_words_on_one_line_with_their_probability(
    model: Model, text: str, mode: str, temperature: float
) -> None:
    suggester = Suggester(model, mode=mode, temperature=temperature)  # type: ignore[arg-type]
    suggestion = suggester.suggest(text)
    if suggestion is None:
        return
    shown = suggestion.text
    assert MIN_CHARACTERS <= len(shown) <= MAX_CHARACTERS
    assert "\n" not in shown
    assert shown == shown.rstrip()
    assert 0 < suggestion.probability <= 1
    if len(text) <= WINDOW:
        rows = log_softmax(model.log_probabilities(text + shown)[len(text) :, SPECIALS:])
        ids = model.alphabet.encode(shown).astype(int) - SPECIALS
        nats = float(rows[range(len(ids)), ids].sum())
        assert suggestion.probability == pytest.approx(math.exp(nats), rel=0.02)
    if mode == "greedy":
        assert suggestion.probability >= THRESHOLD
        assert suggestion == Suggester(model).suggest(text)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(prefixes, st.integers(0, 3))
def test_sampled_suggestions_depend_on_text_settings_and_seed_alone(
    model: Model, text: str, seed: int
) -> None:
    def make() -> Suggester:
        return Suggester(model, mode="sampled", temperature=0.9, seed=seed)

    one, other = make(), make()
    first = one.suggest(text)
    other.suggest("something else before")
    other.suggest(text + " and on")
    again = other.suggest(text)
    assert (again and again.text) == (first and first.text)


def test_seeds_and_temperatures_draw_differently(model: Model) -> None:
    def drawn(temperature: float, seed: int) -> list[Suggestion | None]:
        suggester = Suggester(model, "sampled", temperature, seed)
        return [suggester.suggest(prose(200, n)[:150]) for n in range(12)]

    assert drawn(1.0, 0) != drawn(1.0, 1)
    assert drawn(1.0, 0) != drawn(0.3, 0)


def test_temperature_zero_is_greedy(model: Model) -> None:
    text = "The old friend wrote ab"
    assert Suggester(model, "sampled", 0).suggest(text) == Suggester(model).suggest(text)


@pytest.mark.parametrize(
    "wrong", [{"mode": "wild"}, {"temperature": -0.1}, {"temperature": 2.1}, {"seed": -1}]
)
def test_what_is_wrong_is_refused(model: Model, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="it should"):
        Suggester(model, **wrong)  # type: ignore[arg-type]


@settings(max_examples=40, suppress_health_check=[HealthCheck.differing_executors])
@given(prefixes, st.integers(1, 6))
def test_alternatives_differ_and_come_likeliest_first(model: Model, text: str, count: int) -> None:
    found = Suggester(model).alternatives(text, count)
    assert 0 < len(found) <= count
    assert len({one.text for one in found}) == len(found)
    probabilities = [one.probability for one in found]
    assert probabilities == sorted(probabilities, reverse=True)
    for one in found:
        assert one.text
        assert "\n" not in one.text
        assert 0 < one.probability <= 1
    assert found == Suggester(model).alternatives(text, count)
