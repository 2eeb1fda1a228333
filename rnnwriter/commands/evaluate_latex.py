"""`rnnwriter eval latex`: how well LaTeX is nested that a model writes, and how much compiles."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from rnnwriter.commands.output import PlainConsole
from rnnwriter.corpus.normalise import normalise
from rnnwriter.errors import UserError
from rnnwriter.evaluation.excerpts import excerpts
from rnnwriter.evaluation.fragments import Fragments, errors, measured, share, share_interval
from rnnwriter.evaluation.latex import Pairs
from rnnwriter.evaluation.tex import Compiled, NotInstalledError, Tex, find_tex, preamble_of
from rnnwriter.evaluation.writing_samples import write_samples
from rnnwriter.files import read_text
from rnnwriter.model import Model, load_model

# What a well-trained model should reach: environments that are closed by their own name, of those
# that were ended at all; fragments that compile with what is open closed.
ENVIRONMENTS_GOAL = 0.9
COMPILED_GOAL = 0.6
_SHOWN_ERRORS = 6
# What a model reads before the prompt, which is the beginning of a line.
_BEFORE = "\n\n"


@dataclass(frozen=True)
class Request:
    """The command's options. model: None to measure `text` alone. text: a real one, measured too.
    preamble: a file, or ours. prompt: what every sample begins with; pieces of `text` too.
    """

    model: str | None
    text: Path | None
    preamble: Path | None
    prompt: str
    samples: int
    length: int
    temperatures: tuple[float, ...]
    seed: int


@dataclass(frozen=True)
class _Column:
    """What was measured of one temperature, or of the real text, where that is None."""

    name: str
    temperature: float | None
    fragments: Fragments


def evaluate_latex_command(request: Request, *, as_json: bool) -> None:
    """Write samples, or cut pieces, measure them, and print the figures.

    Raises UserError when there is no such model or text, or the preamble given does not compile.
    """
    if request.model is None and request.text is None:
        raise UserError("there is nothing to measure; name a model, or a text with --text FILE")
    model = load_model(request.model) if request.model else None
    real = _pieces(request) if request.text else []
    console = PlainConsole(quiet=as_json)
    preamble = preamble_of(request.preamble) if request.preamble else None
    try:
        tex: Tex | None = find_tex(preamble)
        skipped = ""
    except NotInstalledError as error:
        tex, skipped = None, f"nothing was compiled: {error}"
    columns: list[_Column] = []
    for temperature in request.temperatures if model else ():
        name = f"{temperature:g}"
        with console.status(f"writing at temperature {name}"):
            texts = _written(model, temperature, request) if model else []
        with console.status(f"compiling what was written at temperature {name}"):
            columns.append(_Column(name, temperature, measured(texts, tex)))
    if request.text:
        with console.status(f"compiling pieces of {request.text.name}"):
            columns.append(_Column("the text", None, measured(real, tex)))
    if as_json:
        print(json.dumps(_report(request, columns, tex, skipped)))
        return
    console.print(
        Text(
            f"texts of {request.length:,} characters after {_shown(request.prompt)},"
            f" seed {request.seed}"
        )
    )
    console.print(_table(columns, compiled=tex is not None))
    if skipped:
        console.print(Text(skipped))
    elif any(not one.sound for column in columns for one in column.fragments.closed):
        console.print()
        console.print(_errors_table(columns))


def _pieces(request: Request) -> list[str]:
    """Pieces of the real text that begin as samples do.

    Raises UserError when there is no such place.
    """
    assert request.text is not None
    text = normalise(read_text(request.text).text)
    beginning = re.compile(f"^{re.escape(request.prompt)}", re.MULTILINE)
    length = len(request.prompt) + request.length
    try:
        return excerpts(text, beginning, request.samples, length, request.seed)
    except ValueError as error:
        raise UserError(
            f"{request.text} has no line that begins with {_shown(request.prompt)} and goes on long"
            f" enough: {error}; give another --prompt or --length"
        ) from None


def _written(model: Model, temperature: float, request: Request) -> list[str]:
    """Samples, each with what it begins with."""
    prompt = _BEFORE + request.prompt
    written = write_samples(
        model, request.samples, request.length, temperature, request.seed, prompt
    )
    return [request.prompt + one.text for one in written]


def _shown(prompt: str) -> str:
    return prompt.replace("\n", "⏎") or "nothing"


def _report(
    request: Request, columns: Sequence[_Column], tex: Tex | None, skipped: str
) -> dict[str, Any]:
    return {
        "model": request.model,
        "length": request.length,
        "seed": request.seed,
        "prompt": request.prompt,
        "engine": tex.name if tex else None,
        "skipped": skipped or None,
        "goals": {"environments": ENVIRONMENTS_GOAL, "compiled": COMPILED_GOAL},
        "measured": [_figures(column) for column in columns],
    }


def _figures(column: _Column) -> dict[str, Any]:
    fragments = column.fragments
    compiled = zip(fragments.as_they_are, fragments.closed, strict=True)
    return {
        "of": "the text" if column.temperature is None else "samples",
        "temperature": column.temperature,
        "samples": len(fragments.texts),
        "environments": _pairs(fragments.environments),
        "braces": _pairs(fragments.braces),
        "formulas": _pairs(fragments.formulas),
        "compiled": _compiled(fragments.closed),
        "compiled_as_they_are": _compiled(fragments.as_they_are),
        "texts": fragments.texts,
        "errors": [
            {"as_it_is": asdict(as_it_is), "closed": asdict(closed)}
            for as_it_is, closed in compiled
        ],
    }


def _pairs(pairs: Pairs) -> dict[str, float]:
    return {
        **asdict(pairs),
        "wrong": pairs.wrong,
        "closed_of_ended": pairs.closed_of_ended,
        "closed_of_all": pairs.closed_of_all,
    }


def _compiled(compiled: Sequence[Compiled]) -> dict[str, Any] | None:
    if not compiled:
        return None
    return {
        "share": share(compiled),
        "interval_95": share_interval(compiled),
        "errors": dict(errors(compiled)),
    }


def _table(columns: Sequence[_Column], *, compiled: bool) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("temperature")
    for column in columns:
        table.add_column(column.name, justify="right")
    table.add_column("goal", justify="right", style="dim")
    every = [column.fragments for column in columns]
    table.add_row("texts", *(f"{len(one.texts):,}" for one in every))
    for what, listed, goal in (
        ("environments", [one.environments for one in every], f"{ENVIRONMENTS_GOAL:.0%}"),
        ("braces", [one.braces for one in every], ""),
        ("formulas", [one.formulas for one in every], ""),
    ):
        table.add_row(f"{what} begun", *(f"{pairs.begun:,}" for pairs in listed))
        closed = (f"{pairs.closed_of_ended:.1%}" for pairs in listed)
        table.add_row("  closed, but for those still open", *closed, goal)
        table.add_row("  closed, of all", *(f"{pairs.closed_of_all:.1%}" for pairs in listed))
        table.add_row("  ends of nothing", *(f"{pairs.stray:,}" for pairs in listed))
    if compiled:
        for what, some, goal in (
            ("compile, what is open closed", [one.closed for one in every], f"{COMPILED_GOAL:.0%}"),
            ("compile as they are", [one.as_they_are for one in every], ""),
        ):
            table.add_row(what, *(f"{share(each):.0%}" for each in some), goal)
            table.add_row("  95 %", *map(_interval, some))
    return table


def _interval(compiled: Sequence[Compiled]) -> str:
    low, high = share_interval(compiled)
    return f"{low:.0%}-{high:.0%}"


def _errors_table(columns: Sequence[_Column]) -> Table:
    """What TeX stopped at most often, with what is open closed."""
    table = Table(box=None, pad_edge=False)
    table.add_column("TeX stopped first at", overflow="fold")
    for column in columns:
        table.add_column(column.name, justify="right")
    counts = [dict(errors(column.fragments.closed)) for column in columns]
    for kind in _most(counts):
        table.add_row(Text(kind), *(f"{one.get(kind, 0):,}" for one in counts))
    return table


def _most(counts: Sequence[dict[str, int]]) -> Iterator[str]:
    """The most frequent kinds of all columns together."""
    kinds = {kind: sum(one.get(kind, 0) for one in counts) for each in counts for kind in each}
    yield from sorted(kinds, key=lambda kind: (-kinds[kind], kind))[:_SHOWN_ERRORS]
