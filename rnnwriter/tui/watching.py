"""Notices when another program changes the file that is open."""

import asyncio
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp


class Watching:
    """Of the file behind the text of `app`."""

    def __init__(self, app: "WriterApp") -> None:
        self._app = app
        self._path: Path | None = None

    def follow(self) -> None:
        """Watch the file that is open now, and no other."""
        path = self._app.filing.file.path
        if path != self._path:
            self._path = path
            self._app.start(partial(self._watch, path), group="watching", exclusive=True)

    async def _watch(self, path: Path | None) -> None:
        """Ends with the program, with another file, and where nothing can be watched: saving looks
        at the file all the same.
        """
        if path is None:
            return
        # It takes a while to import.
        watchfiles = await asyncio.to_thread(import_module, "watchfiles")
        try:
            file = await asyncio.to_thread(path.resolve)
            changes = watchfiles.awatch(
                file.parent,
                recursive=False,
                watch_filter=lambda _, name: Path(name).name == file.name,
            )
            # What happened before the watch began, too.
            await self._app.filing.look_again()
            async for _ in changes:
                await self._app.filing.look_again()
        except (OSError, RuntimeError):
            return
