"""A character n-gram model: what followed contexts of up to a dozen characters in texts.

Smoothed as Kneser and Ney (1995) do: an order below the highest counts in how many longer contexts
a character was new, not how often it came. Counted one character at a time, that is the update
exclusion of PPM (Moffat 1990): the longest context first, and on to the first that knew it.

Contexts are kept as hashes, sorted: a file of them cannot be read back as text, and looking one up
is a binary search. Of too many, those that came most are kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# The lengths of contexts. A long one tells of a phrase that is said again.
LENGTHS = (1, 2, 3, 4, 5, 6, 8, 12)
ORDERS = len(LENGTHS)
LONGEST = LENGTHS[-1]
MAX_CONTEXTS = 2_000_000
MAX_CHARACTERS = 8_000_000
# By which counts of 0, 1, 2, 3 and more are discounted, after contexts of one or two characters and
# after longer ones, which deserve more trust when the network has a say too; tried on notes.
_DISCOUNTS_OF_SHORT = (0.0, 0.9, 1.2, 1.5)
_DISCOUNTS_OF_LONG = (0.0, 0.65, 0.9, 1.1)
_MOST_SHORT = 2
_MOST = 255
# Short contexts are always kept.
_SHORT = 3
# Odd 64-bit constants (Steele and Vigna 2021; Knuth's golden ratio).
_MULTIPLIER = 0xD1342543DE82EF95
_STEP = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
# An id that no symbol has: before and between texts.
_NOTHING = -1

Ids = NDArray[np.integer]
Hashes = NDArray[np.uint64]
Floats = NDArray[np.float32]
Tensors = Mapping[str, NDArray[np.integer]]


@dataclass(frozen=True)
class Prediction:
    """probabilities: (symbols,) of the next character, all above 0. longest: the order of the
    longest context that was known, 0 for none; times: how often that one was counted; followers:
    how many differ in it.
    """

    probabilities: Floats
    longest: int = 0
    times: int = 0
    followers: int = 0


@dataclass(frozen=True)
class Followers:
    """What followed a context: symbols that differ, how often each came, above 0, and the sum of
    all counts, those of followers that are not listed included.
    """

    symbols: Sequence[int]
    counts: Sequence[int]
    total: int


def predict(single: Floats, found: Iterable[tuple[int, Followers]]) -> Prediction:
    """Interpolate orders, discounting each count.

    single: (symbols,) probabilities without a context. found: (order, followers), short to long.
    """
    levels = list(found)
    # A few dozen numbers: faster one by one than as arrays.
    counted: dict[int, float] = {}
    # What the longer contexts leave to the shorter ones.
    left = 1.0
    for order, followers in reversed(levels):
        discounts = _DISCOUNTS_OF_SHORT if order <= _MOST_SHORT else _DISCOUNTS_OF_LONG
        share = left / followers.total
        kept = 0.0
        for symbol, times in zip(followers.symbols, followers.counts, strict=True):
            discounted = times - discounts[times if times < 3 else 3]
            counted[symbol] = counted.get(symbol, 0.0) + share * discounted
            kept += discounted
        left *= 1.0 - kept / followers.total
    probabilities = np.float32(left) * single
    if not levels:
        return Prediction(probabilities)
    probabilities[list(counted)] += np.fromiter(counted.values(), np.float32, len(counted))
    longest, last = levels[-1]
    return Prediction(probabilities, longest, last.total, len(last.symbols))


def singles(counts: Ids) -> Floats:
    """(symbols,) probabilities for `predict` from counts of single characters; all above 0."""
    chances = counts.astype(np.float32) + np.float32(0.1)
    smoothed: Floats = chances / chances.sum()
    return smoothed


def contexts_of(recent: Sequence[int]) -> list[int]:
    """64-bit hashes of the last LENGTHS of `recent`, as far as it reaches."""
    hashes: list[int] = []
    context = 0
    for length, symbol in enumerate(reversed(recent[-LONGEST:]), 1):
        context = ((context + symbol + 1) * _MULTIPLIER + _STEP) & _MASK
        if length in LENGTHS:
            hashes.append(context)
    return hashes


@dataclass(frozen=True)
class Counts:
    """Of one order: contexts (n,) by hash, in order; those of one context with most first."""

    contexts: Hashes
    symbols: Ids
    counts: Ids

    @property
    def begins(self) -> NDArray[np.intp]:
        """Where each context begins."""
        changes = self.contexts[1:] != self.contexts[:-1]
        return np.flatnonzero(np.r_[len(changes) >= 0 and len(self.contexts) > 0, changes])


def count(texts: Sequence[Ids]) -> list[Counts]:
    """The counts of orders 0 to ORDERS in `texts`, each on its own; of the last MAX_CHARACTERS."""
    parts: list[Ids] = [np.array([_NOTHING])]
    for one in texts:
        parts += [one.astype(np.int64), parts[0]]
    text = np.concatenate(parts)[-MAX_CHARACTERS:]
    places = np.arange(len(text))
    new = text != _NOTHING
    # How many characters stand before each in its text.
    before = places - np.maximum.accumulate(np.where(new, -1, places)) - 1
    contexts = [np.zeros(len(text), dtype=np.uint64)]
    context, shifted = contexts[0], text
    for length in range(1, LONGEST + 1):
        shifted = np.r_[_NOTHING, shifted[:-1]]
        symbols = shifted.astype(np.uint64) + np.uint64(1)
        context = (context + symbols) * np.uint64(_MULTIPLIER) + np.uint64(_STEP)
        if length in LENGTHS:
            contexts.append(context)
    found: list[Counts] = []
    for order, length in reversed(list(enumerate((0, *LENGTHS)))):
        # A shorter context is counted only where the longer one did not know the character.
        at = np.flatnonzero(new & (before >= length))
        index = np.lexsort((text[at], contexts[order][at]))
        at = at[index]
        hashes, symbols_at = contexts[order][at], text[at]
        differs = (hashes[1:] != hashes[:-1]) | (symbols_at[1:] != symbols_at[:-1])
        begins = np.flatnonzero(np.r_[len(at) > 0, differs])
        times = np.diff(np.r_[begins, len(at)])
        again = np.ones(len(at), dtype=bool)
        if len(at):
            # Sorting kept the order of what is equal, so the first of a run came first.
            again[begins] = False
        new[at[again]] = False
        hashes, symbols_at = hashes[begins], symbols_at[begins]
        most = np.lexsort((-times, hashes))
        found.append(Counts(hashes[most], symbols_at[most], times[most]))
    return found[::-1]


class NgramModel:
    """What followed contexts of LENGTHS in texts."""

    def __init__(self, symbols: int, tensors: Tensors) -> None:
        """symbols: of the alphabet. tensors: of another one; ValueError for any that do not fit."""
        self._tensors = {name: tensors[name] for name in NAMES}
        single = self._tensors["single"]
        starts = self._tensors["orders"]
        contexts, begins = self._tensors["contexts"], self._tensors["begins"]
        followers, counts = self._tensors["followers"], self._tensors["counts"]
        sound = (
            all(one.ndim == 1 for one in self._tensors.values())
            and single.shape == (symbols,)
            and starts.shape == (ORDERS + 1,)
            and starts[0] == 0
            and starts[-1] == len(contexts)
            and bool((np.diff(starts.astype(np.int64)) >= 0).all())
            and begins.shape == (len(contexts) + 1,)
            and begins[0] == 0
            and begins[-1] == len(followers) == len(counts)
            and bool((np.diff(begins.astype(np.int64)) > 0).all())
            and int(followers.max(initial=0)) < symbols
            and int(counts.min(initial=1)) > 0
        )
        if not sound:
            raise ValueError("the tables of its n-grams do not fit together")
        self._single = singles(single)
        self._starts = starts.astype(np.int64).tolist()

    @classmethod
    def counted(cls, texts: Sequence[Ids], symbols: int, most: int = MAX_CONTEXTS) -> "NgramModel":
        """Count `texts`, each an array of ids; keep at most `most` contexts, but all short ones."""
        orders = count(texts)
        single = np.zeros(symbols, dtype=np.uint32)
        single[orders[0].symbols] = orders[0].counts
        kept = _most_counted(orders[1:], most)
        starts, begins, contexts = [0], [np.zeros(1, dtype=np.int64)], []
        total = 0
        for one in kept:
            first = one.begins
            contexts.append((one.contexts[first] >> np.uint64(32)).astype(np.uint32))
            starts.append(starts[-1] + len(first))
            begins.append(np.r_[first[1:], len(one.contexts)][: len(first)] + total)
            total += len(one.contexts)
        tensors: Tensors = {
            "single": single,
            "orders": np.array(starts, dtype=np.uint32),
            "contexts": np.concatenate(contexts),
            "begins": np.concatenate(begins).astype(np.uint32),
            "followers": np.concatenate([one.symbols for one in kept]).astype(np.uint16),
            "counts": np.minimum(np.concatenate([one.counts for one in kept]), _MOST).astype(
                np.uint8
            ),
        }
        return cls(symbols, tensors)

    @property
    def tensors(self) -> Tensors:
        """What a file keeps."""
        return self._tensors

    def predict(self, recent: Sequence[int]) -> Prediction:
        """What follows `recent`, ids with the last one last."""
        return predict(self._single, self._found(recent))

    def _found(self, recent: Sequence[int]) -> Iterable[tuple[int, Followers]]:
        contexts, begins = self._tensors["contexts"], self._tensors["begins"]
        followers, all_counts = self._tensors["followers"], self._tensors["counts"]
        for order, context in enumerate(contexts_of(recent), 1):
            first, last = self._starts[order - 1], self._starts[order]
            wanted = np.uint32(context >> 32)
            at = first + int(contexts[first:last].searchsorted(wanted))
            if at == last or contexts[at] != wanted:
                continue
            span = slice(int(begins[at]), int(begins[at + 1]))
            counts = all_counts[span].tolist()
            yield order, Followers(followers[span].tolist(), counts, sum(counts))


# Of the tensors of one.
NAMES = ("single", "orders", "contexts", "begins", "followers", "counts")


def _most_counted(orders: Sequence[Counts], most: int) -> list[Counts]:
    """`orders` 1 to ORDERS with `most` contexts: all short ones, then those that came most."""
    short, long = orders[:_SHORT], orders[_SHORT:]
    room = max(most - sum(len(one.begins) for one in short), 0)
    totals = [
        np.add.reduceat(one.counts, one.begins) if len(one.counts) else one.counts for one in long
    ]
    order = np.repeat(np.arange(len(totals)), [len(total) for total in totals])
    # Of those that came as often, the shorter ones.
    best = np.argsort(-np.concatenate(totals), kind="stable")[:room]
    chosen = np.zeros(len(order), dtype=bool)
    chosen[best] = True
    kept = list(short)
    for at, one in enumerate(long):
        sizes = np.diff(np.r_[one.begins, len(one.contexts)])
        stays = np.repeat(chosen[order == at], sizes)
        kept.append(Counts(one.contexts[stays], one.symbols[stays], one.counts[stays]))
    return kept
