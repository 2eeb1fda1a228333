"""`rnnwriter eval cells`: which cells of a network follow what in a text, and the text coloured.

Blue is -1, red is 1, as in Karpathy, Johnson and Li (2015); on a ground of its own, so that it can
be read in dark and light terminals. Without colours a row of digits stands below each row of text.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.cells import cell_len
from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from rnnwriter.commands.output import PlainConsole
from rnnwriter.corpus.normalise import fold, normalise
from rnnwriter.errors import UserError
from rnnwriter.evaluation.cells import CHARACTERS, Cells, Tracking, read_cells, shades
from rnnwriter.evaluation.features import FEATURES, Values
from rnnwriter.files import read_text
from rnnwriter.model import load_model
from rnnwriter.printable import printable
from rnnwriter.tui.wrapping import rows_of

LEAST_CHARACTERS = 500
_RIVALS = 10
_LONGEST_ROW = 78
_SHADES = 6
_GROUND, _INK = (48, 48, 48), (240, 240, 240)
_NEGATIVE, _POSITIVE = (38, 92, 214), (206, 38, 42)
_DECIMALS = 3
_BLANKS = {ord("\n"): " ", ord("\t"): " "}


@dataclass(frozen=True)
class Request:
    """The command's options. cell, feature: to look at, in place of all features. lines: rows of
    text to show for each. characters: how many to read.
    """

    model: str
    file: Path
    cell: int | None
    feature: str | None
    lines: int
    characters: int = CHARACTERS


@dataclass(frozen=True)
class _Passage:
    """Rows of the text, (start, end) each, to be coloured by `cell`. label: what it may follow."""

    cell: int
    label: str
    rows: Sequence[tuple[int, int]]

    @property
    def span(self) -> slice:
        """Where they stand."""
        return slice(self.rows[0][0], self.rows[-1][1])


def evaluate_cells_command(request: Request, *, as_json: bool) -> None:
    """Print what was found, and the text coloured.

    Raises UserError when the file cannot be read or is too short, or there is no such model, cell
    or feature.
    """
    names = [feature.name for feature in FEATURES]
    if request.feature is not None and request.feature not in names:
        raise UserError(f"no feature is called {request.feature!r}; there are {', '.join(names)}")
    model = load_model(request.model)
    count = sum(model.info.architecture.hidden)
    if request.cell is not None and request.cell >= count:
        raise UserError(f"there is no cell {request.cell}; {request.model} has 0 to {count - 1}")
    text = normalise(read_text(request.file).text[: request.characters])
    if len(text) < LEAST_CHARACTERS:
        raise UserError(
            f"{request.file} has {len(text)} characters; cells are found in"
            f" {LEAST_CHARACTERS} or more"
        )
    console = PlainConsole(quiet=as_json, highlight=False)
    with console.status("reading the text"):
        cells = read_cells(model, text, characters=request.characters)
    assert cells is not None
    chosen = _chosen(cells, request)
    rows = rows_of(cells.text, max(min(_LONGEST_ROW, console.width - 1), 1))
    passages = list(_passages(cells, chosen, rows, request)) if request.lines else []
    if as_json:
        print(json.dumps(_values(cells, chosen, passages, request)))
        return
    console.print(
        f"{request.model}: {count:,} cells, read along {len(cells.text):,} characters of"
        f" {printable(str(request.file))}",
        markup=False,
    )
    console.print(
        "Correlations: found in the first half of the text, held out in the second.", style="dim"
    )
    console.print(_table(cells, chosen, request))
    if missing := _missing(cells):
        console.print(f"Too rare in a half of the text: {', '.join(missing)}", style="dim")
    if passages:
        _print_passages(cells, passages, console)


def _chosen(cells: Cells, request: Request) -> Sequence[Tracking]:
    """The features that are asked for."""
    if request.feature is None:
        return cells.trackings
    for tracking in cells.trackings:
        if tracking.feature.name == request.feature:
            return [tracking]
    raise UserError(
        f"{request.feature!r} does not occur twice in both halves of {request.file}, so no cell"
        " can be found for it; choose another feature or a longer text"
    )


def _missing(cells: Cells) -> list[str]:
    found = {tracking.feature.name for tracking in cells.trackings}
    return [feature.name for feature in FEATURES if feature.name not in found]


def _table(cells: Cells, chosen: Sequence[Tracking], request: Request) -> Table:
    """Each feature with its best cell or the one that is asked for, or one with its best ones."""
    table = Table(box=None, pad_edge=False)
    table.add_column("feature")
    for column in ("layer", "cell", "found", "held out", "by chance"):
        table.add_column(column, justify="right")
    for tracking in chosen:
        for cell in _cells_of(tracking, request):
            table.add_row(
                tracking.feature.name,
                str(cells.layer(cell)),
                str(cell),
                f"{tracking.found[cell]:+.2f}",
                f"{tracking.held_out[cell]:+.2f}",
                f"{tracking.chance:.2f}",
                style="" if abs(tracking.held_out[cell]) > tracking.chance else "dim",
            )
    return table


def _cells_of(tracking: Tracking, request: Request) -> list[int]:
    if request.cell is not None:
        return [request.cell]
    ranked: list[int] = tracking.ranked[: _RIVALS if request.feature else 1].tolist()
    return ranked


def _passages(
    cells: Cells,
    chosen: Sequence[Tracking],
    rows: Sequence[tuple[int, int]],
    request: Request,
) -> Iterator[_Passage]:
    """What of the second half to show: where the feature, or else the cell, changes most."""
    second = [row for row in rows if row[0] >= len(cells.text) // 2] or rows[-1:]
    if request.cell is not None and request.feature is None:
        signal = cells.activations[:, request.cell]
        yield _Passage(request.cell, "", liveliest(second, signal, request.lines))
        return
    for tracking in chosen:
        cell = tracking.best if request.cell is None else request.cell
        signal = tracking.feature.values(fold(cells.text))
        yield _Passage(cell, tracking.feature.label, liveliest(second, signal, request.lines))


def liveliest(
    rows: Sequence[tuple[int, int]], signal: Values, count: int
) -> Sequence[tuple[int, int]]:
    """The `count` of `rows` on end in which `signal` (characters,) varies most."""
    starts = range(max(len(rows) - count, 0) + 1)
    most = max(starts, key=lambda at: _scatter(signal[rows[at][0] : rows[at : at + count][-1][1]]))
    return rows[most : most + count]


def _scatter(signal: Values) -> float:
    return float(signal.var() * len(signal))


def _print_passages(cells: Cells, passages: Sequence[_Passage], console: Console) -> None:
    coloured = console.color_system is not None and not console.no_color
    if coloured:
        key = Text("Each character stands on the activation after it: -1 ")
        for shade in range(-_SHADES, _SHADES + 1):
            key.append(" ", _style(shade))
        console.print(key.append(" 1"))
    else:
        console.print("Below each character, the activation after it: 0 is -1, 9 is 1")
    for passage in passages:
        console.print()
        what = f"{passage.label}: " if passage.label else ""
        console.print(f"{what}cell {passage.cell}", style="bold")
        for start, end in passage.rows:
            # A line break has a cell of its own.
            text = printable(cells.text[start:end].translate(_BLANKS))
            values = cells.activations[start:end, passage.cell]
            if coloured:
                console.print(_coloured(text, values), soft_wrap=True)
            else:
                console.print(text, markup=False, soft_wrap=True)
                console.print(_digits(text, values), soft_wrap=True)


def _coloured(text: str, values: Values) -> Text:
    row = Text()
    for start, end, shade in shades(values, _SHADES):
        row.append(text[start:end], _style(shade))
    return row


def _style(shade: int) -> Style:
    pole = _POSITIVE if shade > 0 else _NEGATIVE
    share = abs(shade) / _SHADES
    ground = (round(a + share * (b - a)) for a, b in zip(_GROUND, pole, strict=True))
    return Style(
        color=Color.from_triplet(ColorTriplet(*_INK)),
        bgcolor=Color.from_triplet(ColorTriplet(*ground)),
    )


def _digits(text: str, values: Values) -> str:
    """A digit below each character, as wide as it."""
    digits = np.rint((values + 1) * 4.5).astype(int).tolist()
    return "".join(
        f"{digit:<{cell_len(character)}}" if cell_len(character) else ""
        for digit, character in zip(digits, text, strict=True)
    )


def _values(
    cells: Cells, chosen: Sequence[Tracking], passages: Sequence[_Passage], request: Request
) -> dict[str, Any]:
    """Everything that is printed, for programs."""
    return {
        "model": request.model,
        "characters": len(cells.text),
        "layers": list(cells.layers),
        "features": [
            {
                "feature": tracking.feature.name,
                "by_chance": _rounded(tracking.chance),
                "cells": [
                    {
                        "cell": cell,
                        "layer": cells.layer(cell),
                        "found": _rounded(tracking.found[cell]),
                        "held_out": _rounded(tracking.held_out[cell]),
                    }
                    for cell in _cells_of(tracking, request)
                ],
            }
            for tracking in chosen
        ],
        "missing": _missing(cells),
        "passages": [
            {
                "cell": passage.cell,
                "begins": passage.span.start,
                "text": cells.text[passage.span],
                "activations": [
                    _rounded(one) for one in cells.activations[passage.span, passage.cell]
                ],
            }
            for passage in passages
        ],
    }


def _rounded(value: float) -> float:
    return round(float(value), _DECIMALS)
