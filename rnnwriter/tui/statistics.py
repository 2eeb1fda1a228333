"""Counting in the app what becomes of suggestions; kept from time to time, off the event loop."""

import asyncio
from datetime import date
from typing import TYPE_CHECKING

from rnnwriter.errors import UserError
from rnnwriter.tui.tally import Tally, add

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp

_SECONDS = 60.0


class Statistics:
    """Of `app`'s suggestions, since they were kept last."""

    def __init__(self, app: "WriterApp") -> None:
        self._app = app
        self._pending = Tally()
        self._taken = False

    def begin(self) -> None:
        """Keep counts every minute."""
        self._app.set_interval(_SECONDS, self.keep)

    def typed(self, keys: int) -> None:
        """So many characters were typed."""
        self._pending += Tally(keys=keys)

    def shown(self) -> None:
        """A suggestion is shown."""
        self._pending += Tally(shown=1)
        self._taken = False

    def accepted(self, characters: int) -> None:
        """A key brought so many characters of it; one suggestion may be accepted in parts."""
        self._pending += Tally(accepted=not self._taken, characters=characters, keys=1)
        self._taken = True

    def dismissed(self) -> None:
        """It went; if nothing of it was accepted, in vain."""
        self._pending += Tally(dismissed=not self._taken)

    async def keep(self) -> None:
        """Put what was counted into the file."""
        pending, self._pending = self._pending, Tally()
        if pending == Tally():
            return
        try:
            await asyncio.to_thread(add, pending, date.today())
        except UserError as error:
            self._app.tell(f"Suggestions are not counted: {error}")
