"""`rnnwriter bench lsp`: from a key to its answer, in a real session over standard input and
output; and from the start of `rnnwriter complete` to its end.

A client types a text letter by letter, and asks after each, as editors do; the time is from sending
the change to having the answer, an empty one too. A long text shows what grows with it.
"""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import cycle, islice

import numpy as np
from rich.table import Table

from rnnwriter.commands.headless import prose, run_apart
from rnnwriter.commands.output import PlainConsole
from rnnwriter.evaluation.timing import Interval, in_turn, interval
from rnnwriter.lsp.client import serving
from rnnwriter.model.store import find

KEYS = 300
TEXTS: Mapping[str, int] = {"10 KB": 10_000, "1 MB": 1_000_000}
# Nothing of it is said twice: what the page has would be suggested, and followed.
_TYPED = (
    "She had not expected anyone to be there, and yet a lamp was burning in the window above the "
    "bakery. Somebody had swept the steps. On the third one lay a letter, unopened, with the name "
    "of her brother on it; the ink had run a little where rain came in under the roof. Before she "
    "could pick it up a voice asked what she wanted at this hour, and whether she knew the owner. "
)
_WARM_KEYS = 10
STARTS = 9


@dataclass(frozen=True)
class Figures:
    """Milliseconds from a key to its answer. answered: the share of keys with a suggestion."""

    p50: float
    p95: float
    p99: float
    answered: float


@dataclass(frozen=True)
class Start:
    """milliseconds: of `rnnwriter complete`, on one sentence. over: of a Python that imports NumPy,
    which has to be waited for in any case.
    """

    milliseconds: Interval
    over: Interval


async def _type(model: str, text: str, keys: int) -> Figures:
    taken: list[float] = []
    answered = 0
    command = (sys.executable, "-m", "rnnwriter", "lsp", "--model", model)
    async with serving(*command) as client:
        await client.initialize()
        client.open(text + "\n\n")
        for character in islice(cycle(_TYPED), keys + _WARM_KEYS):
            began = time.perf_counter()
            client.type(character)
            items = await client.ask()
            taken.append(time.perf_counter() - began)
            answered += bool(items)
    p50, p95, p99 = (1e3 * float(one) for one in np.percentile(taken[_WARM_KEYS:], [50, 95, 99]))
    return Figures(p50, p95, p99, answered / (keys + _WARM_KEYS))


def measure_lsp(model: str, keys: int = KEYS) -> dict[str, Figures]:
    """By how long the text is. Raises UserError when there is no such model."""
    # By its path, because the home is another one.
    path = str(find(model))
    return {
        name: run_apart(_type(path, prose(characters), keys)) for name, characters in TEXTS.items()
    }


def measure_complete(model: str, starts: int = STARTS) -> Start:
    """Start `rnnwriter complete` again and again; what is on disk has been read before."""
    command = (sys.executable, "-m", "rnnwriter", "complete", "--model", str(find(model)))

    def run(*command: str) -> None:
        text = _TYPED.encode()
        subprocess.run(command, input=text, stdout=subprocess.DEVNULL, check=True)

    timings = in_turn(
        {
            "complete": lambda: run(*command),
            "NumPy": lambda: run(sys.executable, "-c", "import numpy"),
        },
        rounds=starts,
        repeats=1,
    )
    milliseconds = interval([1e3 * one for one in timings.seconds["complete"]])
    return Start(milliseconds, timings.ratio("complete", "NumPy"))


def bench_lsp_command(model: str, *, as_json: bool) -> None:
    """Measure and print."""
    console = PlainConsole(quiet=as_json)
    with console.status("measuring"):
        report = measure_lsp(model)
        start = measure_complete(model)
    if as_json:
        keys = {name: asdict(figures) for name, figures in report.items()}
        print(json.dumps({"keys": keys, "complete": asdict(start)}))
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("key to answer, ms")
    for column in ("p50", "p95", "p99", "answers with a suggestion"):
        table.add_column(column, justify="right")
    for name, one in report.items():
        times = (f"{value:.1f}" for value in (one.p50, one.p95, one.p99))
        table.add_row(name, *times, f"{one.answered:.0%}")
    console.print(table)
    console.print()
    console.print(f"complete takes {start.milliseconds} ms, {start.over} of importing NumPy")
