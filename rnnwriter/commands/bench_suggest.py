"""`rnnwriter bench suggest`: from a key to its ghost on the screen, idle and beside a training run
where there is PyTorch.

Keys after which there is a new ghost count, with the settings that a writer begins with; after a
jump, where few would be shown, every likely one is. A ghost is on the screen when it is drawn. The
training run is a real one, of a model from scratch, with all cores; its model is thrown away.
"""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from rich.table import Table
from textual.screen import Screen

from rnnwriter.commands.headless import SECONDS, SIZE, TimedWriter, key, prose, run_apart
from rnnwriter.commands.output import PlainConsole
from rnnwriter.engines import Engine, load_engine
from rnnwriter.errors import UserError
from rnnwriter.settings import Eagerness, Settings
from rnnwriter.training.pytorch import has_pytorch

KEYS = 300
TEXTS = {"10 KB": 10_000, "1 MB": 1_000_000}
_TYPED = "She had not expected anyone to be there, and yet "
_KEYS_A_PLACE = 10
_POLL_SECONDS = 0.001
_TRAINING_STARTS_SECONDS = 120.0


@dataclass(frozen=True)
class Figures:
    """Milliseconds from a key to its ghost on the screen, and from a jump."""

    p50: float
    p95: float
    p99: float
    jump_p95: float


class _Ghosts(TimedWriter):
    """Knows when it has drawn another ghost than the one that was there."""

    def __init__(self, text: str, engine: Engine, eagerness: Eagerness) -> None:
        super().__init__(text, engine, Settings(eagerness=eagerness, spelling=""))
        self._old = ""
        self._drawn_at: float | None = None

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        ghost = self.editor.ghost
        if self._drawn_at is None and ghost and ghost != self._old:
            self._drawn_at = time.perf_counter()

    async def ghost_after(self, character: str) -> float | None:
        """Seconds from the key of `character` to a new ghost on the screen; None without one."""
        ghost = self.editor.ghost
        # What is left of a ghost that is typed along is no new one.
        self._old = ghost[1:] if ghost.startswith(character) else ""
        self.drawn.clear()
        self._drawn_at = None
        began = time.perf_counter()
        self.post_message(key(character))
        await asyncio.wait_for(self.drawn.wait(), SECONDS)
        while self._drawn_at is None:
            answered = not self.editor.asking
            await asyncio.sleep(_POLL_SECONDS)
            if answered and self._drawn_at is None and not self.editor.ghost:
                return None
            if answered and self.editor.ghost == self._old:
                return None
        return self._drawn_at - began


async def _seconds(engine: Engine, text: str, keys: int, *, jumping: bool) -> list[float]:
    """From keys to new ghosts, typing in `text`; or, when `jumping`, from the first key of each
    place, every tenth one.
    """
    app = _Ghosts(text, engine, "always" if jumping else "normal")
    async with app.run_test(size=SIZE) as pilot:
        while app.editor.suggester is None:
            await pilot.pause(0.01)
        taken: list[float] = []
        lines = app.editor.document.line_count
        for number, character in enumerate(islice(cycle(_TYPED), keys)):
            jump = number % _KEYS_A_PLACE == 0
            if jump:
                line = (number * 7919) % lines // 2 * 2
                app.editor.move_cursor((line, len(app.editor.document[line])))
                await pilot.pause()
            seconds = await app.ghost_after(character)
            if seconds is not None and jump == jumping:
                taken.append(seconds)
            await pilot.pause()
    return taken


def _figures(engine: Engine, text: str, keys: int) -> Figures:
    typing = run_apart(_seconds(engine, text, keys, jumping=False))
    jumps = run_apart(_seconds(engine, text, keys, jumping=True))
    p50, p95, p99 = (1e3 * float(one) for one in np.percentile(typing, [50, 95, 99]))
    return Figures(p50, p95, p99, jump_p95=1e3 * float(np.percentile(jumps, 95)))


@contextlib.contextmanager
def _training() -> Iterator[None]:
    """While a training run uses all cores."""
    with TemporaryDirectory() as home:
        notes = Path(home, "notes.txt")
        notes.write_text(prose(500_000), encoding="utf-8")
        command = (
            *(sys.executable, "-m", "rnnwriter", "train", str(notes), "--name", "bench"),
            *("--from", "scratch", "--minutes", "30", "--verbatim"),
        )
        environment = os.environ | {"RNNWRITER_HOME": home}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                began = time.monotonic()
                events = Path(home, "state", "runs", "bench", "events.jsonl")
                while not (events.exists() and "Progress" in events.read_text(encoding="utf-8")):
                    if process.poll() is not None:
                        said = process.stderr.read() if process.stderr else ""
                        raise UserError(f"the training run beside did not start: {said.strip()}")
                    if time.monotonic() - began > _TRAINING_STARTS_SECONDS:
                        raise UserError("the training run beside did not start in two minutes")
                    time.sleep(0.1)
                yield
            finally:
                process.kill()


def measure_suggestions(
    engine: Engine, keys: int = KEYS, *, training: bool = True
) -> dict[str, Figures]:
    """By what the text is and what runs beside."""
    report: dict[str, Figures] = {}
    for beside in ("idle", "training") if training else ("idle",):
        with _training() if beside == "training" else contextlib.nullcontext():
            for name, characters in TEXTS.items():
                text = prose(characters)
                # The first keys warm up.
                run_apart(_seconds(engine, text, _KEYS_A_PLACE, jumping=False))
                report[f"{name}, {beside}"] = _figures(engine, text, keys)
    return report


def bench_suggest_command(model: str, *, as_json: bool) -> None:
    """Measure and print."""
    console = PlainConsole(quiet=as_json)
    with console.status("measuring"):
        report = measure_suggestions(load_engine(model), training=has_pytorch())
    if as_json:
        print(json.dumps({name: asdict(figures) for name, figures in report.items()}))
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("key to ghost, ms")
    for column in ("p50", "p95", "p99", "p95 after a jump"):
        table.add_column(column, justify="right")
    for name, one in report.items():
        table.add_row(name, *(f"{value:.0f}" for value in asdict(one).values()))
    console.print(table)
