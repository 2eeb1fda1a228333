"""Who suggests to a client, and how: the engine, the settings, and changing both while it runs."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from rnnwriter.engines import Engine
from rnnwriter.engines.choice import chosen, keep
from rnnwriter.engines.registry import registered
from rnnwriter.errors import UserError
from rnnwriter.lsp.newest import Newest
from rnnwriter.model.store import STARTER, models
from rnnwriter.settings import Settings, changed
from rnnwriter.suggest.suggestion import Interruptible, TextSuggester

Answer = TypeVar("Answer")

# What a client may set; the rest is the editor's.
SETTINGS = ("model", "mode", "temperature", "eagerness", "seed")


class Session:
    """An engine and its settings.

    load: makes an engine of a name; it is called in a thread. tell: says a sentence to the person.
    """

    def __init__(
        self,
        settings: Settings,
        load: Callable[[str], Engine],
        tell: Callable[[str], object],
    ) -> None:
        self.settings = settings
        self._own = settings
        self.engine: Engine | None = None
        self._load = load
        self.tell = tell
        self._suggester: TextSuggester | None = None
        self._loaded = asyncio.Event()
        self._newest = Newest(self._interrupt)

    async def begin(self) -> None:
        """Load the engine of the settings; the starter, and said why, when it cannot be."""
        name = await asyncio.to_thread(chosen, self.settings)
        try:
            if not await self._try(name) and name != STARTER:
                await self._try(STARTER)
        finally:
            self._loaded.set()

    def configure(self, values: Mapping[str, Any]) -> bool:
        """Suggest as a client's settings say, whatever was changed since; what of SETTINGS they
        leave out, or set to null or no text, is as the person has it for rnnwriter.

        Returns whether another engine is wanted, which `begin` loads. Raises UserError.
        """
        before = self.settings.model
        self.settings = _said(self._own, values, "the editor's settings")
        self._renew()
        return self.settings.model != before

    def change(self, values: Mapping[str, Any]) -> None:
        """Suggest otherwise, until the client's settings come again. Raises UserError."""
        self.settings = _said(self.settings, values, "the command")
        self._renew()

    async def choose(self, name: str) -> None:
        """Suggest with the engine called `name`. Raises UserError when it cannot be loaded."""
        engine = await asyncio.to_thread(self._load, name)
        self._use(engine)
        if name in await asyncio.to_thread(models):
            await asyncio.to_thread(keep, name)

    async def status(self) -> dict[str, Any]:
        """What suggests, and what could."""
        await self._loaded.wait()
        return {
            "model": self.engine.name if self.engine else "",
            "mode": self.settings.mode,
            "temperature": self.settings.temperature,
            "eagerness": self.settings.eagerness,
            "models": await asyncio.to_thread(_names),
        }

    @property
    def suggester(self) -> TextSuggester | None:
        """Who suggests now; another one after each change of engine or settings."""
        return self._suggester

    async def ask(self, function: Callable[[TextSuggester], Answer]) -> Answer | None:
        """What `function` makes of the suggester, in a thread; None for a question that a newer
        one has overtaken, and where nothing suggests.

        An engine that raises is replaced by the starter.
        """
        await self._loaded.wait()
        engine, suggester = self.engine, self._suggester
        if engine is None or suggester is None:
            return None
        try:
            return await self._newest.ask(lambda: function(suggester))
        except Exception as error:  # whatever an engine raises, the person writes on
            if engine is self.engine:
                self.engine = self._suggester = None
                self.tell(f"{engine.name} failed ({error}), so it suggests no more")
                if engine.name != STARTER:
                    await self._try(STARTER)
            return None

    def _use(self, engine: Engine) -> None:
        self.engine = engine
        self._renew()
        self._loaded.set()

    def _renew(self) -> None:
        if self.engine is not None:
            self._suggester = self.engine.suggester(self.settings)

    async def _try(self, name: str) -> bool:
        try:
            self._use(await asyncio.to_thread(self._load, name))
        except UserError as error:
            self.tell(f"{name} cannot suggest: {error}")
            return False
        return True

    def _interrupt(self) -> None:
        if isinstance(self._suggester, Interruptible):
            self._suggester.interrupt()


def _said(settings: Settings, values: Mapping[str, Any], where: str) -> Settings:
    said = {name: values[name] for name in SETTINGS if values.get(name) not in (None, "")}
    return changed(settings, said, where)


def _names() -> list[str]:
    """Of models, and of engines that other packages add."""
    return [*models(), *(one.name for one in registered() if one.package != "rnnwriter")]
