"""The settings of the running editor: each change acts at once and goes into the file.

Files are written in a thread, one change after the other, so that a key never waits for the disk.
What could not be written is taken back, and said.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from textual.constants import DEFAULT_THEME
from textual.screen import ModalScreen

from rnnwriter import paths
from rnnwriter.errors import UserError
from rnnwriter.settings import Settings, load_settings
from rnnwriter.settings_file import Change, Written, take_back, write
from rnnwriter.tui.keymap import keymap, yielded
from rnnwriter.tui.setting_fields import FIELDS
from rnnwriter.tui.spelling import LANGUAGES

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp

# Of rest, before something is loaded that takes long.
_REST_SECONDS = 0.3
_OURS = "rnnwriter"


@dataclass
class _Job:
    """A change on its way to the file. before: the value until then. back: the one it undoes."""

    change: Change
    before: Any
    back: "_Job | None" = None
    written: Written | None = None


class Settling:
    """The settings of `app` and of its file, while they are looked at.

    changed: called when values are others. failed: called with a sentence when one could not be
    kept.
    """

    def __init__(self, app: "WriterApp") -> None:
        self.changed: Callable[[], object] = lambda: None
        self.failed: Callable[[str], object] = partial(app.tell, lasting=True)
        self._app = app
        self._path = paths.settings_file()
        self._file = Settings()
        self._choices: Mapping[str, tuple[str, ...]] = {}
        self._jobs: deque[_Job] = deque()
        self._done: list[_Job] = []
        self._written = asyncio.Event()
        self._written.set()

    async def show(self) -> None:
        """Read the file and show what is in it; say why where it cannot be read."""
        from rnnwriter.tui.settings_screen import SettingsScreen

        app = self._app
        try:
            self._file = await asyncio.to_thread(load_settings, self._path)
        except UserError as error:
            app.tell(str(error), lasting=True)
            return
        self._choices = {
            "model": await asyncio.to_thread(_models),
            "theme": ("", *sorted(app.available_themes)),
            "spelling": ("auto", "", *LANGUAGES),
        }
        if app.is_running and not isinstance(app.screen, ModalScreen):
            await app.push_screen_wait(SettingsScreen(self))

    @property
    def values(self) -> Settings:
        """What the file says, or soon will."""
        values = self._file
        for job in self._jobs:
            values = job.change.on(values)
        return values

    def choices(self, name: str) -> tuple[Any, ...]:
        """What the setting `name` may be; () where that is anything."""
        found = FIELDS[name].choices or self._choices.get(name, ())
        value = getattr(self.values, name)
        return (*found, value) if found and value not in found else found

    def for_now(self, name: str) -> Any:
        """What the editor does until it ends, where that is not what the setting says; or None."""
        app, value = self._app, getattr(self.values, name)
        now: dict[str, Any] = {
            "mode": app.settings.mode,
            "temperature": app.settings.temperature,
            "eagerness": app.settings.eagerness,
            "width": app.viewing.width,
            "focus": app.editor.focus_on,
            "typewriter": app.editor.typewriter,
            "goal": app.writing.goal,
            "theme": app.theme,
        }
        meant = value or DEFAULT_THEME if name == "theme" else value
        return None if now.get(name, meant) == meant else now[name]

    def change(self, change: Change) -> None:
        """Change a setting, here and in the file.

        Raises UserError, one sentence, for keys that cannot be used.
        """
        before = getattr(self.values, change.name)
        if change.key:
            keymap({**yielded(before), **getattr(change.on(self.values), change.name)})
            before = before.get(change.key)
        self._done.append(_Job(change, before))
        self._do(self._done[-1])

    def undo(self) -> str:
        """Take the last change back; the name of the setting, "" where there is none."""
        if not self._done:
            return ""
        last = self._done.pop()
        name = last.change.name
        self._do(_Job(Change(name, last.before, last.change.key), None, back=last))
        return name

    def preview(self, name: str, value: Any) -> None:
        """Act as if the setting were `value`, without keeping it."""
        self._app.settings = replace(self._app.settings, **{name: value})
        if name in ACTS:
            ACTS[name](self._app, value)

    async def flush(self) -> None:
        """Wait until everything is in the file."""
        await self._written.wait()

    def _do(self, job: _Job) -> None:
        self._jobs.append(job)
        self._act(job.change.name)
        if self._written.is_set():
            self._written.clear()
            self._app.start(self._write, "settings-file")

    def _act(self, name: str) -> None:
        self.preview(name, getattr(self.values, name))
        self.changed()

    async def _write(self) -> None:
        try:
            while self._jobs:
                job, problem = self._jobs[0], ""
                try:
                    await asyncio.to_thread(_put, job, self._path)
                except UserError as error:
                    problem = str(error)
                self._jobs.popleft()
                if job.written is not None:
                    self._file = job.written.settings
                    self.changed()
                elif problem:
                    self._done = [one for one in self._done if one is not job]
                    self._act(job.change.name)
                    self.failed(f"Not kept: {problem}")
        finally:
            self._written.set()


def _put(job: _Job, path: Any) -> None:
    """Write a change, or take one back; nothing, where that one was never written."""
    if job.back is None:
        job.written = write(path, job.change)
    elif job.back.written is not None:
        job.written = take_back(path, job.back.written)


def _models() -> tuple[str, ...]:
    from rnnwriter.engines.registry import registered
    from rnnwriter.model.store import models

    engines = [one.name for one in registered() if one.package != _OURS]
    return ("", *models(), *engines)


def _use_model(app: "WriterApp", name: str) -> None:
    async def choose() -> None:
        await asyncio.sleep(_REST_SECONDS)
        if app.training is not None:
            app.training.stay()
        if why := await app.models.choose(name, keep=False):
            app.notify(why, severity="error", markup=False)

    app.start(choose, "chosen model", exclusive=True)


def _check_spelling(app: "WriterApp", language: str) -> None:
    async def check() -> None:
        await asyncio.sleep(_REST_SECONDS)
        await app.proofing.load_spelling()

    app.start(check, "spelling list", exclusive=True)


def _renew(app: "WriterApp", value: object) -> None:
    app.models.renew()


def _use_theme(app: "WriterApp", name: str) -> None:
    app.viewing.use_theme(name)


def _use_width(app: "WriterApp", cells: int) -> None:
    app.viewing.use_width(cells)


def _use_focus(app: "WriterApp", on: Any) -> None:
    app.editor.focus_on = on


def _use_typewriter(app: "WriterApp", wanted: bool) -> None:
    app.editor.typewriter = wanted


def _use_plain(app: "WriterApp", wanted: bool) -> None:
    app.viewing.use_plain(wanted)


def _show_footer(app: "WriterApp", wanted: bool) -> None:
    app.start(partial(app.viewing.show_footer, wanted), "footer", exclusive=True)


def _use_goal(app: "WriterApp", words: int) -> None:
    app.writing = replace(app.writing, goal=words)
    app.show_status()


def _use_keys(app: "WriterApp", keys: Mapping[str, str]) -> None:
    app.use_keys(keys)


# What a setting does to the running editor; the others are looked at when they are needed.
ACTS: Mapping[str, Callable[["WriterApp", Any], object]] = MappingProxyType(
    {
        "model": _use_model,
        "mode": _renew,
        "temperature": _renew,
        "eagerness": _renew,
        "seed": _renew,
        "theme": _use_theme,
        "width": _use_width,
        "focus": _use_focus,
        "typewriter": _use_typewriter,
        "plain": _use_plain,
        "footer": _show_footer,
        "goal": _use_goal,
        "spelling": _check_spelling,
        "keys": _use_keys,
    }
)
