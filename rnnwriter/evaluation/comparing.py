"""Models compared on one text, in seconds: bits per character, keys saved, and how they go on.

The figures are those of `bits` and `keystrokes`, of the end of one text: enough to choose by, too
little to publish.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from rnnwriter.corpus.normalise import normalise
from rnnwriter.evaluation.bits import nats
from rnnwriter.evaluation.keystrokes import type_text
from rnnwriter.model.model import Model
from rnnwriter.model.sampling import distribution, greedy
from rnnwriter.settings import Eagerness
from rnnwriter.suggest.context import Context
from rnnwriter.suggest.suggester import Suggester
from rnnwriter.suggest.suggestion import Suggestion, TextSuggester

# Characters that are read and, of them, typed: some four seconds for a model like the shipped one.
MOST = 3_000
TYPED = 800
# Fewer say nothing.
LEAST = 200
CONTINUATIONS = 3
LENGTH = 48
# Of the work, what each part takes.
_READING, _TYPING = 0.55, 0.4


@dataclass(frozen=True)
class Figures:
    """Of one model. bits: per character, carried, of the network. savings: of keys, by what
    suggests; both None of a text that is too short. continuations: the likeliest ones at the
    cursor, each from another first character.
    """

    name: str
    bits: float | None
    savings: float | None
    continuations: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """characters: that were read. typed: of those, the last ones, that were typed."""

    figures: tuple[Figures, ...]
    characters: int
    typed: int


class _UnwantedError(Exception):
    """Nobody waits for the figures any more."""


class _Watched:
    """A suggester of a text that stands below a page; `watch` hears how far it is typed."""

    def __init__(self, suggester: TextSuggester, page: str, watch: Callable[[int], object]) -> None:
        self._suggester = suggester
        self._page = page
        self._watch = watch

    def suggest(self, text_before_cursor: str, text_after_cursor: str = "") -> Suggestion | None:
        """What the other one says."""
        self._watch(len(text_before_cursor))
        return self._suggester.suggest(self._page + text_before_cursor, text_after_cursor)

    def alternatives(
        self, text_before_cursor: str, count: int, text_after_cursor: str = ""
    ) -> Sequence[Suggestion]:
        """What the other one says."""
        return self._suggester.alternatives(
            self._page + text_before_cursor, count, text_after_cursor
        )


def compare(
    models: Sequence[Model],
    text: str,
    before: str,
    goes_on: Callable[[float], bool],
    eagerness: Eagerness = "normal",
) -> Comparison | None:
    """The figures of `models` on the last MOST characters of `text`, and how each goes on after
    `before`; None when `goes_on`, which hears the share that is done, says that nobody wants them.
    """
    text, before = normalise(text)[-MOST:], normalise(before)[-MOST:]
    enough = len(text.strip()) >= LEAST
    figures = []
    try:
        for at, model in enumerate(models):

            def done(share: float, at: int = at) -> None:
                if not goes_on((at + share) / len(models)):
                    raise _UnwantedError

            done(0.0)
            bits = _bits(model, text, done) if enough else None
            savings = _savings(model, text, done, eagerness) if enough else None
            figures.append(Figures(model.name, bits, savings, _continuations(model, before)))
            done(1.0)
    except _UnwantedError:
        return None
    return Comparison(tuple(figures), len(text), min(len(text), TYPED))


def _bits(model: Model, text: str, done: Callable[[float], None]) -> float:
    """Bits per character of `text`, carried."""
    return nats(model, [text], lambda share: done(_READING * share)) / len(text) / log(2)


def _savings(model: Model, text: str, done: Callable[[float], None], eagerness: Eagerness) -> float:
    """The share of keys that a typist of the end of `text` saves."""
    page, typed = text[:-TYPED], text[-TYPED:]
    watched = _Watched(
        Suggester(model, eagerness=eagerness),
        page,
        lambda count: done(_READING + _TYPING * count / len(typed)),
    )
    return type_text(watched, typed).savings


def _continuations(model: Model, before: str) -> tuple[str, ...]:
    """The likeliest characters after `before`, each gone on from greedily, side by side."""
    context = Context(model)
    place = context.at(before)
    likely = distribution(place.logits)[0]
    symbols = np.argsort(likely)[::-1][:CONTINUATIONS].tolist()
    places = place.repeated(len(symbols))
    written: list[list[int]] = [[] for _ in symbols]
    for _ in range(LENGTH):
        for text, symbol in zip(written, symbols, strict=True):
            text.append(symbol)
        places = context.predictor.ahead(places, symbols)
        symbols = greedy(places.logits).tolist()
    return tuple(model.alphabet.decode(text) for text in written)
