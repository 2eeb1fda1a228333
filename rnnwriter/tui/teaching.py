"""From a folder of notes to a model in training: choose it, see what would be read, press a key."""

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnnwriter.errors import UserError
from rnnwriter.model.store import check_name, models, trained_path
from rnnwriter.training.pytorch import pytorch_or_sentence
from rnnwriter.training.record import read_record
from rnnwriter.tui.programs import scanned
from rnnwriter.tui.scan_screen import Plan, ScanScreen
from rnnwriter.tui.training import Training, training_arguments

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp

MINUTES = 10.0


class Teaching:
    """The conversation of `app` about its training, in a worker: one can write meanwhile."""

    def __init__(self, app: "WriterApp", training: Training) -> None:
        self._app = app
        self._training = training
        self._talks = asyncio.Lock()

    async def talk(self) -> None:
        """Show the training there is, or begin one."""
        if self._talks.locked():
            return
        async with self._talks:
            await self._training.find()
            if self._training.view is not None and not await self._shown():
                return
            await self._begin()

    async def _shown(self) -> bool:
        """Show the training; whether another is wanted."""
        from rnnwriter.tui.training_screen import TrainingScreen

        return await self._app.push_screen_wait(TrainingScreen(self._training)) == "again"

    async def _begin(self) -> None:
        from rnnwriter.tui.notes_screen import NotesScreen

        app = self._app
        try:
            pytorch_or_sentence("training")
        except UserError as error:
            app.tell(str(error), lasting=True)
            return
        known = await asyncio.to_thread(_known_folders)
        known = [*(Path(path).expanduser() for path in app.settings.notes), *known]
        file = app.filing.file.path
        start = file.parent if file is not None else Path.cwd()
        folder = await app.push_screen_wait(NotesScreen(known, start))
        if folder is None:
            return
        # A name that begins with "-" would be taken for an option.
        folder = folder.absolute()
        app.tell(f"Looking through {folder}", lasting=True)
        try:
            found = await scanned([str(folder)])
        except UserError as error:
            app.tell(str(error), lasting=True)
            return
        app.tell("")
        await self._offer(folder, found)

    async def _offer(self, folder: Path, found: Mapping[str, Any]) -> None:
        app = self._app
        plan = await app.push_screen_wait(
            ScanScreen(folder, found, Plan(_name_for(folder), MINUTES), _wrong_name, _is_known)
        )
        if plan is None:
            return
        arguments = training_arguments(
            folder,
            plan.name,
            plan.minutes,
            app.settings.pause_on,
            update=_is_known(plan.name),
        )
        try:
            self._training.start(plan.name, arguments)
        except UserError as error:
            app.tell(str(error), lasting=True)
            return
        app.show_status()
        app.tell(
            f"{plan.name} learns from {folder.name or folder} for {plan.minutes:g} minutes;"
            f" write on, {app.training_key} shows how it goes"
        )


def _known_folders() -> list[Path]:
    """Folders that models have learnt from."""
    found: list[Path] = []
    for name in models():
        try:
            found += map(Path, read_record(name).paths)
        except UserError:
            continue
    return found


def _name_for(folder: Path) -> str:
    """A name for a model of `folder`."""
    name = re.sub(r"[^a-z0-9._-]+", "-", folder.resolve().name.lower()).strip("-._")
    return name if name and not _wrong_name(name) else "me"


def _wrong_name(name: str) -> str:
    try:
        check_name(name)
    except UserError as error:
        return str(error)
    return ""


def _is_known(name: str) -> bool:
    """Whether there is a model of this name, to be taught more."""
    return not _wrong_name(name) and trained_path(name).exists()
