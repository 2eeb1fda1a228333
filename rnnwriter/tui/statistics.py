"""Counting in the app what becomes of suggestions and what is written.

What is counted goes into the file from time to time, in a thread; what the file holds of today is
remembered, so that asking for today's counts costs next to nothing.
"""

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from rnnwriter.errors import UserError
from rnnwriter.tui.tally import Slot, Tally, add, erase

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp

_SECONDS = 60.0
_NOTHING = Tally()

Counts = dict[Slot, Tally]


class Statistics:
    """Of `app`'s suggestions. now: the clock, in local time."""

    def __init__(self, app: "WriterApp", now: Callable[[], datetime] = datetime.now) -> None:
        self._app = app
        self._now = now
        self._pending: Counts = {}
        # What is on its way into the file.
        self._leaving: Counts = {}
        # Of which day the file was read last, and what it held then.
        self._kept: tuple[date | None, Tally] = (None, _NOTHING)
        self._taken = False
        self._problem = ""
        # Keeping and erasing come one after the other.
        self._lock = asyncio.Lock()

    def begin(self) -> None:
        """Read what is counted of today, and keep counts every minute."""
        self._app.call_after_refresh(self._keep_beside)
        self._app.set_interval(_SECONDS, self._keep_beside)

    def _keep_beside(self) -> None:
        # The app does not wait for a file that another window has at the moment.
        self._app.start(self.keep, "statistics")

    @property
    def today(self) -> Tally:
        """What is counted today, by all windows; what others do is seen when this one keeps."""
        day, total = self._now().date(), _NOTHING
        if self._kept[0] == day:
            total = self._kept[1]
        for counts in (self._pending, self._leaving):
            for slot, tally in counts.items():
                if slot.day == day:
                    total += tally
        return total

    def typed(self, keys: int, words: int = 0) -> None:
        """So many characters were typed; they began so many words."""
        self._count(Tally(keys=keys, words=words))

    def shown(self) -> None:
        """A suggestion is shown."""
        self._count(Tally(shown=1))
        self._taken = False

    def accepted(self, characters: int, words: int = 0) -> None:
        """A key brought so many characters of it; one suggestion may be accepted in parts."""
        self._count(Tally(accepted=not self._taken, characters=characters, keys=1, words=words))
        self._taken = True

    def dismissed(self) -> None:
        """It went; if nothing of it was accepted, in vain."""
        self._count(Tally(dismissed=not self._taken))

    def _count(self, tally: Tally) -> None:
        now = self._now()
        _put(self._pending, Slot(now.date(), now.hour), tally)

    async def keep(self) -> None:
        """Put what was counted into the file; look what it holds of today."""
        async with self._lock:
            day = self._now().date()
            if not self._pending and self._kept[0] == day:
                return
            self._leaving, self._pending = self._pending, {}
            try:
                kept = await asyncio.to_thread(add, self._leaving, day)
            except UserError as error:
                # It is tried again in a minute, and told once.
                for slot, tally in self._leaving.items():
                    _put(self._pending, slot, tally)
                if self._pending and self._problem != str(error):
                    self._problem = str(error)
                    self._app.tell(f"Suggestions are not counted: {error}")
            else:
                self._kept = (day, kept)
                self._problem = ""
            self._leaving = {}

    async def erase(self) -> None:
        """Forget all that was counted. Raises UserError."""
        async with self._lock:
            await asyncio.to_thread(erase)
            self._pending = {}
            self._kept = (self._now().date(), _NOTHING)


def _put(counts: Counts, slot: Slot, tally: Tally) -> None:
    counts[slot] = counts.get(slot, _NOTHING) + tally
