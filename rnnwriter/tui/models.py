"""Which model suggests: loading it in a thread, changing to another between two keys, and back."""

import asyncio
import gc
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from rnnwriter.errors import UserError
from rnnwriter.tui.engine import Engine
from rnnwriter.tui.memory import read_memory, write_memory

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp


STARTER = "starter"


class Models:
    """The model that suggests in `app`, and the one before it.

    load: makes an engine of a model's name or path; it is called in a thread.
    """

    def __init__(self, app: "WriterApp", load: Callable[[str], Engine]) -> None:
        self.engine: Engine | None = None
        self.loading = True
        self._app = app
        self._load = load
        self._previous: Engine | None = None

    async def begin(self) -> None:
        """Load the model of the settings; said why, when it cannot be."""
        gc.enable()
        named = self._app.settings.model
        name = named or await asyncio.to_thread(_last) or STARTER
        try:
            self.engine = await asyncio.to_thread(self._load, name)
        except UserError as error:
            self._app.tell(f"No suggestions: {error}", lasting=True)
        except Exception as error:  # whatever is wrong with a model, the text can be written
            self._app.tell(
                f"No suggestions: the model {name!r} cannot be loaded ({error})", lasting=True
            )
        self.loading = False
        if not self._app.is_running:
            # The person has quit while it was read; there is nothing left to suggest to.
            return
        self.renew()
        await self._app.proofing.load_spelling()

    def renew(self) -> None:
        """Suggest with the settings as they are now."""
        if self.engine is not None:
            self._app.editor.suggester = self.engine.suggester(self._app.settings)
        self._app.show_status()

    async def keep(self) -> None:
        """Begin with the model that suggests now, the next time."""
        if self.engine is not None:
            await asyncio.to_thread(_remember, self.engine.name)

    async def change(self, path: str, name: str, *, further: bool) -> bool:
        """Suggest with the model at `path`, called `name`; whether it could be loaded.

        further: it is a later state of the one that suggests; otherwise that one is kept, to go
        back to.
        """
        try:
            engine = await asyncio.to_thread(self._load, path)
        except Exception:  # a model that is just being replaced, or removed; another one comes
            return False
        if self.engine is not None and not further:
            before = self.engine.name if self.engine.name != name else f"{name}.previous"
            self._previous = replace(self.engine, name=before)
        self.engine = replace(engine, name=name)
        self.renew()
        return True

    def go_back(self) -> bool:
        """Suggest with the model before; again, with this one. Whether there is one."""
        if self._previous is None or self.engine is None:
            return False
        self.engine, self._previous = self._previous, self.engine
        self.renew()
        return True


def _last() -> str:
    """The model that suggested last, if it is still there; "" for none."""
    from rnnwriter.model.store import BOTH, models

    name = read_memory().model
    return name if name and set(name.split(BOTH)) <= set(models()) else ""


def _remember(name: str) -> None:
    write_memory(replace(read_memory(), model=name))
