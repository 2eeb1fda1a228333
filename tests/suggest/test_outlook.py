"""What is expected, in numbers: those of the sampling, in bits, of the text as it was written."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnwriter import Suggester, load_model
from rnnwriter.corpus.alphabet import SPECIALS, Alphabet
from rnnwriter.model import Model
from rnnwriter.model.sampling import distribution
from rnnwriter.settings import Mode
from rnnwriter.suggest.context import ANCHOR
from rnnwriter.suggest.outlook import FOLLOWED, Surprises, characters_after, entropy, outlook
from rnnwriter.suggest.suggestion import Foresees, Outlook, Written
from tests.texts import prose

LETTERS = Alphabet("abcdefghijklmnop")
EVEN = np.zeros(len(LETTERS), dtype=np.float32)
rows = st.lists(st.floats(-20, 20, width=32), min_size=len(LETTERS), max_size=len(LETTERS)).map(
    lambda values: np.array(values, dtype=np.float32)
)


@pytest.fixture(scope="module")
def model(trained: Path) -> Model:
    """The small trained model."""
    return load_model(trained)


def typed(suggester: Suggester, text: str, start: int = 0) -> list[Outlook]:
    """What is expected at each place of `text`, as it is written from `start` on."""
    return [suggester.outlook(text[:end]) for end in range(start, len(text) + 1)]


@pytest.mark.parametrize(
    ("probabilities", "bits"),
    [([0.125] * 8, 3), ([0.5, 0.25, 0.25, 0], 1.5), ([0, 1, 0], 0), ([0.9, 0.1], 0.4689956)],
)
def test_the_entropy_of_known_distributions(probabilities: list[float], bits: float) -> None:
    assert entropy(np.array(probabilities)) == pytest.approx(bits)


@given(rows, st.floats(0.05, 2), st.integers(1, 30))
def test_the_likeliest_are_those_of_the_distributions(
    logits: np.ndarray, temperature: float, count: int
) -> None:
    seen = outlook(characters_after(logits, LETTERS), temperature, count)
    own, tempered = distribution(logits), distribution(logits, temperature)
    assert len(seen.likeliest) == min(count, len(LETTERS.characters))
    for one in seen.likeliest:
        symbol = SPECIALS + LETTERS.characters.index(one.text)
        assert one.probability == own[symbol]
        assert one.at_temperature == pytest.approx(tempered[symbol])
    shown = [one.probability for one in seen.likeliest]
    assert shown == sorted(own, reverse=True)[: len(shown)]
    assert seen.entropy == pytest.approx(-sum(p * math.log2(p) for p in own if p))
    warmed = seen.entropy_at_temperature - seen.entropy
    assert warmed * (1 if temperature >= 1 else -1) >= -1e-9


@given(rows)
def test_at_temperature_zero_the_likeliest_is_certain(logits: np.ndarray) -> None:
    seen = outlook(characters_after(logits, LETTERS), 0, 3)
    assert [one.at_temperature for one in seen.likeliest] == [1, 0, 0]
    assert seen.entropy_at_temperature == 0


def test_the_mean_surprise_is_of_characters() -> None:
    written = [Written("the ", 6), Written("sea", 8)]
    even = characters_after(EVEN, LETTERS)
    assert outlook(even, 1, 3, written).bits_per_character == 2
    assert outlook(even, 1, 3).bits_per_character is None


@pytest.mark.parametrize("mode", ["greedy", "sampled"])
def test_the_surprise_is_of_what_was_expected(model: Model, mode: Mode) -> None:
    text = prose(3 * ANCHOR, seed=50)[: 3 * ANCHOR]
    suggester = Suggester(model, mode)
    assert isinstance(suggester, Foresees)
    before, *after = typed(suggester, text)
    assert before.written == []
    for end, now in enumerate(after, 1):
        assert "".join(one.text for one in now.written) == text[max(end - FOLLOWED, 0) : end]
        expected = {one.text: one.probability for one in before.likeliest}
        last = now.written[-1]
        if last.text in expected:
            # UNKNOWN and BOUNDARY are expected too, a little.
            assert last.bits == pytest.approx(-math.log2(expected[last.text]), abs=0.1)
        # What was written stays what it was.
        assert now.written[-20:-1] == before.written[-19:]
        before = now


def test_at_the_mixture_that_is_suggested_from(model: Model) -> None:
    text = "The gardener walked to the harb"
    suggester = Suggester(model)
    suggestion = suggester.suggest(text)
    assert suggestion
    seen = suggester.outlook(text, 5)
    assert seen.likeliest[0].text == suggestion.text[0]
    assert len(seen.likeliest) == 5


def test_who_looks_changes_no_suggestion(model: Model) -> None:
    text = prose(400, seed=60)
    looked_at, alone = Suggester(model, eagerness="always"), Suggester(model, eagerness="always")
    for end in range(200, 300):
        assert looked_at.suggest(text[:end]) == alone.suggest(text[:end])
        looked_at.outlook(text[:end], reread=True)


def test_what_was_jumped_to_is_read_again_when_there_is_time(model: Model) -> None:
    text = prose(90, seed=61)[:90]
    suggester = Suggester(model)
    assert len(suggester.outlook(text).written) < len(text)
    again = suggester.outlook(text, reread=True).written
    written = typed(Suggester(model), text)[-1].written
    assert [one.text for one in again] == list(text)
    assert [one.bits for one in again[:-10]] == pytest.approx(
        [one.bits for one in written[:-10]], abs=1e-3
    )
    # Known from here on, and a hundred of a longer text.
    assert len(suggester.outlook(text).written) == len(text)
    assert len(suggester.outlook(prose(2000, seed=62), reread=True).written) == FOLLOWED


def test_reading_again_ends_when_something_else_is_wanted(model: Model) -> None:
    text = prose(2000, seed=63)
    suggester = Suggester(model)
    suggester.interrupt()
    assert 0 < len(suggester.outlook(text, reread=True).written) < FOLLOWED
    suggester.suggest(text)
    assert len(suggester.outlook(text, reread=True).written) == FOLLOWED


class TestSurprises:
    """Bits stay with their characters."""

    def test_they_go_on_where_they_were_read_from(self) -> None:
        surprises = Surprises()
        assert surprises.follow("ab", [1, 2]) == [1, 2]
        assert surprises.follow("abcd", [9, 3, 4]) == [1, 2, 3, 4]
        assert surprises.follow("abc", []) == [1, 2, 3]
        assert surprises.follow("abX", [5]) == [1, 2, 5]

    def test_where_something_lies_between_they_begin_anew(self) -> None:
        surprises = Surprises()
        surprises.follow("abcdef", [5, 6])
        assert surprises.follow("abcdefgh", [8]) == [8]
        assert surprises.follow("abc", []) == []
        assert surprises.follow("other", [1, 2, 3]) == [1, 2, 3]

    def test_what_was_read_farther_back_is_put_before(self) -> None:
        surprises = Surprises()
        surprises.follow("abcdef", [5, 6])
        assert surprises.follow("abcdef", [3, 4, 0, 0]) == [3, 4, 5, 6]

    @settings(max_examples=50, suppress_health_check=[HealthCheck.differing_executors])
    @given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 60)), max_size=30))
    def test_each_character_has_its_own(self, edits: list[tuple[int, int]]) -> None:
        surprises, text, count = Surprises(), "", 0
        for deleted, inserted in edits:
            text = text[: len(text) - deleted] if deleted else text
            text += "".join(chr(0x4E00 + count + i) for i in range(inserted))
            count += inserted
            read = [float(ord(one)) for one in text[len(text) - inserted :]]
            bits = surprises.follow(text, read)
            assert list(bits) == [float(ord(one)) for one in text[len(text) - len(bits) :]]
            assert len(bits) <= FOLLOWED


def test_a_model_of_words_expects_words(trained_on_words: Path) -> None:
    suggester = Suggester(load_model(trained_on_words), "sampled", temperature=0.5)
    found = suggester.outlook("My sis", count=3)
    assert found.likeliest[0].text == "ter"
    found = suggester.outlook("The ", count=3)
    assert found.likeliest[0].at_temperature > found.likeliest[0].probability
    assert found.entropy_at_temperature < found.entropy
    assert len({one.text for one in found.likeliest}) == 3
    every = suggester.outlook("The ", count=100_000).likeliest
    assert sum(one.probability for one in every) == pytest.approx(1)
    assert sum(one.at_temperature for one in every) == pytest.approx(1)
    assert suggester.outlook("The captain", count=3).bits_per_character is not None
