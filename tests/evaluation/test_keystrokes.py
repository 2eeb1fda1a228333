"""A typist who sees suggestions presses the keys that the definition says."""

import pytest

from rnnwriter.evaluation.keystrokes import (
    Keystrokes,
    acceptable,
    interval,
    reliability,
    total,
    type_text,
)
from rnnwriter.suggest.suggestion import Suggestion


class Scripted:
    """Suggests what it was told to after a text."""

    def __init__(self, **after: str) -> None:
        self.after = after
        self.asked: list[str] = []

    def suggest(self, text_before_cursor: str, text_after_cursor: str = "") -> Suggestion | None:
        """What belongs after the text."""
        self.asked.append(text_before_cursor)
        text = self.after.get(text_before_cursor.replace(" ", "_"))
        return Suggestion(text, 0.5) if text else None

    def alternatives(
        self, text_before_cursor: str, count: int, text_after_cursor: str = ""
    ) -> list[Suggestion]:
        """Nothing."""
        return []


@pytest.mark.parametrize(
    ("ghost", "following", "taken"),
    [
        ("cat sat", "cat sat", (7, 1)),
        ("cat sat", "cat ran", (4, 1)),
        ("cat sat down", "cat sat up. ", (8, 2)),
        ("cat", "cot", (0, 0)),
        ("a b c", "a b d", (4, 2)),
        # A word of one letter costs the key that it saves.
        ("a", "b", (0, 0)),
        ("", "", (0, 0)),
        ("cat", "ca", (0, 0)),
    ],
)
def test_what_is_taken(ghost: str, following: str, taken: tuple[int, int]) -> None:
    assert acceptable(ghost, following) == taken


def test_a_whole_ghost_is_one_key() -> None:
    counts = type_text(Scripted(T="he cat sat"), "The cat sat.")
    assert counts == Keystrokes(12, 3, 1, 1, 1, 10, ((0.5, True),))
    assert counts.savings == pytest.approx(0.75)


def test_words_are_taken_and_the_rest_is_typed() -> None:
    counts = type_text(Scripted(T="he cat sat"), "The cat ran.")
    # T, two words, then four letters.
    assert counts == Keystrokes(12, 7, 1, 1, 2, 7, ((0.5, True),))


def test_a_ghost_typed_along_is_shown_once_and_not_asked_for_again() -> None:
    suggester = Scripted(T="hex", Th="e cat")
    counts = type_text(suggester, "The cat")
    # "hex" is typed along for two letters and is gone with the third.
    assert suggester.asked == ["T", "The ", "The c", "The ca"]
    assert (counts.shown, counts.accepted, counts.keys) == (1, 0, 7)


def test_without_suggestions_every_character_is_a_key() -> None:
    counts = type_text(Scripted(), "abc")
    assert (counts.keys, counts.savings, counts.shown) == (3, 0, 0)


def test_the_interval_holds_the_mean_and_narrows() -> None:
    counts = [type_text(Scripted(T="he cat sat"), text) for text in ("The cat sat.", "The dog.")]
    assert total(counts).characters == 20
    few = interval(counts)
    many = interval(counts * 50)
    assert few[0] <= total(counts).savings <= few[1]
    assert many[1] - many[0] < few[1] - few[0]


def test_reliability_holds_estimates_against_what_came() -> None:
    outcomes = ((0.1, False), (0.2, False), (0.8, True), (0.9, True), (0.7, False), (0.3, True))
    low, high = reliability(Keystrokes(outcomes=outcomes), bins=2)
    assert (low.shown, low.estimated, low.accepted) == pytest.approx((3, 0.2, 1 / 3))
    assert (high.shown, high.estimated, high.accepted) == pytest.approx((3, 0.8, 2 / 3))
    assert reliability(Keystrokes()) == []
