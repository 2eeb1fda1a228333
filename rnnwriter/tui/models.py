"""Which model suggests: loading it in a thread, changing to another between two keys, and back."""

import asyncio
import gc
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from rnnwriter.engines.engine import Engine
from rnnwriter.errors import UserError
from rnnwriter.settings import Settings

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp


STARTER = "starter"
# As in `model.store`, which is imported when a model is loaded.
_BOTH = "+"


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
        """Load the model of the settings; the starter, and said why, when it cannot be."""
        gc.enable()
        name = await asyncio.to_thread(_chosen, self._app.settings)
        self.engine, why = await self._loaded(name)
        if self.engine is None:
            if name != STARTER:
                self.engine, _ = await self._loaded(STARTER)
            what = f"{STARTER} suggests" if self.engine else "No suggestions"
            self._app.tell(f"{what}: {why}", lasting=True)
        self.loading = False
        if not self._app.is_running:
            # The person has quit while it was read; there is nothing left to suggest to.
            return
        self.renew()
        await self._app.proofing.load_spelling()

    async def _loaded(self, name: str) -> tuple[Engine | None, str]:
        """The engine called `name`; None when it cannot be loaded, and why."""
        try:
            return await asyncio.to_thread(self._load, name), ""
        except UserError as error:
            return None, str(error)
        except Exception as error:  # whatever is wrong with a model, the text can be written
            return None, f"the model {name!r} cannot be loaded ({error})"

    async def replace_failed(self, error: Exception, key: str) -> None:
        """Suggest with the starter in place of the engine that raised `error`; where that is the
        starter, nothing suggests until `key` is pressed.
        """
        failed = self.engine
        if failed is None or failed.name == STARTER or not await self.change(STARTER, STARTER):
            self._app.tell(
                f"Suggestions are off because the model failed ({error}); {key} tries again",
                lasting=True,
            )
            return
        self._app.editor.suggesting = True
        self._app.show_status()
        self._app.tell(f"{STARTER} suggests, because {failed.name} failed ({error})", lasting=True)

    def renew(self) -> None:
        """Suggest with the settings as they are now."""
        if self.engine is not None:
            self._app.editor.suggester = self.engine.suggester(self._app.settings)
        self._app.show_status()

    async def keep(self) -> None:
        """Begin with the model that suggests now, the next time."""
        if self.engine is not None:
            await asyncio.to_thread(_keep, self.engine.name)

    async def change(self, path: str, name: str, *, further: bool = False) -> bool:
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
        self._take(replace(engine, name=name))
        return True

    async def choose(self, name: str, *, keep: bool = True) -> str:
        """Suggest with the engine called `name`, "" for the one used last; the next time too, when
        it is to `keep`.

        Returns why that cannot be, or "".
        """
        name = name or await asyncio.to_thread(_chosen, Settings())
        engine, why = await self._loaded(name)
        if engine is None:
            return why
        if self.engine is not None and self.engine.name != engine.name:
            self._previous = self.engine
        self._take(engine)
        if keep:
            await self.keep()
        return ""

    def _take(self, engine: Engine) -> None:
        self.engine = engine
        self.renew()

    def rename(self, old: str, new: str) -> None:
        """Call the model `old` `new` from now on, and the one before its training too."""
        names = {old: new, f"{old}.previous": f"{new}.previous"}

        def renamed(engine: Engine | None) -> Engine | None:
            return engine and replace(engine, name=_together(engine.name, names))

        self.engine, self._previous = renamed(self.engine), renamed(self._previous)
        self._app.show_status()

    async def forget(self, name: str) -> None:
        """Suggest with the model `name` no longer, nor go back to it: it is deleted."""
        gone = {name, f"{name}.previous"}
        if self.engine is not None and gone & _names(self.engine):
            await self.choose(STARTER)
        if self._previous is not None and gone & _names(self._previous):
            self._previous = None

    def go_back(self) -> bool:
        """Suggest with the model before; again, with this one. Whether there is one."""
        if self._previous is None or self.engine is None:
            return False
        self.engine, self._previous = self._previous, self.engine
        self.renew()
        return True


def _names(engine: Engine) -> set[str]:
    """Of the models that suggest together as `engine`."""
    return set(engine.name.split(_BOTH))


def _together(name: str, names: Mapping[str, str]) -> str:
    """The name of models that are asked together, with others in the place of some."""
    return _BOTH.join(names.get(one, one) for one in name.split(_BOTH))


def _chosen(settings: Settings) -> str:
    from rnnwriter.engines.choice import chosen

    return chosen(settings)


def _keep(name: str) -> None:
    from rnnwriter.engines.choice import keep

    keep(name)
