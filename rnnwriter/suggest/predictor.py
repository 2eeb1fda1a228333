"""What comes next at a place: network, memory of the notes and cache of the page, mixed.

With `adapt`, every character that is read goes into the cache, and the weights of the mixture learn
from it; both can be taken back, so that deleting leads to where one was.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnwriter.corpus.alphabet import BOUNDARY
from rnnwriter.model.model import Model
from rnnwriter.model.ngrams import LONGEST, Prediction
from rnnwriter.model.prediction import CharacterState
from rnnwriter.model.runtime import Floats
from rnnwriter.suggest.cache import Learnt, NgramCache
from rnnwriter.suggest.mixing import NETWORK_ALONE, NO_SCORES, Mixture, first_weights, learn, mix

START = (BOUNDARY,)
# Of a page, what goes into the cache at once.
PAGE = 8_000


@dataclass(frozen=True)
class Places:
    """Places side by side, in as many texts. mixtures: what comes next in each. state: of the
    network, (places, ...). recent: the last ids in each.
    """

    mixtures: Sequence[Mixture]
    state: CharacterState
    recent: Sequence[tuple[int, ...]]

    def repeated(self, times: int) -> "Places":
        """The first place so many times."""
        return self.rows([0] * times)

    def rows(self, rows: Sequence[int]) -> "Places":
        """Some of the places."""
        return Places(
            [self.mixtures[row] for row in rows],
            self.state.rows(np.asarray(rows, dtype=np.int64)),
            [self.recent[row] for row in rows],
        )

    @property
    def logits(self) -> Floats:
        """(places, symbols) logarithms of the mixed probabilities."""
        return np.stack([mixture.logits for mixture in self.mixtures])


@dataclass(frozen=True)
class Read:
    """What reading a character changed."""

    learnt: Learnt
    weights: Floats


class Predictor:
    """Predicts with `model`. Not thread-safe."""

    def __init__(
        self,
        model: Model,
        adapt: bool = True,
        weights: Floats | None = None,
        *,
        learns: bool = True,
    ) -> None:
        """adapt: whether there is a cache of the page. weights: of the mixture, which then stay as
        they are; None for the model's own. learns: whether cache and weights go on learning.
        """
        self._model = model
        self._adapt = adapt
        self._memory = model.memory
        self._first_weights = _weights(model, adapt) if weights is None else weights
        self._weights = self._first_weights
        self._learns = adapt and learns
        self._weights_learn = weights is None
        self._nothing = Prediction(
            np.full(len(model.alphabet), 1 / len(model.alphabet), dtype=np.float32)
        )
        self._cache = NgramCache(len(model.alphabet))

    def begin(self, page: str) -> None:
        """Put the end of a page into the cache, and forget all that was learnt before."""
        self._weights = self._first_weights
        if self._adapt:
            ids = self._model.alphabet.encode(page[-PAGE:])
            self._cache = NgramCache.of(ids, len(self._model.alphabet))

    def place(self, logits: Floats, state: CharacterState, recent: Sequence[int]) -> Places:
        """One place, where the network is in `state` and says `logits`, (1, symbols)."""
        recent = tuple(recent[-LONGEST:])
        return Places([self._mixed(logits[0], recent, NO_SCORES)], state, [recent])

    def _mixed(self, logits: Floats, recent: tuple[int, ...], scores: Floats) -> Mixture:
        notes = self._memory.ngrams.predict(recent) if self._memory else self._nothing
        page = self._cache.predict(recent) if self._adapt else self._nothing
        return mix(self._weights, logits, notes, page, scores)

    def ahead(self, places: Places, symbols: Sequence[int]) -> Places:
        """The places after one more symbol each; nothing is learnt."""
        logits, state = self._model.network.step(np.asarray(symbols), places.state)
        recent = [
            (*before[1 - LONGEST :], int(symbol))
            for before, symbol in zip(places.recent, symbols, strict=True)
        ]
        scores = [
            mixture.scores_after(symbol)
            for mixture, symbol in zip(places.mixtures, symbols, strict=True)
        ]
        mixtures = [self._mixed(*one) for one in zip(logits, recent, scores, strict=True)]
        return Places(mixtures, state, recent)

    def read(self, place: Places, symbol: int) -> tuple[Places, Read | None]:
        """The one place after `symbol`, which was written; what it changed can be taken back."""
        change = None
        if self._learns:
            change = Read(self._cache.learn(place.recent[0], symbol), self._weights)
            if self._weights_learn:
                self._weights = learn(self._weights, place.mixtures[0], symbol)
        return self.ahead(place, [symbol]), change

    def take_back(self, change: Read) -> None:
        """Forget what was read last, and not taken back yet."""
        self._cache.unlearn(change.learnt)
        self._weights = change.weights


def _weights(model: Model, adapt: bool) -> Floats:
    """Of the mixture, to begin with."""
    if model.memory is None:
        return first_weights(with_notes=False) if adapt else NETWORK_ALONE
    first = first_weights(with_notes=True)
    return model.memory.mixing if model.memory.mixing.shape == first.shape else first
