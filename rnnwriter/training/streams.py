"""Documents -> an endless stream of token ids in each row of the batch.

Each epoch is a shuffled list of pieces (documents, long ones cut), which the rows draw from as
they run dry. The order is a pure function of (seed, epoch), so a place in the data is a handful
of numbers, and a run that was killed goes on where it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnwriter.corpus.alphabet import BOUNDARY
from rnnwriter.corpus.documents import Document
from rnnwriter.corpus.vocabulary import Tokens

PIECE = 32_768


@dataclass(frozen=True)
class Piece:
    """A run of ids, and how often an epoch reads it."""

    ids: NDArray[np.uint16]
    weight: float


def pieces(documents: Sequence[Document], tokens: Tokens) -> list[Piece]:
    """`documents` as ids, BOUNDARY before each, cut into pieces of at most PIECE ids."""
    cut: list[Piece] = []
    for document in documents:
        ids = np.concatenate([np.array([BOUNDARY], np.uint16), tokens.encode(document.text)])
        for start in range(0, len(ids), PIECE):
            cut.append(Piece(ids[start : start + PIECE], document.weight))
    return cut


class Streams:
    """`batch` rows of text, each a sequence of pieces. `next` gives the next window of each."""

    def __init__(self, pieces: Sequence[Piece], batch: int, seed: int) -> None:
        self._pieces = pieces
        self._weights = np.array([piece.weight for piece in pieces])
        self._seed = seed
        self._epoch = -1
        self._order = np.empty(0, dtype=np.int64)
        self._drawn = 0
        # Per row: the piece being read, the place in it, and the id read last.
        self._piece = np.zeros(batch, dtype=np.int64)
        self._place = np.zeros(batch, dtype=np.int64)
        self._last = np.full(batch, BOUNDARY, dtype=np.int64)
        for row in range(batch):
            self._piece[row] = self._draw()
            # Rows begin at different places, so that few pieces still fill many rows evenly.
            length = len(pieces[self._piece[row]].ids)
            self._place[row] = length * row // batch if len(pieces) < 2 * batch else 0

    def _order_of(self, epoch: int) -> NDArray[np.int64]:
        """Pieces in the order that `epoch` reads them; a weight is a mean number of readings."""
        random = np.random.default_rng([self._seed, epoch])
        whole = np.floor(self._weights)
        times = whole + (random.random(len(self._weights)) < self._weights - whole)
        order = np.repeat(np.arange(len(self._weights)), times.astype(np.int64))
        random.shuffle(order)
        return order

    def _draw(self) -> int:
        while self._drawn >= len(self._order):
            self._epoch += 1
            self._order = self._order_of(self._epoch)
            self._drawn = 0
        self._drawn += 1
        return int(self._order[self._drawn - 1])

    def next(self, time: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The next `time` ids of each row: inputs and targets, (batch, time) each.

        Targets are the inputs one step later.
        """
        batch = len(self._last)
        flow = np.empty((batch, time + 1), dtype=np.int64)
        flow[:, 0] = self._last
        for row in range(batch):
            filled = 1
            while filled <= time:
                ids = self._pieces[self._piece[row]].ids
                place = self._place[row]
                part = ids[place : place + time + 1 - filled]
                flow[row, filled : filled + len(part)] = part
                filled += len(part)
                self._place[row] += len(part)
                if self._place[row] == len(ids):
                    self._piece[row] = self._draw()
                    self._place[row] = 0
        self._last = flow[:, -1].copy()
        return flow[:, :-1], flow[:, 1:]

    def position(self) -> NDArray[np.int64]:
        """(2 + 3 * batch,) where the streams are, for `seek`."""
        head = np.array([self._epoch, self._drawn], dtype=np.int64)
        return np.concatenate([head, self._piece, self._place, self._last])

    @property
    def batch(self) -> int:
        """The number of rows."""
        return len(self._last)

    def check(self, position: NDArray[np.integer]) -> None:
        """Raise ValueError for a position that `seek` could not go to."""
        if position.dtype != np.int64 or position.shape != (2 + 3 * self.batch,):
            raise ValueError("its place in the texts is none")
        epoch, drawn = position[:2].tolist()
        piece, place, last = np.split(position[2:], 3)
        lengths = np.array([len(one.ids) for one in self._pieces])
        most = max(BOUNDARY, *(int(one.ids.max()) for one in self._pieces))
        sound = (
            min(epoch, drawn) >= 0
            and bool(((piece >= 0) & (piece < len(lengths))).all())
            and bool(((place >= 0) & (place < lengths[piece.clip(0, len(lengths) - 1)])).all())
            and bool(((last >= 0) & (last <= most)).all())
        )
        if not sound:
            raise ValueError("its place in the texts is none")

    def seek(self, position: NDArray[np.int64]) -> None:
        """Go to a place that `position` gave for the same pieces, batch and seed."""
        self._epoch, self._drawn = int(position[0]), int(position[1])
        self._order = self._order_of(self._epoch)
        self._piece, self._place, self._last = (part.copy() for part in np.split(position[2:], 3))
