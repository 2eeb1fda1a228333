"""What became of suggestions, and how much was written, by hours of days in a small SQLite file.

Never a word of the text. Several windows may write at the same time: everything is done in one
transaction, for which others wait.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rnnwriter.errors import UserError
from rnnwriter.paths import private_folder, state_folder

if TYPE_CHECKING:
    from sqlite3 import Connection

HOURS = range(24)


@dataclass(frozen=True)
class Tally:
    """shown: suggestions. accepted, dismissed: of those, in whole or part, or not at all.
    characters: that accepting brought. keys: that were typed, those that accepted included.
    words: that were begun, by typing or accepting.
    """

    shown: int = 0
    accepted: int = 0
    dismissed: int = 0
    characters: int = 0
    keys: int = 0
    words: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        # At each key, so by name: `astuple` takes tenfold.
        return Tally(
            self.shown + other.shown,
            self.accepted + other.accepted,
            self.dismissed + other.dismissed,
            self.characters + other.characters,
            self.keys + other.keys,
            self.words + other.words,
        )

    @property
    def saved(self) -> float:
        """The share of keystrokes that accepting saved."""
        written = self.keys - self.accepted + self.characters
        return max(1 - self.keys / written, 0.0) if written > 0 else 0.0

    @property
    def taken(self) -> float | None:
        """The share of suggestions that were accepted; None where none was shown.

        One that is shown at the end of an hour may be accepted in the next.
        """
        return min(self.accepted / self.shown, 1.0) if self.shown else None


@dataclass(frozen=True)
class Slot:
    """What counts are kept by: an hour of a day, local time."""

    day: date
    hour: int


_VERSION = 1
# Of what was counted before hours were told apart.
_UNKNOWN_HOUR = -1
_SECONDS_OF_PATIENCE = 5.0
_MOST_STEPS = 10_000_000
# Who types a key a millisecond needs thirty thousand years.
_MOST = 10**15
_COLUMNS = tuple(field.name for field in fields(Tally))
# Those of the file that counted by day.
_BEFORE = ("shown", "accepted", "dismissed", "characters", "keys")


def tally_file() -> Path:
    """Where counts are kept."""
    return state_folder() / "tally.sqlite"


def add(counts: Mapping[Slot, Tally], today: date) -> Tally:
    """Add to what is counted, all of it or nothing; returns what is counted of `today` then.

    Raises UserError, one sentence.
    """
    if not counts:
        return by_day(today, 1)[today]
    marks = ", ".join("?" * (2 + len(_COLUMNS)))
    with _sentences(), _open() as connection:
        connection.executemany(
            f"INSERT INTO hours VALUES ({marks}) ON CONFLICT DO UPDATE SET {_sums(_COLUMNS)}",
            [(slot.day.isoformat(), slot.hour, *astuple(one)) for slot, one in counts.items()],
        )
        return _select(connection, "NULL", "day = ?", [today.isoformat()]).get(None, Tally())


def since(day: date | None) -> Tally:
    """What is counted from a day on; from the beginning for None. Raises UserError."""
    found = _read("NULL", "day >= ?", [day.isoformat() if day else ""])
    return found.get(None, Tally())


def by_day(today: date, days: int) -> dict[date, Tally]:
    """What is counted on each of the last `days` days, in their order. Raises UserError."""
    names = {_name(today, ago): today - timedelta(ago) for ago in reversed(range(days))}
    found = _read("day", _among("day", names), [*names])
    return {day: found.get(name, Tally()) for name, day in names.items()}


def by_hour(today: date, days: int) -> dict[int, Tally]:
    """What is counted in each hour of the day, of the last `days` days. Raises UserError.

    What was counted before hours were told apart is left out.
    """
    names = [_name(today, ago) for ago in range(days)]
    where = f"{_among('day', names)} AND {_among('hour', HOURS)}"
    found = _read("hour", where, [*names, *HOURS])
    return {hour: found.get(hour, Tally()) for hour in HOURS}


def erase() -> None:
    """Forget all counts. Raises UserError."""
    with _sentences(), _open() as connection:
        connection.execute("DELETE FROM hours")


# The file


def _name(today: date, ago: int) -> str:
    return (today - timedelta(ago)).isoformat()


def _among(column: str, values: Sequence[object] | Mapping[str, object]) -> str:
    # As many groups as there are values at most, whatever the file holds.
    return f"{column} IN ({', '.join('?' * len(values))})"


def _sums(columns: Sequence[str]) -> str:
    return ", ".join(f"{name} = {name} + excluded.{name}" for name in columns)


def _read(group: str, where: str, values: Sequence[object]) -> dict[object, Tally]:
    """Sums by `group`; none, and no file is made, where there is none yet."""
    with _sentences():
        if not tally_file().exists():
            return {}
        with _open() as connection:
            return _select(connection, group, where, values)


def _select(
    connection: "Connection", group: str, where: str, values: Sequence[object]
) -> dict[object, Tally]:
    sums = ", ".join(f"SUM({name})" for name in _COLUMNS)
    rows = connection.execute(
        f"SELECT {group}, {sums} FROM hours WHERE {where} GROUP BY {group}", values
    )
    return {key: Tally(*map(_count, counts)) for key, *counts in rows}


def _count(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= _MOST:
        raise ValueError("it holds what is no count")
    return value


@contextmanager
def _sentences() -> Iterator[None]:
    """Whatever is wrong with the file, as one sentence."""
    import sqlite3

    try:
        yield
    except (OSError, ValueError, OverflowError, sqlite3.Error) as error:
        raise UserError(
            f"{tally_file()} cannot be used ({error}); remove it to begin anew"
        ) from error


@contextmanager
def _open() -> Iterator["Connection"]:
    """The file in a transaction, made when it is not there; it is written and closed at the end."""
    import sqlite3

    private_folder(state_folder())
    # SQLite would make it for everybody to read.
    tally_file().touch(mode=0o600)
    with closing(
        sqlite3.connect(tally_file(), timeout=_SECONDS_OF_PATIENCE, isolation_level=None)
    ) as connection:
        # A file of somebody else's may hold a table that is a program, and does not end.
        connection.set_progress_handler(lambda: 1, _MOST_STEPS)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("BEGIN IMMEDIATE")
        # Closing before the end takes everything back.
        _prepare(connection)
        yield connection
        connection.execute("COMMIT")


def _prepare(connection: "Connection") -> None:
    """Make the table, or take over what was counted by day."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > _VERSION:
        raise UserError(
            f"{tally_file()} was written by a newer rnnwriter; use that one,"
            " or remove the file to begin anew"
        )
    if version < _VERSION:
        columns = ", ".join(f"{name} INTEGER NOT NULL" for name in _COLUMNS)
        connection.execute(
            "CREATE TABLE IF NOT EXISTS hours"
            f" (day TEXT NOT NULL, hour INTEGER NOT NULL, {columns}, PRIMARY KEY (day, hour))"
        )
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    # An older window that is still open makes its table again; nothing of it is lost either.
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'days'").fetchone():
        names = ", ".join(_BEFORE)
        connection.execute(
            f"INSERT INTO hours SELECT day, {_UNKNOWN_HOUR}, {names}, 0 FROM days WHERE TRUE"
            f" ON CONFLICT DO UPDATE SET {_sums(_BEFORE)}"
        )
        connection.execute("DROP TABLE days")
