"""`rnnwriter models`: what models there are, from their metadata alone; and the report of one.

Below them stand the engines that other packages add.
"""

import json
from dataclasses import asdict
from typing import Any

from rich.table import Table
from rich.text import Text

from rnnwriter.commands.output import PlainConsole
from rnnwriter.commands.report import print_report
from rnnwriter.engines.listing import Listed, listed_engines, listed_models
from rnnwriter.engines.registry import NETWORK, registered
from rnnwriter.errors import UserError
from rnnwriter.model.file import ModelInfo
from rnnwriter.model.store import STARTER, find, models
from rnnwriter.training.record import read_record
from rnnwriter.training.report import Report

# Of what a model says of itself, in the table.
_MOST_CHARACTERS = 300


def _row(model: Listed, info: ModelInfo) -> dict[str, Any]:
    return {
        "name": model.name,
        "parameters": model.parameters,
        "alphabet": len(info.alphabet),
        "words": len(info.vocabulary.words) if info.vocabulary else 0,
        "validation_bits": info.figures.get("validation_bits"),
        "trained_on": info.trained_on,
        "from": info.parent,
        "created": info.created,
        "path": str(model.path),
    }


def models_command(*, as_json: bool) -> None:
    """Print a table, or JSON; files that are no models, and engines that cannot be imported, are
    named below it.
    """
    every = listed_models()
    rows = [_row(model, model.info) for model in every if model.info is not None]
    others = listed_engines()
    engines = [one.engine for one in others if one.engine is not None and not one.problem]
    unusable = [one.problem for one in (*every, *others) if one.problem]
    if as_json:
        own = [engine for engine in registered() if engine.name == NETWORK]
        listed = [asdict(engine) for engine in (*own, *engines)]
        print(json.dumps({"models": rows, "engines": listed, "unusable": unusable}))
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for title, justify in (
        ("Model", "left"),
        ("Parameters", "right"),
        ("Tokens", "right"),
        ("Bits/char", "right"),
        ("Trained on", "left"),
        ("Date", "left"),
    ):
        table.add_column(title, justify="right" if justify == "right" else "left")
    for row in rows:
        bits = row["validation_bits"]
        table.add_row(
            Text(row["name"]),
            f"{row['parameters']:,}",
            f"{row['words']:,} words" if row["words"] else f"{row['alphabet']} characters",
            "–" if bits is None else f"{bits:.3f}",
            Text(row["trained_on"][:_MOST_CHARACTERS]),
            row["created"][:10],
        )
    console = PlainConsole()
    console.print(table)
    for engine in engines:
        console.print(f"{engine.name} is an engine of {engine.package} {engine.version}")
    for sentence in unusable:
        console.print(Text(sentence, style="yellow"))


def report_command(name: str, *, as_json: bool) -> None:
    """Print the report of the last training of `name`; raises UserError when there is none."""
    find(name)
    if name == STARTER or name not in models() or not (values := read_record(name).report):
        raise UserError(f"there is no report of {name!r}; `rnnwriter models` lists the models")
    if as_json:
        print(json.dumps(values))
        return
    try:
        report = Report.of(values)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"the report of {name!r} is damaged ({error}); train it again") from error
    print_report(report, PlainConsole())
