"""What single cells of the network follow along a text (Karpathy, Johnson and Li 2015).

A cell's activation is tanh of its state, -1 to 1, after each character. The cell that correlates
most with a feature of the text (`features`) is looked for in the first half, and what is said of it
is its correlation in the second: among a thousand cells one will always fit what it was chosen on.
What such a search comes to by chance is told by the same search for the feature moved along the
text, which keeps how long quotations, words and a cell's moods last.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rnnwriter.corpus.alphabet import BOUNDARY
from rnnwriter.evaluation.features import FEATURES, Feature, Values, features
from rnnwriter.model.model import Model

CHARACTERS = 20_000
# Of activations, at 4 bytes each, whatever the width of the network.
_MOST_VALUES = 1 << 26
_BLOCK = 256
_CELLS_AT_ONCE = 256

# In each half: what occurs once may be anything.
_LEAST_TIMES = 2
_CHANCES = 20
_STILL = 1e-5

Integers = NDArray[np.integer]


@dataclass(frozen=True)
class Tracking:
    """How each cell follows a feature.

    found, held_out: (cells,) Pearson correlations in the first and in the second half of the text;
    for what is 0 or 1, that is the point-biserial one. chance: the largest absolute one held out
    that searching comes to in 20 tries where there is nothing to find.
    """

    feature: Feature
    found: Values
    held_out: Values
    chance: float

    @cached_property
    def ranked(self) -> Integers:
        """(cells,) numbers of the cells, the one that follows most in the first half first."""
        return np.argsort(-np.abs(self.found), kind="stable")

    @property
    def best(self) -> int:
        """The cell that was found."""
        return int(self.ranked[0])


@dataclass(frozen=True)
class Cells:
    """What the cells of a network do along `text`.

    activations: (characters, cells), after each character, layers side by side. layers: how many
    cells each layer has. trackings: of every feature that occurs in both halves of the text,
    the one that is followed best first.
    """

    text: str
    activations: Values
    layers: tuple[int, ...]
    trackings: tuple[Tracking, ...]

    @cached_property
    def liveliest(self) -> Integers:
        """(cells,) numbers of the cells, the one whose activation varies most first."""
        return np.argsort(-self.activations.std(axis=0), kind="stable")

    def layer(self, cell: int) -> int:
        """The layer of `cell`, from 1."""
        return int(np.searchsorted(np.cumsum(self.layers), cell, side="right")) + 1


def read_cells(
    model: Model,
    text: str,
    goes_on: Callable[[float], bool] = lambda share: True,
    characters: int = CHARACTERS,
) -> Cells | None:
    """Read the first `characters` of `text`, fewer of a very wide network, and find what its cells
    follow.

    goes_on: is told the share of the text that is read, now and then, and says whether it is still
    wanted; None when it is not.
    """
    layers = model.info.architecture.hidden
    text = text[: min(characters, _MOST_VALUES // sum(layers))]
    activations = np.empty((len(text), sum(layers)), dtype=np.float32)
    read = 0
    for block in activation_blocks(model, text):
        activations[read : read + len(block)] = block
        read += len(block)
        if not goes_on(read / len(text)):
            return None
    found = trackings(features(text), activations)
    return Cells(text, activations, layers, found)


def activation_blocks(model: Model, text: str) -> Iterator[Values]:
    """Activations (characters, cells) along `text`, which begins a document, block by block."""
    ids = model.info.tokens.encode(text)[None]
    lengths = _spans(model.info.tokens.lengths[ids[0]])
    _, state = model.tokens.step(np.array([BOUNDARY]), model.tokens.start())
    for start in range(0, ids.shape[1], _BLOCK):
        block = slice(start, start + _BLOCK)
        trace, state = model.tokens.trace(ids[:, block], state)
        values = np.tanh(np.concatenate([layer[0] for layer in trace.cell], axis=-1))
        yield by_character(values, lengths[block])


def _spans(lengths: Integers) -> Integers:
    """(tokens,) how many characters each shows as: a mark that takes a blank away takes it from the
    word after it.
    """
    taken = np.minimum(lengths, 0)
    spans: Integers = lengths - taken
    spans[1:] += taken[:-1]
    return spans


def by_character(values: Values, lengths: Integers) -> Values:
    """(characters, ...) of `values` (symbols, ...): a symbol's stand at all of its characters.

    lengths: (symbols,) how many characters each one spans.
    """
    spread: Values = np.repeat(values, lengths, axis=0)
    return spread


def correlations(values: Values, activations: Values) -> Values:
    """(features, cells) Pearson correlations of `values` (characters, features) with `activations`
    (characters, cells); 0 with what stands still.
    """
    found = np.empty((values.shape[1], activations.shape[1]), dtype=np.float32)
    standard = _standard(values)
    for start in range(0, activations.shape[1], _CELLS_AT_ONCE):
        cells = slice(start, start + _CELLS_AT_ONCE)
        found[:, cells] = standard.T @ _standard(activations[:, cells])
    return found


def _standard(values: Values) -> Values:
    """Each column with mean 0 and length 1; 0 where it is constant."""
    centred = values - values.mean(axis=0, dtype=np.float64).astype(np.float32)
    lengths = np.sqrt(np.square(centred).sum(axis=0))
    still = lengths <= _STILL * np.sqrt(len(values))
    return np.where(still, 0, centred / np.where(still, 1, lengths)).astype(np.float32)


def trackings(values: Values, activations: Values) -> tuple[Tracking, ...]:
    """How `activations` (characters, cells) follow each column of `values` (characters, FEATURES)
    that varies in both halves; the one that is followed best first.
    """
    middle = len(values) // 2
    halves = slice(middle), slice(middle, None)
    known = [
        index
        for index in range(values.shape[1])
        if all(_times(values[half, index]) >= _LEAST_TIMES for half in halves)
    ]
    if not known:
        return ()
    moves = np.random.default_rng(0).uniform(0.1, 0.9, _CHANCES)
    # (half, 1 + _CHANCES, features, cells): as they stand, and moved.
    found, held_out = (
        correlations(_moved(values[half][:, known], moves), activations[half]).reshape(
            1 + _CHANCES, len(known), -1
        )
        for half in halves
    )
    chosen = np.abs(found[1:]).argmax(axis=-1)[..., None]
    chances = np.abs(np.take_along_axis(held_out[1:], chosen, axis=-1)).max(axis=(0, 2))
    every = [
        Tracking(FEATURES[index], found[0, at], held_out[0, at], float(chances[at]))
        for at, index in enumerate(known)
    ]
    return tuple(sorted(every, key=lambda one: -abs(float(one.held_out[one.best]))))


def _times(values: Values) -> int:
    """How often a feature begins."""
    return int((np.diff(values, prepend=np.float32(0)) > 0).sum())


def _moved(values: Values, moves: NDArray[np.float64]) -> Values:
    """`values` (characters, features), and beside them the same moved along the text, around its
    end, by each share of `moves`.
    """
    steps = (moves * len(values)).astype(int).tolist()
    return np.concatenate([values, *(np.roll(values, step, axis=0) for step in steps)], axis=1)


def shades(values: Values, steps: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, shade) of the runs of `values` (characters,), -1 to 1, that look alike when
    there are `steps` shades on both sides of 0.
    """
    rounded = np.rint(values * steps).astype(int)
    edges = np.flatnonzero(np.diff(rounded)) + 1
    for start, end in zip([0, *edges.tolist()], [*edges.tolist(), len(rounded)], strict=True):
        if end > start:
            yield start, end, int(rounded[start])
