"""Training in the background, followed: what the status line says of it, and what it is asked.

A second is often enough to look; looking happens in a thread. A run that another window, or a
shell, has started is followed like one of this editor's own.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from rnnwriter.errors import UserError
from rnnwriter.settings import PauseOn
from rnnwriter.training.control import Wish, ask
from rnnwriter.training.following import Follower, View, clock
from rnnwriter.training.process import holder
from rnnwriter.training.run import RunFolder, run_of, runs
from rnnwriter.tui.programs import ended, last_words, start_training

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp

_SECONDS = 1.0
# Of looks, so often for runs that somebody else has started.
_EVERY = 5
_BARS = "▁▂▃▄▅▆▇█"
_SPARKS = 8


class Training:
    """The run that is followed in `app`, if there is one."""

    def __init__(self, app: "WriterApp") -> None:
        self.view: View | None = None
        self._app = app
        self._follower: Follower | None = None
        self._process: psutil.Process | None = None
        self._listeners: list[Callable[[View], object]] = []
        self._looks = 0
        self._looking = False
        # How many better networks have been suggested with; None when they are not wanted.
        self._used: int | None = 0
        self._switching = False

    def begin(self) -> None:
        """Look from time to time."""
        self._app.set_interval(_SECONDS, self.look)
        self._app.call_after_refresh(self.look)

    def listen(self, listener: Callable[[View], object]) -> Callable[[], object]:
        """Call `listener` after each look; the result ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def start(self, name: str, arguments: Sequence[str]) -> None:
        """Start `rnnwriter train` and follow it; raises UserError when that cannot be."""
        run = run_of(name)
        self._process = start_training(run, arguments)
        self._follow(Follower(run))
        self.view = View(name)

    def resume(self) -> None:
        """Go on with the run that is followed; raises UserError when that cannot be."""
        if self._follower is not None:
            name = self._follower.run.name
            self.start(name, ["--name", name, "--resume"])

    def ask(self, wish: Wish) -> None:
        """Wish something of the run; raises UserError when that cannot be."""
        if self._follower is not None:
            ask(self._follower.run, wish)

    def remove(self) -> None:
        """Remove the run that is followed, which has ended before its time."""
        if self._follower is not None:
            self._follower.run.remove()
        self.dismiss()

    def dismiss(self) -> None:
        """Follow it no longer, for it has ended."""
        self._follower = self.view = None
        self._app.show_status()

    def stay(self) -> None:
        """Change to no better networks of this run any more."""
        self._used = None

    @property
    def status(self) -> tuple[str, str]:
        """For the status line: in full, and in short; ("", "") for nothing."""
        return summary(self.view) if self.view is not None else ("", "")

    def _follow(self, follower: Follower) -> None:
        self._follower = follower
        self._used = 0

    async def find(self) -> None:
        """Follow a run that can be resumed, when none is followed."""
        await self.look()
        if self.view is None and (run := await asyncio.to_thread(_unfinished)):
            self._follow(Follower(run))
            self.view = await asyncio.to_thread(Follower(run).look)

    async def look(self) -> None:
        """See what has happened since the last look."""
        if self._looking:
            return
        self._looking = True
        try:
            await self._look()
        finally:
            self._looking = False

    async def _look(self) -> None:
        self._looks += 1
        followed = self._process is not None or (self.view is not None and self.view.alive)
        if not followed:
            if self._looks % _EVERY != 1:
                return
            run = await asyncio.to_thread(_wanting_attention)
            if run is None:
                return
            if self._follower is None or self._follower.run != run:
                self._follow(Follower(run))
        follower = self._follower
        if follower is None:
            return
        status = ended(self._process) if self._process is not None else None
        view = await asyncio.to_thread(follower.look)
        if follower is not self._follower:
            return
        if self._process is not None:
            if status is None and (view is None or not view.alive):
                # It begins, and has not taken the place of an earlier run yet.
                return
            if status is not None:
                self._process = None
                if status == 1 and (view is None or view.state != "failed"):
                    why = last_words(follower.run)
                    self._app.tell(f"{follower.run.name} is not in training: {why}", lasting=True)
                    self.dismiss()
                    return
        self._seen(view)

    def _seen(self, view: View | None) -> None:
        """Say what has changed."""
        before, self.view = self.view, view
        name = self._follower.run.name if self._follower else ""
        if view is None:
            self._follower = None
            if before is not None:
                self._app.tell(f"The training of {name} is discarded")
            self._app.show_status()
            return
        if before is None or before.state != view.state:
            self._tell_state(view, began=before is None)
        for listener in self._listeners.copy():
            listener(view)
        if view.best > (view.best if self._used is None else self._used) and view.alive:
            self._app.run_worker(self._change(view), group="model")
        elif view.state == "done" and (before is None or before.state != "done"):
            self._app.run_worker(self._change_to_result(view), group="model")
        if not view.alive:
            self._app.run_worker(asyncio.to_thread(_mark_as_seen, view.name), group="seen")
        self._app.show_status()

    def _tell_state(self, view: View, *, began: bool) -> None:
        tell, key = self._app.tell, self._app.training_key
        match view.state:
            case "running" if began:
                tell(f"{view.name} is in training; {key} shows how it goes")
            case "paused":
                why = f": {view.problem}" if view.problem else ""
                tell(f"The training of {view.name} is paused{why}")
            case "failed":
                tell(f"The training of {view.name} stopped: {view.problem}", lasting=True)
            case "interrupted":
                tell(f"The training of {view.name} was interrupted; {key} goes on with it")
            case "lost":
                run = run_of(view.name)
                tell(
                    f"The training of {view.name} ended early ({last_words(run)});"
                    f" {key} goes on with it",
                    lasting=True,
                )

    def _concerns(self, view: View) -> bool:
        """Whether the model in training is to take the place of the one that suggests."""
        engine = self._app.models.engine
        if self._used is None or engine is None:
            return False
        parent = view.report.parent if view.report else _parent(view.name)
        return engine.name in (view.name, parent)

    async def _change(self, view: View) -> None:
        """Suggest with the best network so far."""
        if self._switching or not self._concerns(view):
            return
        self._switching = True
        try:
            path = str(run_of(view.name).best_file)
            further = bool(self._used)
            if await self._app.models.change(path, view.name, further=further):
                # Unless the person has gone back meanwhile.
                self._used = None if self._used is None else view.best
                if further:
                    # Once is enough; the status line shows how it goes on.
                    return
                bits = view.best_bits
                figure = f" ({bits:.2f} bits per character)" if bits is not None else ""
                self._app.tell(
                    f"{view.name} is better now{figure}, so it suggests;"
                    f" {self._app.back_key} goes back"
                )
        finally:
            self._switching = False

    async def _change_to_result(self, view: View) -> None:
        """Suggest with the model that training has left."""
        key = self._app.training_key
        told = f"{view.name} is trained; {key} shows the report"
        models, name = self._app.models, view.name
        if self._concerns(view) and await models.change(name, name, further=bool(self._used)):
            told += f", {self._app.back_key} goes back to the model before"
            await models.keep()
            await self._app.proofing.load_spelling()
        self._app.tell(told, lasting=True)


def _wanting_attention() -> RunFolder | None:
    """A run that a process works on; or one that has ended, of which nobody was told yet."""
    every = runs()
    for run in every:
        if holder(run) is not None:
            return run
    for run in every:
        if run.events_file.exists() and not run.seen_file.exists():
            return run
    return None


def _unfinished() -> RunFolder | None:
    """A run that ended before its time, and can go on."""
    return next((run for run in runs() if run.texts_file.exists()), None)


def _mark_as_seen(name: str) -> None:
    """Do not tell of it again."""
    with suppress(OSError):
        run_of(name).seen_file.touch(mode=0o600)


def _parent(name: str) -> str:
    """What the run of `name` began with."""
    try:
        return run_of(name).spec().parent
    except UserError:
        return ""


def sparkline(values: Sequence[float], width: int = _SPARKS) -> str:
    """The last `width` of `values` as bars, the highest of them full."""
    shown = values[-width:]
    if len(shown) < 2:
        return ""
    low, high = min(shown), max(shown)
    steps = len(_BARS) - 1
    return "".join(
        _BARS[round((value - low) / (high - low) * steps) if high > low else 0] for value in shown
    )


def summary(view: View) -> tuple[str, str]:
    """For the status line: name, progress, time left, bits per character and their course; and in
    short. ("", "") when nothing goes on.
    """
    if not view.alive:
        return "", ""
    done = f"{view.fraction:.0%}"
    if view.state == "paused":
        return f"{view.name} paused at {done}", "paused"
    if view.phase != "training" or view.started is None:
        return f"{view.name} {view.phase}", view.phase
    parts = [f"{view.name} {done}"]
    if view.seconds_left is not None:
        parts.append(clock(view.seconds_left))
    if view.validation:
        bits = [bits for _, bits in view.validation]
        parts += [f"{min(bits):.2f} b/c", sparkline(bits)]
    return " ".join(part for part in parts if part), done


def training_arguments(
    folder: Path, name: str, minutes: float, pause_on: Sequence[PauseOn] = (), *, update: bool
) -> list[str]:
    """What `rnnwriter train` is called with."""
    named = ["--update", name] if update else ["--name", name]
    rests = [part for reason in pause_on for part in ("--pause-on", reason)]
    return [str(folder), *named, "--minutes", f"{minutes:g}", *rests]
