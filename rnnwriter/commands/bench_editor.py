"""`rnnwriter bench editor`: key to screen beside a bare TextArea, in one run, without a terminal.

A key counts from its event to the bytes that a terminal would get for it; so does opening, from
the app's start to the first bytes with text. Editors take turns, round after round.
"""

import asyncio
import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from rich.console import Console
from rich.table import Table
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import TextArea

from rnnwriter.evaluation.timing import interval
from rnnwriter.files import TextFile
from rnnwriter.settings import Settings
from rnnwriter.suggest.suggestion import Suggestion
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.engine import Engine
from rnnwriter.tui.open_file import OpenFile

ROUNDS = 5
KEYS = 40
SIZE = (100, 40)
_SECONDS = 60.0


class _Timed(App[None]):
    """Knows when, and how much, it has drawn."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.drawn = asyncio.Event()
        self.bytes = 0

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        if isinstance(renderable, CompositorUpdate):
            self.bytes += len(renderable.render_segments(self.console).encode())
            self.drawn.set()


class _Bare(_Timed):
    """Nothing but Textual's own text area."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Only a text area."""
        yield TextArea(self._text, soft_wrap=True, show_line_numbers=False)


class _Silent:
    """Suggests nothing: what is measured is the editor."""

    def suggest(self, text_before_cursor: str) -> Suggestion | None:
        """Nothing."""
        return None

    def alternatives(self, text_before_cursor: str, count: int) -> list[Suggestion]:
        """Nothing."""
        return []


class _Writer(_Timed, WriterApp):
    """The editor, with a model that is there and silent."""

    CSS_PATH = WriterApp.CSS_PATH

    def __init__(self, text: str) -> None:
        engine = Engine("silent", lambda mode, temperature, seed: _Silent())
        file = OpenFile(content=TextFile(text))
        super().__init__(file, Settings(spelling=""), lambda name: engine)


@dataclass(frozen=True)
class _Case:
    """A program on a text."""

    name: str
    app: Callable[[str], _Timed]
    text: str


@dataclass
class _Figures:
    """Seconds of every key and of every opening, in the rounds they were taken in; bytes a key."""

    keys: list[list[float]]
    opening: list[float]
    bytes_a_key: float = 0.0


def _prose(characters: int) -> str:
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


def _cases() -> Iterator[_Case]:
    small, large, huge = _prose(10_000), _prose(1_000_000), _prose(10_000_000)
    line = _prose(100_000).replace("\n\n", " ")
    yield _Case("TextArea, 10 KB", _Bare, small)
    yield _Case("rnnwriter, 10 KB", _Writer, small)
    yield _Case("rnnwriter, 1 MB", _Writer, large)
    yield _Case("rnnwriter, 10 MB", _Writer, huge)
    yield _Case("rnnwriter, a line of 100 KB", _Writer, line)


async def _measure(case: _Case, figures: _Figures, keys: int) -> None:
    """Open the case's text, go to its middle, and press keys."""
    began = time.perf_counter()
    app = case.app(case.text)
    async with app.run_test(size=SIZE) as pilot:
        await asyncio.wait_for(app.drawn.wait(), _SECONDS)
        figures.opening.append(time.perf_counter() - began)
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
            key = "space" if character == " " else character
            app.post_message(events.Key(key, character))
            await asyncio.wait_for(app.drawn.wait(), _SECONDS)
            taken.append(time.perf_counter() - began)
            await pilot.pause()
        figures.keys.append(taken)
        figures.bytes_a_key = (app.bytes - before) / keys


def measure_editor(rounds: int = ROUNDS, keys: int = KEYS) -> dict[str, Any]:
    """Milliseconds and ratios, by case; the first case is what the others are held against."""
    cases = list(_cases())
    figures = {case.name: _Figures([], []) for case in cases}
    for round_ in range(rounds + 1):
        for case in cases:
            # The first round warms up.
            kept = figures[case.name] if round_ else _Figures([], [])
            asyncio.run(_measure(case, kept, keys))
    base = figures[cases[0].name]
    report: dict[str, Any] = {}
    for name, one in figures.items():
        every = [seconds for taken in one.keys for seconds in taken]
        ratios = [
            statistics.median(taken) / statistics.median(beside)
            for taken, beside in zip(one.keys, base.keys, strict=True)
        ]
        opening = [taken / beside for taken, beside in zip(one.opening, base.opening, strict=True)]
        ratio, opened = interval(ratios), interval(opening)
        report[name] = {
            "key_ms": 1e3 * statistics.median(every),
            "key_p99_ms": 1e3 * statistics.quantiles(every, n=100)[98],
            "key_over_stock": ratio.median,
            "key_over_stock_quartiles": [ratio.low, ratio.high],
            "bytes_a_key": round(one.bytes_a_key),
            "first_screen_ms": 1e3 * statistics.median(one.opening),
            "first_screen_over_stock": opened.median,
        }
    return report


def bench_editor_command(*, as_json: bool) -> None:
    """Measure and print."""
    console = Console(quiet=as_json)
    with console.status("measuring"):
        report = measure_editor()
    if as_json:
        print(json.dumps(report))
        return
    table = Table(box=None, pad_edge=False)
    for column in ("", "key, ms", "p99", "over TextArea", "bytes", "first screen, ms", "over it"):
        table.add_column(column, justify="left" if not column else "right")
    for name, one in report.items():
        low, high = one["key_over_stock_quartiles"]
        table.add_row(
            name,
            f"{one['key_ms']:.1f}",
            f"{one['key_p99_ms']:.1f}",
            f"{one['key_over_stock']:.2f} ({low:.2f} to {high:.2f})",
            f"{one['bytes_a_key']:,}",
            f"{one['first_screen_ms']:.0f}",
            f"{one['first_screen_over_stock']:.2f}",
        )
    console.print(table)
