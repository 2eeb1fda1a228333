"""What helps who is new: lines on an empty page, and a sentence when something first happens."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.content import Content

from rnnwriter.remembered import change_memory
from rnnwriter.tui.actions import (
    ACCEPT,
    ACCEPT_WORD,
    HELP,
    OPEN,
    QUIT,
    SAVE,
    TOGGLE,
    TRAINING,
    Action,
)

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp

KeyName = Callable[[Action], str]
"""The key that does something now; "" for none."""

_HINTS: Mapping[str, Callable[[KeyName], str]] = MappingProxyType(
    {
        "accepted": lambda key: (
            f"Taken. {key(ACCEPT_WORD)} takes one word, {key(TOGGLE)} turns suggestions off"
        ),
    }
)


def welcome(key: KeyName) -> Content:
    """What stands on an empty page, until something is written."""
    rows = [
        (key(ACCEPT), "takes what is suggested in grey, as you write"),
        (key(TRAINING), "learns from a folder of your notes"),
        (key(SAVE), f"saves; {key(OPEN)} opens, {key(QUIT)} quits"),
        (key(HELP), "shows all keys"),
    ]
    shown = [(name, what) for name, what in rows if name]
    width = max((len(name) for name, _ in shown), default=0)
    lines = ["Write.", "", *(f"{name:<{width}}  {what}" for name, what in shown)]
    return Content("\n".join(lines))


class Hints:
    """Sentences that `app` says once, ever."""

    def __init__(self, app: "WriterApp") -> None:
        self._app = app
        self._given: set[str] = set()

    def give(self, name: str) -> None:
        """Say the hint called `name`, unless it was said before."""
        if name not in self._given:
            self._given.add(name)
            self._app.start(partial(self._give, name), "hints")

    async def _give(self, name: str) -> None:
        if await asyncio.to_thread(_is_new, name):
            self._app.tell(_HINTS[name](self._app.key_name))


def _with(told: tuple[str, ...], name: str) -> tuple[str, ...]:
    return told if name in told else (*told, name)


def _is_new(name: str) -> bool:
    """Whether a hint was not given yet; it is from now on."""
    before = change_memory(lambda memory: replace(memory, told=_with(memory.told, name)))
    return name not in before.told
