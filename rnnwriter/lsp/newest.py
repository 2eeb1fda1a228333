"""Questions to a suggester, one at a time, of which only the newest is worth its answer."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


class Newest:
    """Runs one call at a time in a thread; a newer one takes the place of those that wait.

    interrupt: hastens the call that is running, when nobody wants its answer any more.
    """

    def __init__(self, interrupt: Callable[[], object]) -> None:
        self._interrupt = interrupt
        self._lock = asyncio.Lock()
        self._asked = 0

    async def ask(self, function: Callable[[], Answer]) -> Answer | None:
        """What `function` returns; None when a newer call came before it was this one's turn.

        Cancelling it lets the next one begin as soon as the thread is done, not before.
        """
        self._asked += 1
        number = self._asked
        if self._lock.locked():
            self._interrupt()
        call = asyncio.ensure_future(self._run(number, function))
        try:
            return await asyncio.shield(call)
        except asyncio.CancelledError:
            if number == self._asked:
                # Its turn may not have come yet.
                self._asked += 1
                self._interrupt()
            raise

    async def _run(self, number: int, function: Callable[[], Answer]) -> Answer | None:
        async with self._lock:
            if number != self._asked:
                return None
            return await asyncio.to_thread(function)
