"""What the Pilot tests share: waiting on conditions, and a suggester whose answers are known."""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from rnnwriter.engines import Engine
from rnnwriter.errors import UserError
from rnnwriter.settings import Settings
from rnnwriter.suggest.suggestion import Likely, Outlook, Suggestion, Written
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.ghost_text_area import GhostTextArea
from rnnwriter.tui.open_file import open_file

PATIENCE_SECONDS = 240
CAT = "The cat sat"


async def until(pilot: Pilot[Any], condition: Callable[[], object], what: str) -> None:
    """Let the app run until `condition` holds; fail naming `what` if it never does."""
    began = time.monotonic()
    while (waited := time.monotonic() - began) < PATIENCE_SECONDS:
        if condition():
            return
        # What takes long is looked for less often.
        await pilot.pause(0.01 if waited < 1 else 0.1)
    raise AssertionError(f"waited in vain until {what}")


async def quiet(pilot: Pilot[Any], editor: GhostTextArea) -> None:
    """Let the app run until the suggester has been asked all there is to ask."""
    await pilot.pause()
    await until(pilot, lambda: not editor._requests.busy, "the suggester is idle")
    await pilot.pause()


class Phrases:
    """Continues the last line as the first phrase that begins with it; remembers what was asked."""

    def __init__(self, *phrases: str) -> None:
        self.phrases = phrases
        self.asked: list[str] = []

    def suggest(self, text_before_cursor: str, text_after_cursor: str = "") -> Suggestion | None:
        """What is left of the phrase, if any."""
        self.asked.append(text_before_cursor)
        line = text_before_cursor.rsplit("\n", 1)[-1]
        for phrase in self.phrases:
            if line and phrase.startswith(line) and phrase != line:
                return Suggestion(phrase[len(line) :], 0.5)
        return None

    def alternatives(
        self, text_before_cursor: str, count: int, text_after_cursor: str = ""
    ) -> list[Suggestion]:
        """What is left of every phrase that goes on from the last line."""
        line = text_before_cursor.rsplit("\n", 1)[-1]
        left = [phrase[len(line) :] for phrase in self.phrases if phrase.startswith(line)]
        return [Suggestion(text, 0.5) for text in left if text][:count]


class Gate(Phrases):
    """Phrases that are held back until the test opens the gate."""

    def __init__(self, *phrases: str) -> None:
        super().__init__(*phrases)
        self.gate = threading.Event()

    def suggest(self, text_before_cursor: str, text_after_cursor: str = "") -> Suggestion | None:
        """The same, once the gate is open."""
        answer = super().suggest(text_before_cursor)
        if not self.gate.wait(timeout=30):
            raise TimeoutError("the test never opened the gate")
        return answer


class Foreteller(Phrases):
    """Phrases, and an outlook that holds every text in it likely; remembers what was asked."""

    def __init__(self, *phrases: str, temperature: float = 0.7) -> None:
        super().__init__(*phrases)
        self.temperature = temperature
        self.looked: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def outlook(self, text_before_cursor: str, count: int, reread: bool = False) -> Outlook:
        """Halves; each character of the last line cost its place in it, up to 6 bits."""
        self.looked.append(text_before_cursor)
        if not self.gate.wait(timeout=30):
            raise TimeoutError("the test never opened the gate")
        line = text_before_cursor.rsplit("\n", 1)[-1]
        written = [Written(one, at % 7) for at, one in enumerate(line)]
        likeliest = [
            Likely(text, 0.5**place, 0.4**place) for place, text in enumerate("e \nao,日tzq", 1)
        ]
        return Outlook(likeliest[:count], self.temperature, 2.0, 1.5, written)


class Failing:
    """Raises on each call."""

    def suggest(self, text_before_cursor: str, text_after_cursor: str = "") -> Suggestion | None:
        """Never answers."""
        raise RuntimeError("no weights")

    def alternatives(
        self, text_before_cursor: str, count: int, text_after_cursor: str = ""
    ) -> list[Suggestion]:
        """Never answers."""
        raise RuntimeError("no weights")


class Host(App[None]):
    """A foreign app with nothing but the text area; keeps the messages of its ghosts."""

    def __init__(self, editor: GhostTextArea) -> None:
        super().__init__()
        self.editor = editor
        self.messages: list[str] = []

    def compose(self) -> ComposeResult:
        """Only the text area."""
        yield self.editor

    def on_ghost_text_area_suggested(self, event: GhostTextArea.Suggested) -> None:
        """Keep it."""
        self.messages.append(f"suggested {event.suggestion.text}")

    def on_ghost_text_area_accepted(self, event: GhostTextArea.Accepted) -> None:
        """Keep it."""
        self.messages.append(f"accepted {event.text}")

    def on_ghost_text_area_dismissed(self, event: GhostTextArea.Dismissed) -> None:
        """Keep it."""
        self.messages.append(f"dismissed {event.text}")

    def on_ghost_text_area_failed(self, event: GhostTextArea.Failed) -> None:
        """Keep it."""
        self.messages.append(f"failed {event.error}")

    def on_ghost_text_area_foreseen(self, event: GhostTextArea.Foreseen) -> None:
        """Keep what it was asked after."""
        written = event.outlook.written if event.outlook else ()
        self.messages.append(f"foreseen {''.join(one.text for one in written)}")

    def rows(self) -> list[str]:
        """What the text area draws, row by row, without what is blank at the right."""
        editor = self.editor
        return [editor.render_line(y).text.rstrip() for y in range(editor.size.height)]


def cat_engine(name: str) -> Engine:
    """An engine that knows one sentence."""
    return Engine(name, lambda settings: Phrases(CAT))


def no_engine(name: str) -> Engine:
    """There is no model."""
    raise UserError(f"there is no model called {name!r}; train one")


def writer(
    path: Path | None = None, load: Callable[[str], Engine] = cat_engine, **settings: Any
) -> WriterApp:
    """The editor on `path`, with settings."""
    return WriterApp(open_file(path), Settings(**settings), load)


def running(app: WriterApp) -> AbstractAsyncContextManager[Pilot[None]]:
    """The editor, running."""
    return app.run_test(size=(80, 24))


async def loaded(pilot: Pilot[Any], app: WriterApp) -> None:
    """Wait for the model."""
    await until(pilot, lambda: not app.models.loading, "the model is loaded")


async def asked(pilot: Pilot[Any], app: WriterApp, prompt: type) -> None:
    """Wait for a question."""
    await until(pilot, lambda: isinstance(app.screen, prompt), f"a {prompt.__name__} is asked")
    await pilot.pause()


async def told(pilot: Pilot[Any], app: WriterApp, part: str) -> None:
    """Wait for a message."""
    await until(pilot, lambda: part in app.status_bar.message, f"the status bar says {part!r}")


async def gone(pilot: Pilot[Any], app: WriterApp) -> None:
    """Wait for the end."""
    await until(pilot, lambda: app._exit, "the app ends")
