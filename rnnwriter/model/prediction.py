"""What a network can be asked, whatever its tokens are: the next character."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rnnwriter.model.runtime import Floats, Ids


class CharacterState(Protocol):
    """Where each text of a batch stands. Never changed in place: keep one to come back to it."""

    def rows(self, rows: slice | NDArray[np.integer]) -> Any:
        """The streams `rows` of the batch."""
        ...


class CharacterNetwork(Protocol):
    """Reads characters, and tells the next one. States are the network's own."""

    @property
    def symbols(self) -> int:
        """The number of symbols of the alphabet."""
        ...

    def start(self, batch: int = 1) -> Any:
        """The state of `batch` streams before a text."""
        ...

    def step(self, ids: Ids, state: Any) -> tuple[Floats, Any]:
        """Read one character in each stream.

        ids: (batch,). Returns logits (batch, symbols) of the next character, and the state after.
        """
        ...

    def prefill(self, ids: Ids, state: Any) -> tuple[Floats, Any]:
        """Read a run of characters in each stream; equal to repeated `step`, but may be faster.

        ids: (batch, time). Returns logits (batch, time, symbols) after each, and the state then.
        """
        ...

    def read(self, ids: Ids, state: Any) -> tuple[Floats, Any]:
        """`prefill` for who asks only what comes in the end: logits (batch, symbols)."""
        ...
