"""Opening, saving and leaving a text, with the questions that belong to it.

Only one conversation about a file goes on at a time. A key that would begin another waits until a
file is written or read, but is ignored while a question is asked.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from rnnwriter.errors import UserError
from rnnwriter.recovery.backups import back_up
from rnnwriter.remembered import change_memory, read_memory
from rnnwriter.tui.history import HistoryState
from rnnwriter.tui.open_file import EncodingError, OpenFile, open_file, path_of

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp


class Filing:
    """The file behind the text of `app`."""

    def __init__(self, app: "WriterApp", file: OpenFile) -> None:
        self.file = file
        self._app = app
        self._saved_state = HistoryState(None, 0)
        self._conversation = asyncio.Lock()
        # Held from looking at the file, or writing it, until `file` says how it is.
        self._at_disk = asyncio.Lock()

    @property
    def modified(self) -> bool:
        """Whether anything was changed since the text was opened or saved."""
        return not self._app.editor.history.state.same(self._saved_state)

    def shown(self) -> None:
        """The editor shows the text of the file: go to where the cursor was."""
        editor = self._app.editor
        self._saved_state = editor.history.state
        self._app.recovering.shown()
        self._app.watching.follow()
        if self.file.path is not None:
            editor.move_cursor(read_memory().place(self.file.path), center=True)
        if not self.file.content.exact:
            self._app.tell(
                f"{self.file.name} is opened read-only: saving it in its encoding "
                f"({self.file.content.encoding}) would change what nobody touched",
                lasting=True,
            )

    def remember(self) -> None:
        """Remember the file and the cursor's place."""
        if self.file.path is not None:
            path, place = self.file.path, self._app.editor.cursor_location
            change_memory(lambda memory: memory.with_file(path, *place))

    def save(self) -> None:
        """Save, asking for a name or for leave where that is needed."""
        self._converse(self._save)

    def save_as(self) -> None:
        """Save under another name."""
        self._converse(lambda: self._save(another=True))

    def open(self) -> None:
        """Open another file in place of this one."""
        self._converse(self._open)

    def quit(self) -> None:
        """Quit, asking first if there are unsaved changes."""
        self._converse(self._quit)

    def _converse(self, talk: Callable[[], Awaitable[object]]) -> None:
        if isinstance(self._app.screen, ModalScreen):
            return

        async def conversation() -> None:
            async with self._conversation:
                if not isinstance(self._app.screen, ModalScreen):
                    await talk()

        self._app.run_worker(conversation(), group="file")

    async def _choice(self, question: str, answers: list[str]) -> str:
        from rnnwriter.tui.prompts import Choice

        return await self._app.push_screen_wait(Choice(question, answers))

    async def _may_leave(self) -> bool:
        """Whether the text is saved, or may be lost."""
        if not self.modified:
            return True
        answer = await self._choice(f"{self.file.name} has unsaved changes.", ["Save", "Discard"])
        return answer == "Discard" or (answer == "Save" and await self._save())

    async def _quit(self) -> None:
        if await self._may_leave() and await self._may_leave_training():
            self.remember()
            await self._app.statistics.keep()
            self._app.recovering.quit()
            self._app.exit()

    async def _may_leave_training(self) -> bool:
        """Whether training in the background may go on, or was told what to do."""
        training = self._app.training
        if training is None or training.view is None or not training.view.heeds:
            return True
        question = f"{training.view.name} is still in training."
        answers = ["Go on", "Stop and keep it", "Discard it"]
        answer = await self._choice(question, answers)
        try:
            if answer == "Stop and keep it":
                training.ask("keep")
            elif answer == "Discard it":
                training.ask("discard")
        except UserError as error:
            self._app.tell(str(error), lasting=True)
            return False
        return answer in answers

    async def _open(self) -> None:
        from rnnwriter.tui.open_screen import OpenScreen

        folder = self.file.path.parent if self.file.path else Path.cwd()
        path = await self._app.push_screen_wait(OpenScreen(read_memory().recent, folder))
        if path is not None:
            await self.show(path)

    async def show(self, path: Path | None) -> bool:
        """Edit the file at `path`, or a new text, in place of this one; whether that is done."""
        file = await self._read(path)
        if file is None or not await self._may_leave():
            return False
        if file.changed_by_others():
            # It is the one that has just been saved.
            file = await self._read(path)
        if file is None:
            return False
        self.remember()
        self.file = file
        self._app.show_file()
        await self._app.recovering.switched()
        return True

    async def _read(self, path: Path | None) -> OpenFile | None:
        """The file at `path`; None, said why, when it cannot be opened."""
        try:
            return await asyncio.to_thread(open_file, path)
        except UserError as error:
            self._app.tell(f"Not opened: {error}", lasting=True)
            return None

    async def _save(self, another: bool = False) -> bool:
        """Whether the text is saved."""
        editor = self._app.editor
        if editor.read_only:
            self._app.tell(f"{self.file.name} is open read-only, so there is nothing to save")
            return False
        try:
            file = await self._file_to_write(another)
        except UserError as error:
            self._app.tell(f"Not saved: {error}", lasting=True)
            return False
        if file is None:
            return False
        # What is typed on becomes a step of its own, so that undoing leads back to what was saved.
        editor.history.checkpoint()
        text, state = editor.text, editor.history.state
        assert file.path is not None
        kept = ""
        try:
            await asyncio.to_thread(back_up, file.path, self._app.settings.backups)
        except UserError as error:
            kept = f", but not the version before: {error}"
        try:
            try:
                await self._write(file, text)
            except EncodingError as error:
                answer = await self._choice(f"{error}.", ["UTF-8"])
                if answer != "UTF-8":
                    return False
                await self._write(file.as_utf8(), text)
        except UserError as error:
            self._app.tell(f"Not saved: {error}", lasting=True)
            return False
        self._saved_state = state
        await self._app.recovering.saved()
        self._app.watching.follow()
        self.remember()
        self._app.show_status()
        self._app.tell(f"Saved {self.file.name}{kept}")
        return True

    async def _write(self, file: OpenFile, text: str) -> None:
        async with self._at_disk:
            self.file = await asyncio.to_thread(file.saved, text)

    async def _file_to_write(self, another: bool) -> OpenFile | None:
        """Where to save, or None if the person changed their mind; UserError if it cannot be."""
        file = self.file
        answers = ["Overwrite"]
        if file.path is None or another:
            so_far = str(file.path) if file.path else ""
            name = await self._app.ask("Save as:", so_far)
            if not name:
                return None
            path = path_of(name)
            if path.is_dir():
                raise UserError(f"{path} is a folder; choose another name")
            file = file.named(path)
            question = f"{file.name} exists." if file.stamp else ""
        else:
            changed = file.changed_by_others()
            question = f"{file.name} was changed by another program." if changed else ""
            if changed and file.path.exists():
                answers.append("Read it instead")
        if question:
            answer = await self._choice(question, answers)
            if answer == "Read it instead":
                async with self._at_disk:
                    await self._read_again()
            if answer != "Overwrite":
                return None
        return file

    async def look_again(self) -> None:
        """The file may have been changed by another program: show it as it is, or say so."""
        async with self._at_disk:
            file = self.file
            if file.path is None or not await asyncio.to_thread(file.changed_by_others):
                return
            if not file.path.exists():
                self._app.tell(f"{file.name} is gone; saving writes it anew", lasting=True)
            elif self.modified:
                self._app.tell(
                    f"{file.name} was changed by another program; "
                    "you are asked before it is overwritten",
                    lasting=True,
                )
            else:
                await self._read_again()

    async def _read_again(self) -> None:
        """Show the file as another program left it; undo shows what was there before."""
        state = self._app.editor.history.state
        file = await self._read(self.file.path)
        editor = self._app.editor
        if file is None or not editor.history.state.same(state):
            # Somebody typed meanwhile.
            return
        before, after = editor.text, file.content.text
        self.file = file
        editor.read_only = not file.content.exact
        if before != after:
            editor.change_to(after)
            self._app.tell(f"{file.name} was changed by another program; undo shows it as before")
        self._saved_state = editor.history.state
        await self._app.recovering.saved()
        self._app.show_status()
