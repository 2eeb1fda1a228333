"""Counts are kept by day, and can be erased."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.errors import UserError
from rnnwriter.tui.tally import Tally, add, erase, since, tally_file

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def test_counts_add_up_by_day_and_can_be_erased() -> None:
    assert since(None) == Tally()
    add(Tally(3, 2, 1, 12, 40), MONDAY)
    add(Tally(1, 0, 1, 0, 10), MONDAY)
    add(Tally(2, 2, 0, 9, 5), TUESDAY)
    assert since(MONDAY) == since(None) == Tally(6, 4, 2, 21, 55)
    assert since(TUESDAY) == Tally(2, 2, 0, 9, 5)
    erase()
    assert since(None) == Tally()


def test_the_file_is_for_its_owner_alone_and_holds_numbers() -> None:
    add(Tally(1, 1, 0, 5, 9), MONDAY)
    assert tally_file().stat().st_mode & 0o077 == 0 or (
        tally_file().parent.stat().st_mode & 0o077 == 0
    )


def test_a_broken_file_is_one_sentence() -> None:
    add(Tally(1), MONDAY)
    tally_file().write_bytes(b"no database" * 100)
    with pytest.raises(UserError, match="remove it to begin anew"):
        since(None)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 999))
def test_a_share_is_one(accepted: int, typed: int, brought: int) -> None:
    tally = Tally(accepted=accepted, characters=brought + accepted, keys=typed + accepted)
    assert 0 <= tally.saved <= 1
