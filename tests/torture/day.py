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
from pathlib import Path
from statistics import median

import psutil
from textual import events
from textual.pilot import Pilot

from rnnwriter.model.store import find, trained_path
from rnnwriter.settings import Settings
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.open_file import open_file
from tests.texts import prose
from tests.tui.helpers import loaded, quiet

# What is compared, of keys.
STRETCH = 1_000
MOST_GROWTH = 1.10
ACCEPTS_EVERY, SWITCHES_EVERY, SAVES_EVERY = 50, 5_000, 500


@dataclass(frozen=True)
class Usage:
    """bytes: resident. handles, threads: how many. milliseconds: median from a key to its row."""

    bytes: int
    handles: int
    threads: int
    milliseconds: float


def usage(times: Sequence[float]) -> Usage:
    """Now, and of the last keys."""
    gc.collect()
    process = psutil.Process()
    return Usage(
        process.memory_info().rss,
        process.num_fds(),
        process.num_threads(),
        1000 * median(times[-STRETCH:]),
    )


async def key(app: WriterApp, pilot: Pilot[None], name: str, character: str | None = None) -> float:
    """Press a key; the seconds until the text area has drawn what came of it."""
    began = time.perf_counter()
    drawn = asyncio.Event()
    app.post_message(events.Key(name, character))
    app.editor.call_after_refresh(drawn.set)
    await drawn.wait()
    return time.perf_counter() - began


async def write(folder: Path, keys: int, seed: int) -> list[Usage]:
    """Write so many keys; what was used after each stretch of them."""
    draw = random.Random(seed)
    models = trained_path("other")
    models.parent.mkdir(parents=True, exist_ok=True)
    models.write_bytes(find("starter").read_bytes())
    text = iter(prose(2 * keys, seed))
    file = folder / "day.md"
    app = WriterApp(open_file(file), Settings(model="starter", eagerness="eager"))
    used: list[Usage] = []
    times: list[float] = []
    accepted = 0
    async with app.run_test(size=(100, 30)) as pilot:
        await loaded(pilot, app)
        for number in range(1, keys + 1):
            if number % SWITCHES_EVERY == 0:
                await app.models.change(str(models), "other", further=False)
            if number % SAVES_EVERY == 0:
                await key(app, pilot, "ctrl+s")
            if number % ACCEPTS_EVERY == 0:
                await quiet(pilot, app.editor)
                if app.editor.ghost:
                    accepted += 1
                    await key(app, pilot, "tab")
            if draw.random() < 0.05:
                times.append(await key(app, pilot, "backspace"))
            character = next(text)
            name = "enter" if character == "\n" else character
            times.append(await key(app, pilot, name, None if name == "enter" else character))
            if number % STRETCH == 0:
                used.append(usage(times))
                print(number, accepted, used[-1], flush=True)
    return used


def grown(used: Sequence[Usage]) -> list[str]:
    """What has grown, in sentences; the first stretches warm up."""
    first, last = used[min(4, len(used) // 2)], used[-1]
    found = []
    if last.bytes > MOST_GROWTH * first.bytes:
        found.append(f"memory grew from {first.bytes} to {last.bytes} bytes")
    if last.handles > first.handles or last.threads > first.threads:
        found.append(f"handles or threads grew from {first} to {last}")
    if last.milliseconds > 1.25 * first.milliseconds:
        found.append(f"a key took {first.milliseconds:.1f} ms, and takes {last.milliseconds:.1f}")
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
