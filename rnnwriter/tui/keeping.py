"""The models of the editor, kept in order: what the pane of models does, in the app.

All that looks at the disk, or loads, is done in threads.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rnnwriter import paths
from rnnwriter.engines.listing import listed_engines, listed_models
from rnnwriter.errors import UserError
from rnnwriter.evaluation.comparing import MOST
from rnnwriter.settings import load_settings
from rnnwriter.training.keeping import delete, export, rename
from rnnwriter.training.process import holder
from rnnwriter.training.record import read_record
from rnnwriter.training.report import Report
from rnnwriter.training.run import runs
from rnnwriter.tui.model_rows import Entry
from rnnwriter.tui.open_file import path_of

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp


class Keeping:
    """What can be done to models in `app`. What cannot is raised as a UserError."""

    def __init__(self, app: "WriterApp") -> None:
        self._app = app

    @property
    def suggests(self) -> str:
        """The name of what suggests; "" for nothing."""
        engine = self._app.models.engine
        return engine.name if engine is not None else ""

    @property
    def key(self) -> str:
        """What goes back to the model before."""
        return self._app.back_key

    async def entries(self) -> list[Entry]:
        """Everything that can suggest, the starter first."""
        return await asyncio.to_thread(_entries)

    async def report(self, name: str) -> Report | None:
        """Of the last training of the model `name`, if there is one."""
        return await asyncio.to_thread(_report, name)

    async def choose(self, name: str) -> None:
        """Suggest with `name`."""
        app = self._app
        if app.training is not None and (
            app.training.view is None or app.training.view.name != name
        ):
            app.training.stay()
        if why := await app.models.choose(name):
            raise UserError(why)
        await app.proofing.load_spelling()
        app.tell(f"{self.suggests} suggests; {app.back_key} goes back to the model before")

    async def rename(self, old: str, new: str) -> str:
        """Rename a model; returns what is to be said. What is begun is not left half done."""
        return await asyncio.shield(self._renamed(old, new))

    async def _renamed(self, old: str, new: str) -> str:
        await asyncio.to_thread(rename, old, new)
        self._app.models.rename(old, new)
        self._follow_no_longer(old)
        return f"{old} is called {new} now{await asyncio.to_thread(_in_settings, old)}"

    def place(self, path: str) -> Path:
        """What a person means by `path`: beside the file that is open, unless it says otherwise."""
        file = self._app.filing.file.path
        return path_of(path, file.parent if file is not None else Path.cwd()).absolute()

    async def export(self, name: str, path: Path, *, over: bool) -> str:
        """Copy a model; returns what is to be said."""
        try:
            target = await asyncio.to_thread(export, name, path, over=over)
        except FileExistsError as error:
            raise UserError(f"{error}; export it once more") from None
        return f"{name} is copied to {target}"

    async def delete(self, name: str) -> str:
        """Delete a model; returns what is to be said."""
        return await asyncio.shield(self._deleted(name))

    async def _deleted(self, name: str) -> str:
        before = self.suggests
        await asyncio.to_thread(delete, name)
        self._follow_no_longer(name)
        await self._app.models.forget(name)
        if self.suggests == before:
            return f"{name} is deleted{await asyncio.to_thread(_in_settings, name)}"
        await self._app.proofing.load_spelling()
        told = f"{name} is deleted, and {self.suggests or 'nothing'} suggests in its place"
        return told + await asyncio.to_thread(_in_settings, name)

    def _follow_no_longer(self, name: str) -> None:
        """The report of a run that is not there any more is not to be shown."""
        training = self._app.training
        if training is not None and training.view is not None and training.view.name == name:
            training.dismiss()

    @property
    def text(self) -> str:
        """The end of the text."""
        document = self._app.editor.document
        return end_of(document.lines, document.end)

    @property
    def before(self) -> str:
        """What stands before the cursor."""
        return end_of(self._app.editor.document.lines, self._app.editor.cursor_location)


def end_of(lines: Sequence[str], location: tuple[int, int]) -> str:
    """At most MOST characters before `location`, (line, column)."""
    line, column = location
    parts = [lines[line][:column]]
    count = column
    while line and count < MOST:
        line -= 1
        parts.append(lines[line])
        count += len(lines[line]) + 1
    return "\n".join(reversed(parts))[-MOST:]


async def show_models(app: "WriterApp") -> None:
    """Show the models that there are."""
    from rnnwriter.tui.models_screen import ModelsScreen

    if app.models.loading:
        app.tell("The model is not loaded yet; ask again in a moment")
        return
    await app.push_screen_wait(ModelsScreen(Keeping(app), app.settings.eagerness))


def _entries() -> list[Entry]:
    training = {run.name for run in runs() if holder(run) is not None}
    return [Entry(one, one.name in training) for one in (*listed_models(), *listed_engines())]


def _report(name: str) -> Report | None:
    try:
        values = read_record(name).report
        return Report.of(values) if values else None
    except (UserError, KeyError, TypeError, ValueError):
        return None


def _in_settings(name: str) -> str:
    """What is to be said besides, where the settings name a model that is called so no longer."""
    file = paths.settings_file()
    try:
        named = load_settings(file).model
    except UserError:
        return ""
    return f"; {file} still names {name}, so change it there" if named == name else ""
