"""Tokens in the order of their spelling: those that begin alike stand together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rnnwriter.model.runtime import Ids

_MOST_BRANCHES = 100_000


class Prefixes:
    """Rows of tokens; a range of them is what goes on with some symbols.

    spelt: each token with its symbols, (length,). No two are spelt alike.
    """

    def __init__(self, spelt: Sequence[tuple[int, Ids]]) -> None:
        longest = max((len(symbols) for _, symbols in spelt), default=0)
        letters = np.zeros((len(spelt), longest + 1), dtype=np.int32)
        for row, (_, symbols) in enumerate(spelt):
            letters[row, : len(symbols)] = symbols.astype(np.int32) + 1
        order = np.lexsort(letters.T[::-1])
        # The symbols plus 1, 0 after the last one. Each column is looked through by itself.
        self._letters = np.asfortranarray(letters[order])
        self.tokens: NDArray[np.int64] = np.array([token for token, _ in spelt], np.int64)[order]
        self._branches: dict[tuple[int, int, int], tuple[Ids, Ids]] = {}

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.tokens)

    def first_symbols(self) -> Ids:
        """(rows,) what each token begins with."""
        return self._letters[:, 0] - 1

    def ends(self, row: int, depth: int) -> bool:
        """Whether the token of `row` has `depth` symbols; of a range, only the first one can."""
        return bool(self._letters[row, depth] == 0)

    def narrowed(self, low: int, high: int, depth: int, symbol: int) -> tuple[int, int]:
        """The rows of [low, high) that have `symbol` at `depth`."""
        first, last = self._letters[low:high, depth].searchsorted([symbol + 1, symbol + 2])
        return low + int(first), low + int(last)

    def branches(self, low: int, high: int, depth: int) -> tuple[Ids, Ids]:
        """The symbols at `depth` of the rows [low, high), and where the rows of each begin and end:
        (n,) and (n + 1,).
        """
        key = (low, high, depth)
        found = self._branches.get(key)
        if found is None:
            column = self._letters[low:high, depth]
            begins = np.flatnonzero(column[1:] != column[:-1]) + 1
            edges = np.concatenate([[0], begins, [len(column)]])
            found = column[edges[:-1]] - 1, edges + low
            if len(self._branches) < _MOST_BRANCHES:
                self._branches[key] = found
        return found
