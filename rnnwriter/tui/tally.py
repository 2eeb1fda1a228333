"""What became of suggestions, counted by day in a small SQLite file; never a word of the text."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rnnwriter.errors import UserError
from rnnwriter.paths import private_folder, state_folder

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True)
class Tally:
    """shown: suggestions. accepted, dismissed: of those, in whole or part, or not at all.
    characters: that accepting brought. keys: that were typed, those that accepted included.
    """

    shown: int = 0
    accepted: int = 0
    dismissed: int = 0
    characters: int = 0
    keys: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    @property
    def saved(self) -> float:
        """The share of keystrokes that accepting saved."""
        written = self.keys - self.accepted + self.characters
        return max(1 - self.keys / written, 0.0) if written > 0 else 0.0


_MOST_STEPS = 10_000_000
_COLUMNS = tuple(field.name for field in fields(Tally))


def tally_file() -> Path:
    """Where counts are kept."""
    return state_folder() / "tally.sqlite"


@contextmanager
def _open() -> Iterator["Connection"]:
    """The file, made when it is not there; it is closed and written at the end."""
    import sqlite3

    try:
        private_folder(state_folder())
        # SQLite would make it for everybody to read.
        tally_file().touch(mode=0o600)
        with closing(sqlite3.connect(tally_file())) as connection, connection:
            # A file of somebody else's may hold a table that is a program, and does not end.
            connection.set_progress_handler(lambda: 1, _MOST_STEPS)
            connection.execute("PRAGMA trusted_schema = OFF")
            columns = ", ".join(f"{name} INTEGER NOT NULL" for name in _COLUMNS)
            connection.execute(f"CREATE TABLE IF NOT EXISTS days (day TEXT PRIMARY KEY, {columns})")
            yield connection
    except (OSError, ValueError, OverflowError, sqlite3.Error) as error:
        raise UserError(
            f"{tally_file()} cannot be used ({error}); remove it to begin anew"
        ) from error


def add(tally: Tally, day: date) -> None:
    """Add to what is counted of a day. Raises UserError, one sentence."""
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in _COLUMNS)
    marks = ", ".join("?" * (1 + len(_COLUMNS)))
    with _open() as connection:
        connection.execute(
            f"INSERT INTO days VALUES ({marks}) ON CONFLICT (day) DO UPDATE SET {sums}",
            (day.isoformat(), *astuple(tally)),
        )


def since(day: date | None) -> Tally:
    """What is counted from a day on; from the beginning for None. Raises UserError."""
    sums = ", ".join(f"COALESCE(SUM({name}), 0)" for name in _COLUMNS)
    with _open() as connection:
        row = connection.execute(
            f"SELECT {sums} FROM days WHERE day >= ?", (day.isoformat() if day else "",)
        ).fetchone()
    try:
        return Tally(*map(int, row))
    except (ValueError, TypeError, OverflowError) as error:
        raise UserError(
            f"{tally_file()} cannot be used ({error}); remove it to begin anew"
        ) from error


def erase() -> None:
    """Forget all counts. Raises UserError."""
    with _open() as connection:
        connection.execute("DELETE FROM days")
