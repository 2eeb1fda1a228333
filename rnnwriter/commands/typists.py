"""Simulated typists, in processes side by side: who suggests to them, and what they save."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Literal

from rnnwriter.errors import UserError
from rnnwriter.evaluation.keystrokes import Keystrokes, type_text
from rnnwriter.evaluation.presage import presage
from rnnwriter.model import Model, load_model
from rnnwriter.settings import Eagerness
from rnnwriter.suggest.mixing import NETWORK_ALONE, NGRAMS_ALONE
from rnnwriter.suggest.suggester import Suggester


@dataclass(frozen=True)
class Contender:
    """Who suggests: a model (by name or path) or parts of it, or presage with its own n-grams or
    others.
    """

    name: str
    model: str = ""
    part: Literal["all", "network", "n-grams"] = "all"
    eagerness: Eagerness = "normal"
    ngrams: Path | None = None


@dataclass(frozen=True)
class Typists:
    """Processes that type side by side."""

    _pool: ProcessPoolExecutor

    def type(self, contender: Contender, texts: Sequence[str]) -> list[Keystrokes]:
        """What each of `texts` takes with the suggestions of `contender`.

        Raises UserError when a process is ended before its time, as by a system without memory.
        """
        try:
            return list(self._pool.map(_type, [(contender, text) for text in texts]))
        except BrokenProcessPool:
            raise UserError(
                "a process that measured keystrokes was ended, maybe for want of memory; close"
                " something and do it again"
            ) from None


@contextmanager
def typists(most: int) -> Iterator[Typists]:
    """At most so many, and no more than there are processors.

    One thread each: the products are too small for two.
    """
    count = max(min(os.cpu_count() or 1, most), 1)
    with ProcessPoolExecutor(count, get_context("spawn"), _begin) as pool:
        yield Typists(pool)


def _begin() -> None:
    """In a process of the pool: one thread, and an end when the process that began it is gone."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)
    if (parent := parent_process()) is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    # Otherwise, where that one was killed, it would wait for more to type for ever.
    parent.join()
    os._exit(1)


_model = cache(load_model)


def _type(job: tuple[Contender, str]) -> Keystrokes:
    """Type a text with a new suggester, in a process of its own."""
    contender, text = job
    if not contender.model:
        with presage(contender.ngrams) as suggester:
            return type_text(suggester, text)
    return type_text(_suggester(_model(contender.model), contender), text)


def _suggester(model: Model, contender: Contender) -> Suggester:
    if contender.part == "network":
        return Suggester(model, eagerness=contender.eagerness, adapt=False, weights=NETWORK_ALONE)
    weights = NGRAMS_ALONE if contender.part == "n-grams" else None
    return Suggester(model, eagerness=contender.eagerness, weights=weights)
