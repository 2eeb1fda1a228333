"""`rnnwriter eval keystrokes`: how many keys a typist saves who sees a model's suggestions."""

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal

from rich.console import Console, Group
from rich.table import Table

from rnnwriter.corpus.documents import beginnings
from rnnwriter.corpus.notes import read_notes
from rnnwriter.errors import UserError
from rnnwriter.evaluation.keystrokes import Keystrokes, interval, reliability, total, type_text
from rnnwriter.evaluation.presage import counted, installed, presage
from rnnwriter.model import Model, load_model
from rnnwriter.settings import Eagerness
from rnnwriter.suggest.mixing import NETWORK_ALONE, NGRAMS_ALONE
from rnnwriter.suggest.suggester import Suggester

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


@dataclass(frozen=True)
class _Contender:
    """Who suggests: a model or parts of it, or presage with its own n-grams or others."""

    name: str
    model: str = ""
    part: Literal["all", "network", "n-grams"] = "all"
    eagerness: Eagerness = "normal"
    ngrams: Path | None = None


def evaluate_keystrokes_command(request: Request, *, as_json: bool) -> None:
    """Type the texts, once for each contender, and print the figures.

    Raises UserError when there is nothing to type or no such model.
    """
    load_model(request.model)
    documents = beginnings(read_notes(request.texts).documents, request.characters, MOST_OF_ONE)
    if not documents:
        raise UserError("there is no text to type; name notes that the model has not read")
    console = Console(quiet=as_json)
    figures: dict[str, list[Keystrokes]] = {}
    # One thread each: the products are too small for two.
    with _contenders(request) as contenders, _workers(len(documents)) as workers:
        for contender in contenders:
            with console.status(contender.name):
                jobs = [(contender, document.text) for document in documents]
                figures[contender.name] = list(workers.map(_type, jobs))
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
def _contenders(request: Request) -> Iterator[list[_Contender]]:
    """Who is measured, the model itself first."""
    model, eagerness = request.model, request.eagerness
    found = [_Contender("network and n-grams", model, "all", eagerness)]
    if not request.compare:
        yield found
        return
    found += [
        _Contender("network alone", model, "network", eagerness),
        _Contender("n-grams alone", model, "n-grams", eagerness),
        _Contender("network and n-grams, always shown", model, "all", "always"),
        _Contender("network alone, always shown", model, "network", "always"),
        _Contender("n-grams alone, always shown", model, "n-grams", "always"),
    ]
    if not installed():
        yield found
        return
    found.append(_Contender("presage as it comes"))
    if not request.notes:
        yield found
        return
    with counted(read_notes(request.notes).documents) as ngrams:
        yield [*found, _Contender("presage of the same notes", ngrams=ngrams)]


@contextmanager
def _workers(most: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that type side by side, at most so many."""
    count = min(os.cpu_count() or 1, most)
    with ProcessPoolExecutor(count, get_context("spawn"), _one_thread) as workers:
        yield workers


def _one_thread() -> None:
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)


_model = cache(load_model)


def _type(job: tuple[_Contender, str]) -> Keystrokes:
    """Type a text with a new suggester, in a process of its own."""
    contender, text = job
    if not contender.model:
        with presage(contender.ngrams) as suggester:
            return type_text(suggester, text)
    return type_text(_suggester(_model(contender.model), contender), text)


def _suggester(model: Model, contender: _Contender) -> Suggester:
    if contender.part == "network":
        return Suggester(model, eagerness=contender.eagerness, adapt=False, weights=NETWORK_ALONE)
    weights = NGRAMS_ALONE if contender.part == "n-grams" else None
    return Suggester(model, eagerness=contender.eagerness, weights=weights)


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
