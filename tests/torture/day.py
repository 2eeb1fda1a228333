"""A day of writing in one window: memory, handles, threads and the time of a key stay as they were.

python -m tests.torture.day --keys 100000 (two hours; fewer keys take as much less)
"""

import argparse
import asyncio
import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import quantiles

import psutil
from textual import events
from textual.pilot import Pilot

from rnnwriter.model.store import find, trained_path
from rnnwriter.settings import Settings
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.open_file import open_file
from rnnwriter.tui.training import training_arguments
from tests.texts import prose, write_jottings
from tests.tui.helpers import loaded, quiet, until

# What is compared, of keys.
STRETCH = 1_000
MOST_GROWTH, MOST_SLOWER = 1.10, 1.25
ACCEPTS_EVERY, SWITCHES_EVERY, SAVES_EVERY = 50, 5_000, 500
# Of the day, when a training begins.
TRAINS_AT = 0.2
TRAINED_MINUTES = 1.0
WARM_AT = 0.3


@dataclass(frozen=True)
class Usage:
    """bytes: resident. handles, threads: how many. milliseconds: median and 95th percentile from a
    key to its row, which waits for the next of sixty pictures a second.
    """

    bytes: int
    handles: int
    threads: int
    milliseconds: tuple[float, float]


def usage(times: Sequence[float]) -> Usage:
    """Now, and of the last keys."""
    gc.collect()
    process = psutil.Process()
    cuts = quantiles(times[-STRETCH:], n=20)
    return Usage(
        process.memory_info().rss,
        process.num_fds(),
        process.num_threads(),
        (round(1000 * cuts[9], 1), round(1000 * cuts[18], 1)),
    )


async def key(app: WriterApp, name: str, character: str | None = None) -> float:
    """Press a key; the seconds until the text area has drawn what came of it."""
    began = time.perf_counter()
    drawn = asyncio.Event()
    app.post_message(events.Key(name, character))
    app.editor.call_after_refresh(drawn.set)
    await drawn.wait()
    return time.perf_counter() - began


async def write(folder: Path, keys: int, seed: int) -> list[Usage]:
    """Write so many keys, accept, save, change the model, and train meanwhile; what was used after
    each stretch of keys.
    """
    draw = random.Random(seed)
    other = trained_path("other")
    other.parent.mkdir(parents=True, exist_ok=True)
    other.write_bytes(find("starter").read_bytes())
    models = cycle([other, find("starter")])
    text = iter(prose(2 * keys, seed))
    file = folder / "day.md"
    app = WriterApp(open_file(file), Settings(model="starter", eagerness="eager"))
    used: list[Usage] = []
    times: list[float] = []
    accepted = 0
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot, app)
        for number in range(1, keys + 1):
            if number == int(TRAINS_AT * keys):
                await train(app, pilot, write_jottings(folder / "notes"))
            if number % SWITCHES_EVERY == 0:
                path = next(models)
                assert await app.models.change(str(path), path.stem, further=False)
            if number % SAVES_EVERY == 0:
                await key(app, "ctrl+s")
            if accepted < number // ACCEPTS_EVERY:
                await quiet(pilot, app.editor)
                if app.editor.ghost:
                    accepted += 1
                    await key(app, "tab")
            if draw.random() < 0.05:
                times.append(await key(app, "backspace"))
            character = next(text)
            name = "enter" if character == "\n" else character
            times.append(await key(app, name, None if name == "enter" else character))
            if number % STRETCH == 0:
                used.append(usage(times))
                print(number, accepted, state(app), used[-1], flush=True)
        await until(pilot, lambda: state(app) == "done", "the training is done")
    return used


def state(app: WriterApp) -> str:
    """How the training stands; "" for none."""
    return app.training.view.state if app.training and app.training.view else ""


async def train(app: WriterApp, pilot: Pilot[None], notes: Path) -> None:
    """Begin to train on `notes`, in a process of its own as always."""
    await until(pilot, lambda: app.training is not None, "trainings are followed")
    assert app.training is not None
    app.training.start("day", training_arguments(notes, "day", TRAINED_MINUTES, update=False))


def grown(used: Sequence[Usage]) -> list[str]:
    """What has grown, in sentences, since all that is ever loaded was: models, what follows a
    training.
    """
    first, last = used[int(WARM_AT * len(used))], used[-1]
    found = []
    if last.bytes > MOST_GROWTH * first.bytes:
        found.append(f"memory grew from {first.bytes} to {last.bytes} bytes")
    if last.handles > first.handles or last.threads > first.threads:
        found.append(f"handles or threads grew from {first} to {last}")
    if last.milliseconds[0] > MOST_SLOWER * first.milliseconds[0]:
        found.append(f"a key took {first.milliseconds} ms, and takes {last.milliseconds}")
    return found


def main() -> int:
    """Write a day; 1 when something has grown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RNNWRITER_HOME"] = str(Path(folder) / "home")
        found = grown(asyncio.run(write(Path(folder), chosen.keys, chosen.seed)))
    for sentence in found:
        print(sentence)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
