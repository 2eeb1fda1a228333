"""The editor without a terminal, for benchmarks: it knows when, and how much, it has drawn."""

import asyncio
import inspect
import os
from collections.abc import Coroutine
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.screen import Screen

from rnnwriter.engines.engine import Engine
from rnnwriter.files import TextFile
from rnnwriter.settings import Settings
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.open_file import OpenFile

Result = TypeVar("Result")

SIZE = (100, 40)
SECONDS = 60.0


class Timed(App[None]):
    """Sets `drawn` when a part of the screen was; counts the bytes a terminal would get."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.drawn = asyncio.Event()
        self.bytes = 0

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        if isinstance(renderable, CompositorUpdate):
            self.bytes += len(renderable.render_segments(self.console).encode())
            self.drawn.set()


class TimedWriter(Timed, WriterApp):
    """The editor on `text`, with `engine`."""

    # A subclass looks for it beside its own module.
    CSS_PATH = str(Path(inspect.getfile(WriterApp)).with_name("editor.tcss"))

    def __init__(self, text: str, engine: Engine, settings: Settings) -> None:
        file = OpenFile(content=TextFile(text))
        super().__init__(file, settings, lambda name: engine)


def run_apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Run `work` in a home of its own: it finds nothing of the person's, and leaves nothing."""
    before = os.environ.get("RNNWRITER_HOME")
    with TemporaryDirectory() as home:
        os.environ["RNNWRITER_HOME"] = home
        try:
            return asyncio.run(work)
        finally:
            if before is None:
                del os.environ["RNNWRITER_HOME"]
            else:
                os.environ["RNNWRITER_HOME"] = before


def key(character: str) -> events.Key:
    """The event of a key that writes `character`."""
    return events.Key("space" if character == " " else character, character)


def prose(characters: int) -> str:
    """Paragraphs of about so many characters in all; the same every time."""
    text = "the rain had stopped before she reached the harbour and a few boats lay there still"
    words = cycle(text.split(" "))
    paragraphs: list[str] = []
    length = 0
    for size in cycle((60, 12, 90, 35)):
        if length >= characters:
            return "\n\n".join(paragraphs)
        paragraph = " ".join(next(words) for _ in range(size)).capitalize() + "."
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    raise AssertionError("a cycle does not end")
