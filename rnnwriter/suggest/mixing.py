"""Mixing the network with the two memories, in the logistic domain, with weights learnt online.

The mixture is proportional to the product of the distributions, each to the power of its weight,
as in PAQ (Mahoney 2005) with a whole alphabet in place of a bit. Weights are sums of five: one for
all places, one for how much of the place each memory knows, one for how well each did just before.
"""

from bisect import bisect
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnwriter.model.ngrams import ORDERS, Prediction

EXPERTS = 3
# One follower seen once, or more often; several, or many times.
_KINDS = 4
_OFTEN = 5
_PLACES = (ORDERS + 1) * _KINDS
# How much of its score an expert keeps from one character to the next, and the limits of the lead,
# in nats, that a memory's score has over the network's. A long lead counts more after a long
# context, and where nothing else ever followed.
_KEPT = 0.6
_LEADS = (-6.0, -3.0, -1.0, 0.0, 1.0, 2.0, 4.0)
_LENGTHS = (5, 7)
_LED = 2 * (len(_LENGTHS) + 1) * (len(_LEADS) + 1)
_FIRST_LED = 1 + 2 * _PLACES
ROWS = _FIRST_LED + 2 * _LED
RATE = 0.001
# The longer the context that the page knows, the more it counts; fitted on texts kept apart.
_NETWORK_BY_ORDER = (0.15, 0.15, 0.1, 0.05, 0.0, -0.05, -0.1, -0.15, -0.25)
_PAGE_BY_ORDER = (-0.25, -0.2, -0.15, -0.15, -0.1, -0.05, -0.05, 0.0, 0.05)

Floats = NDArray[np.float32]


def _constant(*weights: float) -> Floats:
    """Weights that are the same everywhere."""
    constant = np.zeros((ROWS, EXPERTS), dtype=np.float32)
    constant[0] = weights
    return constant


def first_weights(with_notes: bool) -> Floats:
    """(ROWS, EXPERTS) before anything is learnt: what did well on average."""
    weights = _constant(0.5, 0.4, 0.4) if with_notes else _constant(0.9, 0.0, 0.34)
    page = weights[1 + _PLACES : _FIRST_LED]
    page[:, 0] = np.repeat(_NETWORK_BY_ORDER, _KINDS)
    page[:, 2] = np.repeat(_PAGE_BY_ORDER, _KINDS)
    # Whoever knew the last characters of a name that the network did not know knows the next one.
    led = weights[_FIRST_LED + _LED :].reshape(len(_LENGTHS) + 1, 2, len(_LEADS) + 1, EXPERTS)
    led[1:, :, -3:] = (-0.3, 0.0, 0.3)
    return weights


NO_SCORES: Floats = np.zeros(EXPERTS, dtype=np.float32)

# To compare with; with these nothing is learnt.
NETWORK_ALONE = _constant(1.0, 0.0, 0.0)
NGRAMS_ALONE = _constant(0.0, 0.9, 0.2)


@dataclass(frozen=True)
class Mixture:
    """logits: (symbols,) logarithms of the mixed probabilities. experts: (EXPERTS, symbols), of
    each. rows: of the weights that made it. scores: (EXPERTS,) of the characters before.
    """

    logits: Floats
    experts: Floats
    rows: tuple[int, ...]
    scores: Floats

    def scores_after(self, symbol: int) -> Floats:
        """The scores of the next mixture: logarithms of what each gave the last characters."""
        after: Floats = self.scores * np.float32(_KEPT) + self.experts[:, symbol]
        return after


def _place(prediction: Prediction) -> int:
    """Of the weights for what a memory knows: by the longest context, and how sure it is there."""
    if prediction.followers == 1:
        kind = 0 if prediction.times == 1 else 1
    else:
        kind = 2 if prediction.times < _OFTEN else 3
    return prediction.longest * _KINDS + kind


def _led(prediction: Prediction, lead: float) -> int:
    """Of the weights for how well a memory did just before, beside the network."""
    place = 2 * bisect(_LENGTHS, prediction.longest) + (prediction.followers == 1)
    return place * (len(_LEADS) + 1) + bisect(_LEADS, lead)


def mix(
    weights: Floats,
    network: Floats,
    notes: Prediction,
    page: Prediction,
    scores: Floats = NO_SCORES,
) -> Mixture:
    """Mix logits of a network, (symbols,), with what two memories expect.

    scores: (EXPERTS,), from the mixture before.
    """
    of_network, of_notes, of_page = scores.tolist()
    rows = (
        0,
        1 + _place(notes),
        1 + _PLACES + _place(page),
        _FIRST_LED + _led(notes, of_notes - of_network),
        _FIRST_LED + _LED + _led(page, of_page - of_network),
    )
    shifted = network - network.max()
    experts = np.empty((EXPERTS, len(network)), dtype=np.float32)
    np.subtract(shifted, np.log(np.exp(shifted).sum()), out=experts[0])
    np.log(notes.probabilities, out=experts[1])
    np.log(page.probabilities, out=experts[2])
    mixed = weights.take(rows, axis=0).sum(axis=0) @ experts
    mixed -= mixed.max()
    mixed -= np.log(np.exp(mixed).sum())
    return Mixture(mixed, experts, rows, scores)


def learn(weights: Floats, mixture: Mixture, symbol: int, rate: float = RATE) -> Floats:
    """New weights after `symbol` came: one step down the gradient of its surprise."""
    expected = mixture.experts @ np.exp(mixture.logits)
    step = rate * (mixture.experts[:, symbol] - expected)
    learnt = weights.copy()
    for row in mixture.rows:
        learnt[row] += step
    return learnt
