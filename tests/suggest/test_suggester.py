"""What is suggested: whole words, when sure, the same every time."""

import math
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnwriter import Suggester, Suggestion, load_model
from rnnwriter.corpus.alphabet import SPECIALS
from rnnwriter.model import Model
from rnnwriter.model.sampling import log_softmax
from rnnwriter.suggest.context import ANCHOR
from rnnwriter.suggest.gate import THRESHOLDS
from rnnwriter.suggest.search import MAX_CHARACTERS
from tests.texts import prose


@pytest.fixture(scope="module")
def model(trained: Path) -> Model:
    """The small trained model."""
    return load_model(trained)


def test_a_sure_continuation_is_shown(model: Model) -> None:
    suggestion = Suggester(model).suggest("The gardener walked to the harb")
    assert suggestion is not None
    assert suggestion.text.startswith("our")
    assert suggestion.probability >= THRESHOLDS["normal"].chance


def test_an_unsure_one_is_not(model: Model) -> None:
    assert Suggester(model, eagerness="quiet").suggest("zq#") is None


prefixes = st.integers(0, 3000).map(lambda end: prose(3000, seed=50)[:end])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(prefixes, st.sampled_from(["greedy", "sampled"]), st.floats(0, 2))
def test_suggestions_are_whole_words_on_one_line_with_their_probability(
    model: Model, text: str, mode: str, temperature: float
) -> None:
    suggester = Suggester(model, mode, temperature, adapt=False)  # type: ignore[arg-type]
    suggestion = suggester.suggest(text)
    if suggestion is None:
        return
    shown = suggestion.text
    assert 2 <= len(shown) <= MAX_CHARACTERS
    assert "\n" not in shown
    assert shown.strip()
    assert not shown.endswith("  ")
    assert 0 < suggestion.probability <= 1
    assert suggestion.source == "network"
    if len(text) <= ANCHOR:
        first = len(shown) - len(re.sub(r"^\s*\S+\s?", "", shown))
        begun = text + shown[:first]
        rows = log_softmax(model.log_probabilities(begun)[len(text) :, SPECIALS:])
        ids = model.alphabet.encode(shown[:first]).astype(int) - SPECIALS
        nats = float(rows[range(len(ids)), ids].sum())
        assert suggestion.probability == pytest.approx(math.exp(nats), rel=0.02)
    if mode == "greedy":
        assert suggestion.probability >= THRESHOLDS["normal"].chance
        assert suggestion == Suggester(model, adapt=False).suggest(text)


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
        suggester = Suggester(model, "sampled", temperature, seed=seed)
        return [suggester.suggest(prose(200, n)[:150]) for n in range(12)]

    assert drawn(1.0, 0) != drawn(1.0, 1)
    assert drawn(1.0, 0) != drawn(0.3, 0)


def test_temperature_zero_is_greedy(model: Model) -> None:
    text = "The old friend wrote ab"
    assert Suggester(model, "sampled", 0).suggest(text) == Suggester(model).suggest(text)


@pytest.mark.parametrize(
    "wrong",
    [
        {"mode": "wild"},
        {"eagerness": "shy"},
        {"temperature": -0.1},
        {"temperature": 2.1},
        {"seed": -1},
    ],
)
def test_what_is_wrong_is_refused(model: Model, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="it should"):
        Suggester(model, **wrong)  # type: ignore[arg-type]


@settings(max_examples=40, suppress_health_check=[HealthCheck.differing_executors])
@given(prefixes, st.integers(1, 6))
def test_alternatives_differ_and_come_likeliest_first(model: Model, text: str, count: int) -> None:
    found = Suggester(model).alternatives(text, count)
    assert len(found) <= count
    assert len({one.text for one in found}) == len(found)
    probabilities = [one.probability for one in found]
    assert probabilities == sorted(probabilities, reverse=True)
    for one in found:
        assert one.text
        assert "\n" not in one.text
        assert 0 < one.probability <= 1
    assert found == Suggester(model).alternatives(text, count)


@settings(max_examples=40, suppress_health_check=[HealthCheck.differing_executors])
@given(prefixes)
def test_who_is_more_eager_shows_the_same_and_more(model: Model, text: str) -> None:
    shown = [Suggester(model, eagerness=one).suggest(text) for one in THRESHOLDS]
    for quieter, more_eager in pairwise(shown):
        assert quieter is None or (more_eager and more_eager.text.startswith(quieter.text))


def test_a_name_of_the_page_is_suggested_from_its_second_use_on() -> None:
    page = "The gardener wrote to Zebulonia about the harbour. The old friend wrote to Zebu"
    shipped = load_model("starter")
    suggestion = Suggester(shipped, eagerness="eager").suggest(page)
    assert suggestion
    assert suggestion.text.startswith("lonia")
    assert suggestion.source == "page"
    without = Suggester(shipped, eagerness="eager", adapt=False).suggest(page)
    assert without is None or not without.text.startswith("lonia")


@settings(max_examples=20, suppress_health_check=[HealthCheck.differing_executors])
@given(prefixes, st.text(st.sampled_from("abe t.\n"), min_size=1, max_size=20))
def test_deleting_and_typing_again_shows_the_same(model: Model, text: str, more: str) -> None:
    suggester = Suggester(model, eagerness="always")
    suggester.suggest(text[:-1])
    first = suggester.suggest(text)
    for end in range(1, len(more) + 1):
        suggester.suggest(text + more[:end])
    suggester.suggest(text[:-1])
    assert suggester.suggest(text) == first


def test_what_was_just_deleted_is_not_suggested(model: Model) -> None:
    suggester = Suggester(model, eagerness="always")
    text = "The gardener walked to the harb"
    suggestion = suggester.suggest(text)
    assert suggestion
    suggester.suggest(text + suggestion.text)
    assert suggester.suggest(text) != suggestion
    assert suggester.suggest(text[:-2]) != suggester.suggest(text[:-1])
    assert suggester.suggest(text) == suggestion


def test_other_settings_know_the_same_page(model: Model) -> None:
    first = Suggester(model)
    page = prose(2000, seed=3) + " The gard"
    first.suggest(page)
    other = first.with_settings("sampled", 0.5, "always", seed=2)
    assert other.suggest(page) is not None
    assert other._contexts is first._contexts


def test_what_was_only_looked_at_ahead_was_not_deleted(model: Model) -> None:
    suggester = Suggester(model, eagerness="always")
    text = "The gardener walked to the harb"
    suggestion = suggester.suggest(text)
    assert suggestion
    ahead = suggester.suggest_ahead(text + suggestion.text)
    assert ahead == Suggester(model, eagerness="always").suggest(text + suggestion.text)
    typed = suggester.suggest(text + suggestion.text[0])
    assert typed
    assert typed.text == suggestion.text[1:]
