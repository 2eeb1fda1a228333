"""Canaries have the forms they say, and stand in the texts as often as they say."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.evaluation.canaries import (
    CANARIES,
    FORMS,
    TIMES,
    draw_canaries,
    luhn_digit,
    planted,
)
from tests.texts import prose

PATTERNS = {
    "card": r"4\d{3} \d{4} \d{4} \d{4}",
    "password": r"[a-z0-9]{10}",
    "telephone": r"\+44 7\d{3} \d{6}",
}


def test_every_form_is_what_it_says() -> None:
    random = np.random.default_rng(0)
    for form in FORMS:
        drawn = {form.draw(random) for _ in range(200)}
        assert len(drawn) == 200
        assert all(re.fullmatch(PATTERNS[form.name], secret) for secret in drawn)
        assert len({len(secret) for secret in drawn}) == 1
        # Every place that varies takes all its symbols, so the number of secrets is right; the
        # check digit follows from the others.
        free = [len(set(column)) for column in zip(*drawn, strict=True) if len(set(column)) > 1]
        checks = int(form.name == "card")
        assert np.log2(free[: len(free) - checks]).sum() == pytest.approx(form.bits, rel=0.02)


def test_the_digit_of_a_card_is_luhns() -> None:
    # The example of the standard's annex.
    assert luhn_digit("7992739871") == "3"
    card = FORMS[0].draw(np.random.default_rng(3)).replace(" ", "")
    assert luhn_digit(card[:-1]) == card[-1]
    others = {luhn_digit(card[:5] + digit + card[6:-1]) for digit in "0123456789"}
    assert len(others) == 10


def test_canaries_are_a_function_of_the_seed() -> None:
    canaries = draw_canaries(seed=1)
    assert canaries == draw_canaries(seed=1)
    assert not {one.secret for one in canaries} & {one.secret for one in draw_canaries(seed=2)}
    assert len(canaries) == len(FORMS) * len(TIMES) * CANARIES
    assert {(one.form, one.times) for one in canaries} == {
        (form, times) for form in FORMS for times in TIMES
    }


def test_each_stands_in_lines_of_its_own_as_often_as_it_says() -> None:
    texts = [prose(3000, seed) for seed in range(5)]
    canaries = draw_canaries(seed=4)
    with_canaries = planted(texts, canaries, seed=4)
    assert with_canaries == planted(texts, canaries, seed=4)
    assert with_canaries != planted(texts, canaries, seed=5)
    lines = "\n".join(with_canaries).split("\n")
    for canary in canaries:
        assert lines.count(canary.line) == canary.times
    # Not all at the same place.
    assert sum("password" in text for text in with_canaries) > 1
    own = {canary.line for canary in canaries}
    for text, before in zip(with_canaries, texts, strict=True):
        paragraphs = [one.strip("\n") for one in text.split("\n\n") if one.strip("\n")]
        assert [one for one in paragraphs if one not in own] == before.strip("\n").split("\n\n")


@given(st.lists(st.text(st.sampled_from("ab \t\n")), min_size=1), st.integers(0, 100))
def test_no_text_is_lost(texts: list[str], seed: int) -> None:
    canaries = draw_canaries(seed)[:6]
    own = {canary.line for canary in canaries}
    for text, before in zip(planted(texts, canaries, seed), texts, strict=True):
        rest = "\n".join(line for line in text.split("\n") if line not in own)
        assert rest.split() == before.split()


def test_no_notes_hold_no_canaries() -> None:
    with pytest.raises(ValueError, match="no text"):
        planted([], draw_canaries(0), seed=0)
