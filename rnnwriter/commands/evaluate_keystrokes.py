"""`rnnwriter eval keystrokes`: how many keys a typist saves who sees a model's suggestions."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Group
from rich.table import Table

from rnnwriter.commands.output import PlainConsole
from rnnwriter.commands.typists import Contender, typists
from rnnwriter.corpus.documents import beginnings
from rnnwriter.corpus.notes import read_notes
from rnnwriter.errors import UserError
from rnnwriter.evaluation.keystrokes import Keystrokes, interval, reliability, total
from rnnwriter.evaluation.presage import counted, installed
from rnnwriter.model import load_model
from rnnwriter.settings import Eagerness

# Of one document, so that many count.
MOST_OF_ONE = 2_000


@dataclass(frozen=True)
class Request:
    """The command's options. compare: measure parts of the model, and presage, too. notes: to
    train presage on.
    """

    model: str
    texts: tuple[Path, ...]
    eagerness: Eagerness
    characters: int
    compare: bool
    notes: tuple[Path, ...]


def evaluate_keystrokes_command(request: Request, *, as_json: bool) -> None:
    """Type the texts, once for each contender, and print the figures.

    Raises UserError when there is nothing to type or no such model.
    """
    load_model(request.model)
    documents = beginnings(read_notes(request.texts).documents, request.characters, MOST_OF_ONE)
    if not documents:
        raise UserError("there is no text to type; name notes that the model has not read")
    console = PlainConsole(quiet=as_json)
    figures: dict[str, list[Keystrokes]] = {}
    texts = [document.text for document in documents]
    with _contenders(request) as contenders, typists(len(documents)) as pool:
        for contender in contenders:
            with console.status(contender.name):
                figures[contender.name] = pool.type(contender, texts)
    if as_json:
        kinds = [Path(document.name).suffix or "other" for document in documents]
        report = {what: _report(counts, kinds) for what, counts in figures.items()}
        print(json.dumps(report))
        return
    typed = sum(len(document.text) for document in documents)
    console.print(
        f"{typed:,} characters in {len(documents):,} documents, {request.eagerness} eagerness"
    )
    console.print(
        Group(_table(figures), "", _reliability_table(total(next(iter(figures.values())))))
    )


@contextmanager
def _contenders(request: Request) -> Iterator[list[Contender]]:
    """Who is measured, the model itself first."""
    model, eagerness = request.model, request.eagerness
    found = [Contender("network and n-grams", model, "all", eagerness)]
    if not request.compare:
        yield found
        return
    found += [
        Contender("network alone", model, "network", eagerness),
        Contender("n-grams alone", model, "n-grams", eagerness),
        Contender("network and n-grams, always shown", model, "all", "always"),
        Contender("network alone, always shown", model, "network", "always"),
        Contender("n-grams alone, always shown", model, "n-grams", "always"),
    ]
    if not installed():
        yield found
        return
    found.append(Contender("presage as it comes"))
    if not request.notes:
        yield found
        return
    with counted(read_notes(request.notes).documents) as ngrams:
        yield [*found, Contender("presage of the same notes", ngrams=ngrams)]


def _report(counts: Sequence[Keystrokes], kinds: Sequence[str]) -> dict[str, Any]:
    """The figures of all documents, and of each kind of them."""
    by_kind = {
        kind: [one for one, other in zip(counts, kinds, strict=True) if other == kind]
        for kind in sorted(set(kinds))
    }
    return {
        **_figures(counts),
        "kinds": {kind: _figures(some) for kind, some in by_kind.items()},
    }


def _figures(counts: Sequence[Keystrokes]) -> dict[str, Any]:
    """By name, of some documents together."""
    every = total(counts)
    return {
        "savings": every.savings,
        "savings_interval_95": interval(counts),
        "shown_per_100_characters": every.shown_per_100,
        "accepted": every.acceptance,
        "characters_per_accept": every.characters_per_accept,
        "characters": every.characters,
        "documents": len(counts),
        "reliability": [asdict(one) for one in reliability(every)],
    }


def _table(figures: dict[str, list[Keystrokes]]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for column in ("keys saved", "95 %", "shown/100", "accepted", "per accept"):
        table.add_column(column, justify="right")
    for what, counts in figures.items():
        every = total(counts)
        low, high = interval(counts)
        table.add_row(
            what,
            f"{every.savings:.1%}",
            f"{low:.1%}-{high:.1%}",
            f"{every.shown_per_100:.1f}",
            f"{every.acceptance:.0%}",
            f"{every.characters_per_accept:.1f}",
        )
    return table


def _reliability_table(counts: Keystrokes) -> Table:
    """How far the estimates of the first contender are to be relied on."""
    table = Table(box=None, pad_edge=False)
    for column in ("estimated", "accepted", "suggestions"):
        table.add_column(column, justify="right")
    for one in reliability(counts):
        table.add_row(f"{one.estimated:.0%}", f"{one.accepted:.0%}", f"{one.shown:,}")
    return table
