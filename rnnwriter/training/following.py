"""A training run as others see it: its events, folded into one picture.

Reads only what was added since the last look, so looking often costs nothing. Who looks needs
neither PyTorch nor the process that trains.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from rnnwriter.bounded import open_plain
from rnnwriter.training.events import (
    Entered,
    Evaluated,
    Event,
    Failed,
    Finished,
    Interrupted,
    Paused,
    Phase,
    Progress,
    Reported,
    Resumed,
    Sampled,
    Started,
    from_json,
)
from rnnwriter.training.process import holder
from rnnwriter.training.report import Report
from rnnwriter.training.run import RunFolder

State = Literal["running", "paused", "interrupted", "failed", "lost", "done"]
# Of a curve; more would not be seen.
MOST_POINTS = 600
# Of what is said and written, the last ones.
_MOST_LINES = 200
# Of a file that somebody else may write to, in one look; the rest comes with the next one.
_MOST_BYTES = 2_000_000

Curve = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class View:
    """What is known of a run. Curves: (characters read, bits per character).

    state: lost means that the process is gone without a word. problem: why it failed or rests; ""
    for no reason. best: how often a better network was found, the first measurement not counted.
    """

    name: str
    state: State = "running"
    phase: Phase = "reading"
    problem: str = ""
    fraction: float = 0.0
    seconds_left: float | None = None
    characters_per_second: float = 0.0
    characters_seen: int = 0
    started: Started | None = None
    training: Curve = ()
    validation: Curve = ()
    best: int = 0
    samples: tuple[Sampled, ...] = ()
    finished: Finished | None = None
    report: Report | None = None
    log: tuple[str, ...] = ()

    @property
    def alive(self) -> bool:
        """Whether a process works on it."""
        return self.state in ("running", "paused")

    @property
    def heeds(self) -> bool:
        """Whether it does what is wished: what comes after training is soon over."""
        return self.alive and self.phase in ("reading", "starting", "training")

    @property
    def resumable(self) -> bool:
        """Whether it ended before its time, and can go on."""
        return self.state in ("interrupted", "failed", "lost")

    @property
    def best_bits(self) -> float | None:
        """The best measurement so far."""
        return min((bits for _, bits in self.validation), default=None)

    def after(self, event: Event) -> "View":
        """What is known after `event` too; raises ValueError for a report that is none."""
        match event:
            case Entered():
                view = replace(self, state="running", phase=event.phase, problem="")
                return view._logged(event.note)
            case Started():
                return replace(self, started=event)
            case Progress():
                point = (float(event.characters_seen), event.training_bits)
                return replace(
                    self,
                    fraction=event.fraction,
                    seconds_left=event.seconds_left,
                    characters_per_second=event.characters_per_second,
                    characters_seen=event.characters_seen,
                    training=_thinned((*self.training, point)),
                )
            case Evaluated():
                point = (float(event.characters_seen), event.validation_bits)
                found = event.best and event.characters_seen > 0
                validation = _thinned((*self.validation, point), keep=self.best_bits)
                view = replace(self, validation=validation, best=self.best + int(found))
                better = ", the best so far" if event.best else ""
                return view._logged(
                    f"{event.characters_seen:,} characters: {event.validation_bits:.3f} bits on"
                    f" the notes kept apart{better}"
                )
            case Sampled():
                return replace(self, samples=(*self.samples, event)[-_MOST_LINES:])
            case Paused():
                view = replace(self, state="paused", problem=event.reason)
                return view._logged(f"paused{': ' if event.reason else ''}{event.reason}")
            case Resumed():
                return replace(self, state="running", problem="")._logged("going on")
            case Finished():
                return replace(self, finished=event, fraction=1.0, seconds_left=None)
            case Reported():
                return replace(self, state="done", report=Report.of(event.report))
            case Interrupted():
                return replace(self, state="interrupted")._logged("interrupted")
            case Failed():
                return replace(self, state="failed", problem=event.sentence)._logged(event.sentence)

    def _logged(self, line: str) -> "View":
        return replace(self, log=(*self.log, line)[-_MOST_LINES:]) if line else self


def clock(seconds: float) -> str:
    """`seconds` as m:ss, or h:mm:ss from an hour on."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _thinned(curve: Curve, keep: float | None = None) -> Curve:
    """`curve` with every second point, where it has too many; a point of height `keep` stays."""
    if len(curve) <= MOST_POINTS:
        return curve
    kept = next((at for at, (_, height) in enumerate(curve) if height == keep), -1)
    return tuple(point for at, point in enumerate(curve) if at % 2 == 0 or at == kept)


def folded(name: str, events: Iterable[Event]) -> View:
    """What is known after all of `events`."""
    view = View(name)
    for event in events:
        # A report may not be one.
        with suppress(ValueError):
            view = view.after(event)
    return view


class Follower:
    """Looks at one run again and again. Not thread-safe."""

    def __init__(self, run: RunFolder) -> None:
        self.run = run
        self._view = View(run.name)
        self._read = 0
        self._file = 0

    def look(self) -> View | None:
        """What is known now; None when there is no such run, or no more."""
        alive = holder(self.run) is not None
        try:
            with open_plain(self.run.events_file) as file:
                number = os.fstat(file.fileno()).st_ino
                size = file.seek(0, 2)
                if number != self._file or size < self._read:
                    # It is another run of this name, or this one went back to its checkpoint.
                    self._view, self._read, self._file = View(self.run.name), 0, number
                file.seek(self._read)
                new = file.read(_MOST_BYTES)
        except FileNotFoundError:
            return View(self.run.name) if alive else None
        except OSError:
            return self._view
        # A line that does not end in so much is none of ours, and passed over.
        whole = new if len(new) == _MOST_BYTES and b"\n" not in new else new[: new.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.split(b"\n"):
            try:
                self._view = self._view.after(from_json(line.decode("utf-8")))
            except ValueError:
                continue
        if not alive and self._view.alive:
            return replace(self._view, state="lost")
        return self._view
