"""`rnnwriter bench editor`: key to screen, and start to screen, beside a bare TextArea in one run.

A key counts from its event to the bytes that a terminal would get for it, without a terminal.
Starting counts from the start of a process to its text on a terminal. All take turns, round after
round, and a ratio is of two that ran in the same round.
"""

import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.table import Table
from textual.app import ComposeResult
from textual.widgets import TextArea

from rnnwriter.commands.headless import SECONDS, SIZE, Timed, TimedWriter, key, prose, run_apart
from rnnwriter.commands.output import PlainConsole
from rnnwriter.engines.engine import Engine
from rnnwriter.evaluation.timing import Interval, interval
from rnnwriter.settings import Settings
from rnnwriter.suggest.suggestion import Suggestion

ROUNDS = 5
KEYS = 40
STARTS = 9


class _Bare(Timed):
    """Nothing but Textual's own text area."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Only a text area."""
        yield TextArea(self._text, soft_wrap=True, show_line_numbers=False)


class _Silent:
    """Suggests nothing: what is measured is the editor."""

    def suggest(self, text_before_cursor: str, text_after_cursor: str = "") -> Suggestion | None:
        """Nothing."""
        return None

    def alternatives(
        self, text_before_cursor: str, count: int, text_after_cursor: str = ""
    ) -> list[Suggestion]:
        """Nothing."""
        return []


def _writer(text: str) -> TimedWriter:
    """The editor, with a model that is there and silent."""
    engine = Engine("silent", lambda settings: _Silent())
    return TimedWriter(text, engine, Settings(spelling=""))


@dataclass(frozen=True)
class Case:
    """A program on a text."""

    name: str
    app: Callable[[str], Timed]
    text: str


@dataclass(frozen=True)
class KeyFigures:
    """From a key to what a terminal would get for it; over: of the first case."""

    milliseconds: float
    p99_milliseconds: float
    over: Interval
    bytes_a_key: int


@dataclass(frozen=True)
class StartFigures:
    """From starting a program to its first screen; over: of `beside`."""

    milliseconds: float
    over: Interval
    beside: str


@dataclass
class _Figures:
    """Seconds of every key, in the rounds they were taken in; bytes a key of the last round."""

    keys: list[list[float]] = field(default_factory=list)
    bytes_a_key: float = 0.0


def cases() -> Iterator[Case]:
    """Texts of many sizes; the first is what the others are held against."""
    small, large, huge = prose(10_000), prose(1_000_000), prose(10_000_000)
    line = prose(100_000).replace("\n\n", " ")
    yield Case("TextArea, 10 KB", _Bare, small)
    yield Case("rnnwriter, 10 KB", _writer, small)
    yield Case("rnnwriter, 1 MB", _writer, large)
    yield Case("rnnwriter, 10 MB", _writer, huge)
    yield Case("rnnwriter, a line of 100 KB", _writer, line)


async def _measure(case: Case, figures: _Figures, keys: int) -> None:
    """Open the case's text, go to its middle, and press keys."""
    app = case.app(case.text)
    async with app.run_test(size=SIZE) as pilot:
        await asyncio.wait_for(app.drawn.wait(), SECONDS)
        await pilot.pause()
        area = app.query_one(TextArea)
        line = area.document.line_count // 2
        area.move_cursor((line, len(area.document[line]) // 2))
        await pilot.pause(0.3)
        before = app.bytes
        taken: list[float] = []
        for character in islice(cycle("gathering rain "), keys):
            app.drawn.clear()
            began = time.perf_counter()
            app.post_message(key(character))
            await asyncio.wait_for(app.drawn.wait(), SECONDS)
            taken.append(time.perf_counter() - began)
            await pilot.pause()
        figures.keys.append(taken)
        figures.bytes_a_key = (app.bytes - before) / keys


def measure_keys(
    texts: Sequence[Case], rounds: int = ROUNDS, keys: int = KEYS
) -> dict[str, KeyFigures]:
    """By case; the first case is what the others are held against."""
    figures = {case.name: _Figures() for case in texts}
    for round_ in range(rounds + 1):
        for case in texts:
            # The first round warms up.
            kept = figures[case.name] if round_ else _Figures()
            run_apart(_measure(case, kept, keys))
    base = figures[texts[0].name]
    report: dict[str, KeyFigures] = {}
    for name, one in figures.items():
        every = [seconds for taken in one.keys for seconds in taken]
        over = interval(
            [
                statistics.median(taken) / statistics.median(beside)
                for taken, beside in zip(one.keys, base.keys, strict=True)
            ]
        )
        report[name] = KeyFigures(
            1e3 * statistics.median(every),
            1e3 * statistics.quantiles(every, n=100)[98],
            over,
            round(one.bytes_a_key),
        )
    return report


def measure_start(rounds: int = STARTS) -> dict[str, StartFigures]:
    """By what is started; the first is what the second is held against.

    The last, a file of 10 MB, is held against the second, one of 10 KB.
    """
    from rnnwriter.evaluation.first_paint import FIRST_WORD, bare, editor, first_paint

    with TemporaryDirectory() as folder:
        small, huge = Path(folder, "small.md"), Path(folder, "huge.md")
        small.write_text(f"A {FIRST_WORD} {prose(10_000)}", encoding="utf-8")
        huge.write_text(f"A {FIRST_WORD} {prose(10_000_000)}", encoding="utf-8")
        environment = os.environ | {"RNNWRITER_HOME": folder}
        # As it is installed, compiled once.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        commands = {
            "TextArea, 10 KB": bare(small),
            "rnnwriter, 10 KB": editor(small),
            "rnnwriter, 10 MB": editor(huge),
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for round_ in range(rounds + 1):
            for name, command in commands.items():
                taken = first_paint(command, environment)
                if round_:
                    seconds[name].append(taken)
    stock, ours, large = seconds
    held_against = {stock: stock, ours: stock, large: ours}
    report: dict[str, StartFigures] = {}
    for name, beside in held_against.items():
        over = interval(
            [one / two for one, two in zip(seconds[name], seconds[beside], strict=True)]
        )
        report[name] = StartFigures(1e3 * statistics.median(seconds[name]), over, beside)
    return report


def bench_editor_command(*, as_json: bool) -> None:
    """Measure and print."""
    console = PlainConsole(quiet=as_json)
    with console.status("measuring"):
        keys = measure_keys(list(cases()))
        # Pseudo-terminals are not to be had on Windows.
        starts = {} if sys.platform == "win32" else measure_start()
    if as_json:
        print(
            json.dumps(
                {
                    "keys": {name: asdict(one) for name, one in keys.items()},
                    "start": {name: asdict(one) for name, one in starts.items()},
                }
            )
        )
        return
    table = _table("key, ms", "p99", "over TextArea", "bytes")
    for name, one in keys.items():
        table.add_row(
            name,
            f"{one.milliseconds:.1f}",
            f"{one.p99_milliseconds:.1f}",
            str(one.over),
            f"{one.bytes_a_key:,}",
        )
    console.print(table)
    if starts:
        table = _table("start, ms", "ratio", "of")
        for name, start in starts.items():
            table.add_row(name, f"{start.milliseconds:.0f}", str(start.over), start.beside)
        console.print()
        console.print(table)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table
