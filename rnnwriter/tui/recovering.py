"""Keeps what is typed against a crash, and offers what an earlier one left.

Within a second of a key its edit is in a journal, which goes when the text is saved or given up.
"""

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.document._document import Location
from textual.timer import Timer

from rnnwriter.errors import UserError
from rnnwriter.recovery.claims import Claim, another, claim
from rnnwriter.recovery.journal import Edit, Journal
from rnnwriter.recovery.leftovers import Leftover, leftovers, taken_from
from rnnwriter.tui.hangup import is_gone
from rnnwriter.tui.open_file import open_file
from rnnwriter.tui.prose_document import ProseDocument

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp

# From an edit to its writing; it has to be on disk within a second.
_SECONDS = 0.4
# From a writing that failed to the next.
_AGAIN_SECONDS = 5.0
# Between two looks whether the terminal is still there.
_LOOK_SECONDS = 1.0
_ENDINGS = ("SIGTERM", "SIGHUP")
# From a signal to the end, at most.
_ENDING_SECONDS = 2.0


class Recovering:
    """Of `app`'s text."""

    def __init__(self, app: "WriterApp") -> None:
        self._app = app
        self._claim: Claim | None = None
        self._journal: Journal | None = None
        # Of the journal.
        self._path: Path | None = None
        # Whether there was an edit since the last that was sealed; also before there is a journal.
        self._edited = False
        self._timer: Timer | None = None
        self._complained = False
        self._ending = False
        self._left: list[Leftover] = []
        self._looking = asyncio.Lock()

    @property
    def file(self) -> Path | None:
        """Where the journal of the text is; None before it is claimed."""
        return self._journal.file if self._journal else None

    # Keeping

    def begin(self) -> None:
        """Keep the text, also when the system or the terminal ends the program; then offer what an
        earlier crash left.
        """
        loop = asyncio.get_running_loop()
        for name in _ENDINGS:
            if (number := getattr(signal, name, None)) is not None:
                # Only where the program runs in the main thread of a system that has it.
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._ended, number)
        self._app.set_interval(_LOOK_SECONDS, self._look_at_terminal)
        self._app.start(self._begin, group="recovery")

    def _look_at_terminal(self) -> None:
        if self._ending or self._app.is_headless or sys.__stdin__ is None:
            return
        with suppress(OSError, ValueError):
            if is_gone(sys.__stdin__.fileno()):
                self._ended(int(signal.SIGHUP))

    def shown(self) -> None:
        """The editor shows a text that was read: hear of its edits."""
        document = self._app.editor.document
        assert isinstance(document, ProseDocument)
        document.told = self._note
        self._edited = False

    async def switched(self) -> None:
        """It is the text of another file: nothing is kept of the one before, which was left."""
        self.end()
        if await self._follow():
            self._app.start(self.offer, group="recovery")

    async def saved(self) -> None:
        """The text is on disk, as far as it is not modified."""
        if self._journal is None:
            return
        if self._path != self._app.filing.file.path:
            await self.switched()
        else:
            await asyncio.to_thread(self._journal.forget)
        self._edited = self._app.filing.modified
        self._keep()

    def end(self) -> None:
        """The text was left as it is: keep nothing."""
        if self._journal is not None:
            self._journal.forget()
            self._journal = None
        if self._claim is not None:
            self._claim.release()
            self._claim = None
        self._edited = False

    def quit(self) -> None:
        """The person quits: what was put off is for the next window."""
        self.end()
        for left in self._left:
            left.put_back()
        self._left = []

    def _note(self, start: Location, end: Location, text: str) -> None:
        if self._journal is not None:
            self._journal.note(Edit(start, end, text))
        self._edited = True
        self._wait(_SECONDS)

    def _wait(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = self._app.set_timer(seconds, self._keep)

    def _keep(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._edited and self._journal is not None:
            self._seal(self._journal)
            self._app.start(partial(self._write, self._journal), group="recovery")

    def _seal(self, journal: Journal) -> None:
        journal.seal(lambda: self._app.editor.text)
        self._edited = False

    async def _write(self, journal: Journal) -> None:
        try:
            await asyncio.to_thread(journal.write)
            self._complained = False
        except UserError as error:
            if not self._complained:
                self._complained = True
                self._app.tell(f"What you write is not kept against a crash: {error}", lasting=True)
            self._edited = True
            self._wait(_AGAIN_SECONDS)

    def _ended(self, number: int) -> None:
        """The system ends the program."""
        self._ending = True
        if self._edited and self._journal is None:
            # It has only just begun.
            path = self._app.filing.file.path
            self._journal = Journal(another().journal, path)
        if self._journal is not None:
            if self._edited:
                self._seal(self._journal)
            with suppress(UserError):
                self._journal.write()
        # Where the terminal is gone, Textual may wait for ever until it has drawn on it.
        last = threading.Timer(_ENDING_SECONDS, os._exit, [128 + number])
        last.daemon = True
        last.start()
        self._app.exit(return_code=128 + number)

    # Offering

    async def _begin(self) -> None:
        await self._follow()
        await self.offer_all()

    async def offer_all(self) -> bool:
        """Offer what was left of any text; whether there was something."""
        self._left += await asyncio.to_thread(lambda: list(leftovers()))
        found = bool(self._left)
        await self.offer()
        return found

    async def _follow(self) -> bool:
        """Claim the text that is shown, and begin its journal; whether there was one, which waits
        to be offered.
        """
        async with self._looking:
            path = self._app.filing.file.path
            claimed = await asyncio.to_thread(claim, path)
            if claimed is None:
                self._app.tell(
                    f"{self._app.filing.file.name} is open in another window too; "
                    "you are asked before what that one saves is overwritten",
                    lasting=True,
                )
                claimed = await asyncio.to_thread(another)
            left = await asyncio.to_thread(taken_from, claimed)
            if left is not None:
                self._left.insert(0, left)
            self._claim, self._path = claimed, path
            self._journal = Journal(claimed.journal, path)
            if self._edited:
                self._wait(_SECONDS)
            return left is not None

    async def offer(self) -> None:
        """Show what was left, if anything, and do with it what the person wants."""
        from rnnwriter.tui.recovery_screen import RecoveryScreen

        while self._left:
            decision = await self._app.push_screen_wait(RecoveryScreen(self._left))
            if decision is None:
                return
            at, what = decision
            if what == "discard":
                await asyncio.to_thread(self._left.pop(at).throw_away)
            elif await self._open(self._left[at]):
                return

    async def _open(self, left: Leftover) -> bool:
        """Edit what was left, in its file; whether that could be done."""
        filing, editor, path = self._app.filing, self._app.editor, left.unsaved.path
        if path is not None and not await asyncio.to_thread(_can_be_opened, path):
            # It gets a name when it is saved.
            path = None
        if (path != filing.file.path or filing.modified) and not await filing.show(path):
            return False
        if editor.read_only and not await filing.show(None):
            return False
        self._left.remove(left)
        editor.change_to(left.unsaved.text)
        if self._journal is not None:
            self._seal(self._journal)
            await self._write(self._journal)
        await asyncio.to_thread(left.throw_away)
        self._app.tell(f"{filing.file.name} is as you left it; it is not saved yet")
        return True


def _can_be_opened(path: Path) -> bool:
    try:
        open_file(path)
    except UserError:
        return False
    return True
