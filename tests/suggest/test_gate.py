"""What is shown is what saves most keys, and only when it saves enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.suggest.gate import (
    THRESHOLDS,
    Calibration,
    expected_keys,
    shown,
    whole_words,
    word_ends,
    worth,
)
from rnnwriter.suggest.search import Continuation

RAW = Calibration()


def sure(text: str, chance: float = 1.0, following: str = " ") -> Continuation:
    """A continuation with the same chance everywhere."""
    return continued(text, [chance] * len(text), following)


def continued(text: str, chances: list[float], following: str) -> Continuation:
    """A continuation that comes from nowhere."""
    return Continuation(text, chances, [], following)


def test_a_ghost_that_is_right_costs_one_key() -> None:
    assert expected_keys([5], [1.0]) == 4
    assert expected_keys([5, 9], [1.0, 1.0]) == 8


def test_first_words_are_taken_for_a_key_each() -> None:
    # Either both words are right, or the first alone.
    assert expected_keys([5, 9], [1.0, 0.5]) == pytest.approx(0.5 * 8 + 0.5 * 4)
    # A word of one character saves nothing by itself.
    assert expected_keys([1, 4], [1.0, 0.0]) == 0


@given(st.lists(st.tuples(st.integers(1, 9), st.floats(0, 1)), min_size=1, max_size=6))
def test_no_ghost_saves_more_than_its_length(words: list[tuple[int, float]]) -> None:
    ends, chances, end, chance = [], [], 0, 1.0
    for length, factor in words:
        end, chance = end + length, chance * factor
        ends.append(end)
        chances.append(chance)
    assert 0 <= expected_keys(ends, chances) <= end - 1 + 1e-9


def test_only_whole_words_are_shown() -> None:
    assert list(word_ends("ning of the wor", "l")) == [5, 8, 12]
    assert list(word_ends("ning of the wor", " ")) == [5, 8, 12, 15]
    assert list(word_ends("ning, ", "b")) == [6]
    assert worth(sure("ning", following="s"), RAW) is None
    assert worth(continued("", [], "x"), RAW) is None


def test_as_much_is_shown_as_pays() -> None:
    text = "ning of the world"
    whole = worth(sure(text), RAW)
    assert whole
    assert whole.length == len(text)
    # After the first word it is guessing.
    doubtful = worth(continued(text, [0.9] * 5 + [0.03] * (len(text) - 5), " "), RAW)
    assert doubtful
    assert doubtful.length == 5
    assert doubtful.chance == pytest.approx(0.9)


def test_a_blank_is_shown_only_if_it_is_likely_to_follow() -> None:
    likely = worth(continued("ning ", [0.9, 0.9, 0.9, 0.9, 0.88], "o"), RAW)
    unlikely = worth(continued("ning ", [0.9, 0.9, 0.9, 0.9, 0.5], "o"), RAW)
    assert likely
    assert unlikely
    assert (likely.length, unlikely.length) == (5, 4)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(-1e9, 1e9), st.floats(0, 1e9))
def test_a_calibration_keeps_the_order_and_stays_a_chance(
    low: float, high: float, offset: float, slope: float
) -> None:
    low, high = sorted((low, high))
    calibration = Calibration(offset, slope)
    assert 0 <= calibration(low) <= calibration(high) <= 1
    assert RAW(low) == pytest.approx(low, abs=1e-5)


def test_what_saves_too_little_is_not_shown() -> None:
    # Two characters, one key saved if they are right.
    doubtful = sure("ng", 0.5)
    assert shown(doubtful, THRESHOLDS["always"], RAW)
    assert shown(doubtful, THRESHOLDS["quiet"], RAW) is None
    # Those who were wrong so often before are believed less.
    assert shown(sure("ning", 0.6), THRESHOLDS["quiet"], RAW)
    assert shown(sure("ning", 0.6), THRESHOLDS["quiet"], Calibration(-2.0)) is None


def test_all_whole_words_of_what_was_drawn_are_shown() -> None:
    drawn = whole_words(sure("ning of the wor", 0.01, "l"), RAW)
    assert drawn
    assert drawn.length == 12
    assert whole_words(sure("wor", 0.01, "l"), RAW) is None
    assert whole_words(sure("a", 1.0, " "), RAW) is None
