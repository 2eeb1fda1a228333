"""Calls made off the event loop, of which only the newest matters.

At most one call runs and one waits; a newer call takes the place of the waiting one. A second one
may wait until nothing else is asked. All state is touched on the event loop only, so no locks are
needed.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer")
Other = TypeVar("Other")


@dataclass(frozen=True)
class _Call(Generic[Answer]):
    token: int
    function: Callable[[], Answer]
    deliver: Callable[[int, Answer | Exception], object]

    def run(self) -> Answer | Exception:
        try:
            return self.function()
        except Exception as error:  # whatever an engine raises, the editor goes on
            return error


class NewestWins(Generic[Answer]):
    """Runs one call at a time in a thread and hands each answer, or what it raised, to `deliver`.

    `deliver` is called on the event loop with the token of the call; whether the answer is still
    wanted is for it to judge.
    """

    def __init__(
        self,
        deliver: Callable[[int, Answer | Exception], object],
        interrupt: Callable[[], object] = lambda: None,
    ) -> None:
        """interrupt: hastens the call that is running, when another is wanted."""
        self._deliver = deliver
        self._interrupt = interrupt
        self._waiting: _Call[Answer] | None = None
        self._idle: _Call[Any] | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a call is running."""
        return self._task is not None and not self._task.done()

    def ask(self, token: int, function: Callable[[], Answer]) -> None:
        """Run `function` off the event loop, after the one now running, unless a newer comes."""
        self._waiting = _Call(token, function, self._deliver)
        if self.busy:
            self._interrupt()
        else:
            self._begin()

    def ask_when_idle(
        self,
        token: int,
        function: Callable[[], Other],
        deliver: Callable[[int, Other | Exception], object],
    ) -> None:
        """Run `function` once nothing else is asked, unless a newer one comes that also can wait.

        It interrupts nothing; its answer goes to a `deliver` of its own.
        """
        self._idle = _Call(token, function, deliver)
        if not self.busy:
            self._begin()

    def forget(self) -> None:
        """Drop the waiting call; the running one cannot be stopped, only ignored."""
        self._waiting = None

    def close(self) -> None:
        """Deliver nothing any more."""
        self._waiting = self._idle = None
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._work())

    def _next(self) -> _Call[Any] | None:
        """Take the call to run now."""
        if self._waiting is not None:
            call, self._waiting = self._waiting, None
            return call
        idle, self._idle = self._idle, None
        return idle

    async def _work(self) -> None:
        while (call := self._next()) is not None:
            answer = await asyncio.to_thread(call.run)
            call.deliver(call.token, answer)
