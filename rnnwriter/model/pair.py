"""Two networks asked as one: their distributions are mixed, half and half.

A network of characters and one of words know different things; the mean of what they say is never
more than a bit worse than the better of them.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnwriter.model.prediction import CharacterNetwork, CharacterState
from rnnwriter.model.runtime import Floats, Ids
from rnnwriter.model.sampling import log_softmax


@dataclass(frozen=True)
class PairState:
    """Where each text of a batch stands, in both."""

    first: CharacterState
    second: CharacterState

    def rows(self, rows: slice | NDArray[np.integer]) -> "PairState":
        """The streams `rows` of the batch."""
        return PairState(self.first.rows(rows), self.second.rows(rows))


class Pair:
    """The mean of two networks.

    symbols: (symbols of the first,) the symbol of the second network that each one is.
    """

    def __init__(
        self, first: CharacterNetwork, second: CharacterNetwork, symbols: NDArray[np.integer]
    ) -> None:
        self.first = first
        self.second = second
        self._symbols = symbols

    @property
    def symbols(self) -> int:
        """The number of symbols of the alphabet."""
        return self.first.symbols

    def start(self, batch: int = 1) -> PairState:
        """The state of `batch` streams before a text."""
        return PairState(self.first.start(batch), self.second.start(batch))

    def step(self, ids: Ids, state: PairState) -> tuple[Floats, PairState]:
        """Read one character in each stream; as `CharacterNetwork.step`."""
        return self._mean(
            self.first.step(ids, state.first),
            self.second.step(self._symbols[ids], state.second),
        )

    def prefill(self, ids: Ids, state: PairState) -> tuple[Floats, PairState]:
        """Read a run of characters in each stream; as `CharacterNetwork.prefill`."""
        return self._mean(
            self.first.prefill(ids, state.first),
            self.second.prefill(self._symbols[ids], state.second),
        )

    def read(self, ids: Ids, state: PairState) -> tuple[Floats, PairState]:
        """Read a run for what comes in the end; as `CharacterNetwork.read`."""
        return self._mean(
            self.first.read(ids, state.first),
            self.second.read(self._symbols[ids], state.second),
        )

    def _mean(
        self, first: tuple[Floats, Any], second: tuple[Floats, Any]
    ) -> tuple[Floats, PairState]:
        """What both say, as logits of the first one's symbols, and where both stand."""
        ones, others = log_softmax(first[0]), log_softmax(second[0])[..., self._symbols]
        mixed = np.logaddexp(ones, others) - np.log(2)
        return mixed.astype(np.float32), PairState(first[1], second[1])
