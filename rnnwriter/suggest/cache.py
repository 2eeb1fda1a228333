"""A cache of the page: which characters followed which on it (Kuhn and De Mori 1990).

The same counts as `rnnwriter.model.ngrams`, but they grow with each character, and the last ones
can be taken back. A context is a row of a table of fixed size, found by a hash; a row keeps the
followers that came most, and of contexts that want the same row the one that came most stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnwriter.model.ngrams import (
    Counts,
    Followers,
    Ids,
    Prediction,
    contexts_of,
    count,
    predict,
    singles,
)

ROWS = 1 << 17
# Short contexts have many followers, long ones few.
_WIDE_ORDERS = 2
_WIDE, _NARROW = 32, 6
_WIDE_SHARE = 16
_PROBES = 2
_MOST = 0xFFFF

Shorts = NDArray[np.uint16]


@dataclass(frozen=True)
class _Row:
    """A row as it was."""

    table: "_Table"
    at: int
    owner: int
    total: int
    symbols: Shorts
    counts: Shorts


@dataclass(frozen=True)
class Learnt:
    """What a character changed: rows as they were before, and the symbol counted by itself."""

    rows: Sequence[_Row]
    single: int | None


class _Table:
    """`rows` contexts, a power of 2, with `width` followers each."""

    def __init__(self, rows: int, width: int) -> None:
        self._bits = rows.bit_length() - 1
        self._owners = np.zeros(rows, dtype=np.uint16)
        # Of all followers, those that found no place included.
        self._totals = np.zeros(rows, dtype=np.uint16)
        self._symbols = np.zeros((rows, width), dtype=np.uint16)
        self._counts = np.zeros((rows, width), dtype=np.uint16)

    def _place(self, context: int) -> tuple[int, int]:
        # No row of anyone's is marked 0.
        return context >> (64 - self._bits), (context >> 8 & _MOST) or 1

    def find(self, context: int) -> int:
        """The row of a context; -1 for none."""
        place, owner = self._place(context)
        for probe in range(_PROBES):
            if self._owners[place ^ probe] == owner:
                return place ^ probe
        return -1

    def followers(self, row: int) -> Followers:
        """What is in a row."""
        counts = [times for times in self._counts[row].tolist() if times]
        symbols = self._symbols[row, : len(counts)].tolist()
        return Followers(symbols, counts, int(self._totals[row]))

    def add(self, context: int, symbol: int) -> tuple[_Row, bool]:
        """Count a follower: the row as it was, and whether it knew the follower."""
        place, owner = self._place(context)
        row = self.find(context)
        known = row >= 0
        if not known:
            row = min((place ^ probe for probe in range(_PROBES)), key=self._totals.__getitem__)
        symbols, counts = self._symbols[row], self._counts[row]
        before = _Row(
            self, row, int(self._owners[row]), int(self._totals[row]), symbols.copy(), counts.copy()
        )
        if not known:
            self._owners[row] = owner
            self._totals[row] = 0
            symbols[:] = 0
            counts[:] = 0
        self._totals[row] = min(int(self._totals[row]) + 1, _MOST)
        for at, (one, times) in enumerate(zip(symbols.tolist(), counts.tolist(), strict=True)):
            if times == 0 or (at == len(counts) - 1 and one != symbol):
                symbols[at], counts[at] = symbol, 1
                return before, False
            if one == symbol:
                counts[at] = min(times + 1, _MOST)
                # Those that came most stand first.
                while at and counts[at] > counts[at - 1]:
                    counts[[at - 1, at]] = counts[[at, at - 1]]
                    symbols[[at - 1, at]] = symbols[[at, at - 1]]
                    at -= 1
                return before, True
        raise AssertionError("a row has no place")

    def restore(self, row: _Row) -> None:
        """Make a row what it was."""
        self._owners[row.at] = row.owner
        self._totals[row.at] = row.total
        self._symbols[row.at] = row.symbols
        self._counts[row.at] = row.counts

    def fill(self, order: Counts) -> None:
        """Put in all contexts of an order; those that came most choose their rows first."""
        begins = order.begins
        if not len(begins):
            return
        sizes = np.diff(np.r_[begins, len(order.contexts)])
        totals = np.add.reduceat(order.counts, begins)
        contexts = order.contexts[begins]
        places = (contexts >> np.uint64(64 - self._bits)).astype(np.int64)
        owners = (contexts >> np.uint64(8)).astype(np.uint16)
        owners[owners == 0] = 1
        rows = np.full(len(contexts), -1, dtype=np.int64)
        left = np.argsort(-totals, kind="stable")
        for probe in range(_PROBES):
            free = left[self._owners[places[left] ^ probe] == 0]
            _, first = np.unique(places[free] ^ probe, return_index=True)
            lucky = free[first]
            rows[lucky] = places[lucky] ^ probe
            self._owners[rows[lucky]] = owners[lucky]
            self._totals[rows[lucky]] = np.minimum(totals[lucky], _MOST)
            left = left[rows[left] < 0]
        rank = np.arange(len(order.contexts)) - np.repeat(begins, sizes)
        row = np.repeat(rows, sizes)
        kept = (row >= 0) & (rank < self._symbols.shape[1])
        self._symbols[row[kept], rank[kept]] = order.symbols[kept]
        self._counts[row[kept], rank[kept]] = np.minimum(order.counts[kept], _MOST)


class NgramCache:
    """Counts what follows what, character by character. Not thread-safe.

    symbols: of the alphabet. rows: for contexts, a power of 2.
    """

    def __init__(self, symbols: int, rows: int = ROWS) -> None:
        self._single = np.zeros(symbols, dtype=np.int64)
        self._wide = _Table(max(rows // _WIDE_SHARE, 2), _WIDE)
        self._narrow = _Table(rows, _NARROW)

    @classmethod
    def of(cls, text: Ids, symbols: int, rows: int = ROWS) -> "NgramCache":
        """A cache that has learnt `text`."""
        cache = cls(symbols, rows)
        single, *orders = count([text])
        cache._single[single.symbols] = single.counts
        for length, order in enumerate(orders, 1):
            cache._table(length).fill(order)
        return cache

    def _table(self, order: int) -> _Table:
        return self._wide if order <= _WIDE_ORDERS else self._narrow

    def predict(self, recent: Sequence[int]) -> Prediction:
        """What follows `recent`, ids with the last one last."""
        return predict(singles(self._single), self._found(recent))

    def _found(self, recent: Sequence[int]) -> Iterable[tuple[int, Followers]]:
        for order, context in enumerate(contexts_of(recent), 1):
            table = self._table(order)
            row = table.find(context)
            if row >= 0:
                yield order, table.followers(row)

    def learn(self, recent: Sequence[int], symbol: int) -> Learnt:
        """Count that `symbol` followed `recent`; what is returned can be taken back."""
        contexts = contexts_of(recent)
        rows: list[_Row] = []
        for order in range(len(contexts), 0, -1):
            before, known = self._table(order).add(contexts[order - 1], symbol)
            rows.append(before)
            if known:
                return Learnt(rows, None)
        self._single[symbol] += 1
        return Learnt(rows, symbol)

    def unlearn(self, learnt: Learnt) -> None:
        """Take back what was learnt last, and not taken back yet."""
        for row in reversed(learnt.rows):
            row.table.restore(row)
        if learnt.single is not None:
            self._single[learnt.single] -= 1
