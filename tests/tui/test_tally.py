"""Counts are kept by hours of days, come together from several windows, and can be erased."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import astuple
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.errors import UserError
from rnnwriter.tui.tally import Slot, Tally, add, by_day, by_hour, erase, since, tally_file

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
ONE = Tally(1, 1, 1, 1, 1, 1)
# The file as it was when it counted by day.
BY_DAY = """
CREATE TABLE days (day TEXT PRIMARY KEY, shown INTEGER NOT NULL, accepted INTEGER NOT NULL,
 dismissed INTEGER NOT NULL, characters INTEGER NOT NULL, keys INTEGER NOT NULL);
INSERT INTO days VALUES ('2026-03-02', 5, 3, 1, 40, 200), ('2026-03-03', 1, 0, 1, 0, 10);
"""


def run_sql(script: str) -> None:
    """On the file, as another program does it."""
    tally_file().parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(tally_file())) as connection:
        connection.executescript(script)


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def test_counts_add_up_by_day_and_hour_and_can_be_erased() -> None:
    assert since(None) == Tally()
    assert not tally_file().exists()
    add({Slot(MONDAY, 9): Tally(3, 2, 1, 12, 40, 8), Slot(MONDAY, 10): Tally(keys=1)}, MONDAY)
    assert add({Slot(MONDAY, 9): Tally(1, 0, 1, 0, 10, 2)}, MONDAY) == Tally(4, 2, 2, 12, 51, 10)
    assert add({Slot(TUESDAY, 9): Tally(2, 2, 0, 9, 5)}, MONDAY).keys == 51
    assert since(MONDAY) == since(None) == Tally(6, 4, 2, 21, 56, 10)
    assert since(TUESDAY) == add({}, TUESDAY) == Tally(2, 2, 0, 9, 5)
    assert by_day(TUESDAY, 3) == {
        date(2026, 3, 1): Tally(),
        MONDAY: Tally(4, 2, 2, 12, 51, 10),
        TUESDAY: Tally(2, 2, 0, 9, 5),
    }
    assert list(by_day(TUESDAY, 3)) == sorted(by_day(TUESDAY, 3))
    hours = by_hour(TUESDAY, 2)
    assert (hours[9].keys, hours[10].keys, hours[11]) == (55, 1, Tally())
    assert by_hour(TUESDAY, 1)[9].keys == 5
    erase()
    assert since(None) == Tally()


tallies = st.builds(Tally, *[st.integers(0, 99)] * 6)
slots = st.builds(Slot, st.dates(MONDAY - timedelta(40), MONDAY), st.integers(0, 23))


def _with_an_order(
    counts: list[tuple[Slot, Tally]],
) -> st.SearchStrategy[tuple[list[tuple[Slot, Tally]], list[tuple[Slot, Tally]]]]:
    return st.tuples(st.just(counts), st.permutations(counts))


@given(st.lists(st.tuples(slots, tallies), max_size=8).flatmap(_with_an_order))
def test_in_whatever_order_counts_come_they_sum_up(
    drawn: tuple[list[tuple[Slot, Tally]], list[tuple[Slot, Tally]]],
) -> None:
    counts, ordered = drawn
    erase()
    for slot, tally in ordered:
        add({slot: tally}, MONDAY)
    assert since(None) == total(tally for _, tally in counts)
    for days in (1, 30, 41):
        recent = [(slot, tally) for slot, tally in counts if MONDAY - slot.day < timedelta(days)]
        found = by_day(MONDAY, days)
        assert total(found.values()) == total(tally for _, tally in recent)
        assert total(found.values()) == total(by_hour(MONDAY, days).values())
        assert total(found.values()) == since(MONDAY - timedelta(days - 1))
        for slot, _ in recent:
            same_day = total(tally for other, tally in recent if other.day == slot.day)
            assert found[slot.day] == same_day


def test_a_file_that_counted_by_day_is_taken_over() -> None:
    run_sql(BY_DAY)
    assert since(None) == Tally(6, 3, 2, 40, 210)
    assert by_day(TUESDAY, 2) == {MONDAY: Tally(5, 3, 1, 40, 200), TUESDAY: Tally(1, 0, 1, 0, 10)}
    assert total(by_hour(TUESDAY, 2).values()) == Tally()
    add({Slot(TUESDAY, 8): ONE}, TUESDAY)
    assert since(TUESDAY) == Tally(2, 1, 2, 1, 11, 1)
    # A window of the program as it was is still open, and writes on.
    run_sql(BY_DAY)
    assert since(None) == Tally(6, 3, 2, 40, 210) + Tally(6, 3, 2, 40, 210) + ONE
    assert since(None) == Tally(13, 7, 5, 81, 421, 1)


def test_what_cannot_be_taken_over_stays_as_it_was() -> None:
    run_sql(BY_DAY.replace("keys INTEGER NOT NULL", "others INTEGER"))
    before = tally_file().read_bytes()
    with pytest.raises(UserError, match="remove it to begin anew"):
        add({Slot(MONDAY, 9): ONE}, MONDAY)
    with closing(sqlite3.connect(tally_file())) as connection:
        assert len(connection.execute("SELECT * FROM days").fetchall()) == 2
    assert tally_file().read_bytes() == before


def test_a_file_of_a_later_version_is_told_and_left_alone() -> None:
    run_sql("CREATE TABLE minutes (minute INTEGER); PRAGMA user_version = 2")
    before = tally_file().read_bytes()
    for use in (lambda: since(None), lambda: add({Slot(MONDAY, 9): ONE}, MONDAY), erase):
        with pytest.raises(UserError, match="newer rnnwriter; use that one, or remove"):
            use()
    assert tally_file().read_bytes() == before


def test_the_file_is_for_its_owner_alone() -> None:
    mask = os.umask(0)
    try:
        add({Slot(MONDAY, 9): ONE}, MONDAY)
    finally:
        os.umask(mask)
    assert tally_file().stat().st_mode & 0o777 == 0o600
    assert tally_file().parent.stat().st_mode & 0o777 == 0o700


def test_a_broken_file_is_one_sentence() -> None:
    add({Slot(MONDAY, 9): ONE}, MONDAY)
    tally_file().write_bytes(b"no database" * 100)
    with pytest.raises(UserError, match="remove it to begin anew"):
        since(None)


_WINDOW = """
import sys
from datetime import date
from rnnwriter.tui.tally import Slot, Tally, add
print("ready", flush=True)
sys.stdin.readline()
for key in range(25):
    add({Slot(date(2026, 3, 2), key % 3): Tally(keys=1, words=2)}, date(2026, 3, 2))
"""


def test_two_windows_count_at_the_same_time() -> None:
    run_sql(BY_DAY)
    windows = [
        subprocess.Popen(
            [sys.executable, "-c", _WINDOW], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for window in windows:
        assert window.stdout is not None
        assert window.stdout.readline() == b"ready\n"
    for window in windows:
        assert window.stdin is not None
        window.stdin.write(b"\n")
        window.stdin.flush()
    for window in windows:
        window.communicate()
        assert window.returncode == 0
    assert since(None) == Tally(6, 3, 2, 40, 260, 100)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 999))
def test_a_share_is_one(accepted: int, typed: int, brought: int) -> None:
    tally = Tally(accepted=accepted, characters=brought + accepted, keys=typed + accepted)
    assert 0 <= tally.saved <= 1


@given(tallies, tallies)
def test_adding_forgets_no_field(one: Tally, two: Tally) -> None:
    pairs = zip(astuple(one), astuple(two), strict=True)
    assert astuple(one + two) == tuple(a + b for a, b in pairs)


def test_a_share_of_none_is_none() -> None:
    assert Tally(keys=5).taken is None
    assert Tally(shown=4, accepted=1).taken == 0.25
    # Shown in the hour before.
    assert Tally(shown=1, accepted=2).taken == 1


def test_the_folder_of_a_home_that_cannot_be_used_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("RNNWRITER_HOME", str(tmp_path / "file"))
    with pytest.raises(UserError, match="cannot be used"):
        add({Slot(MONDAY, 9): ONE}, MONDAY)
