"""From logits to a symbol: p = softmax(log(y) / temperature), y the model's distribution.

Temperature 1 is the model's own distribution; towards 0 it becomes greedy, and 0 is greedy.
UNKNOWN and BOUNDARY are never drawn: y is the distribution over the characters.
"""

import numpy as np
from numpy.typing import NDArray

from rnnwriter.corpus.alphabet import SPECIALS


def log_softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """Natural logarithms of the probabilities over the last axis, in float64."""
    shifted: NDArray[np.float64] = logits.astype(np.float64)
    shifted -= shifted.max(axis=-1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shifted


def distribution(logits: NDArray[np.floating], temperature: float = 1.0) -> NDArray[np.float64]:
    """(..., symbols) probabilities of the next character at `temperature`.

    Raises ValueError for a temperature that is negative or not finite.
    """
    if not (np.isfinite(temperature) and temperature >= 0):
        raise ValueError(f"temperature is {temperature}; it should be 0 or more")
    characters = logits[..., SPECIALS:].astype(np.float64)
    characters -= characters.max(axis=-1, keepdims=True)
    if temperature == 0:
        peaks = np.zeros_like(characters)
        np.put_along_axis(peaks, characters.argmax(axis=-1)[..., None], 1.0, axis=-1)
    else:
        with np.errstate(over="ignore"):
            peaks = np.exp(characters / temperature)
        peaks /= peaks.sum(axis=-1, keepdims=True)
    specials = np.zeros((*peaks.shape[:-1], SPECIALS))
    return np.concatenate([specials, peaks], axis=-1)


def greedy(logits: NDArray[np.floating]) -> NDArray[np.intp]:
    """(...,) ids of the likeliest character."""
    likeliest: NDArray[np.intp] = SPECIALS + logits[..., SPECIALS:].argmax(axis=-1)
    return likeliest


def sample(
    logits: NDArray[np.floating], temperature: float, random: np.random.Generator
) -> NDArray[np.intp]:
    """(batch,) ids drawn from the distribution of `logits` (batch, symbols) at `temperature`.

    Greedy at temperature 0. One uniform number is used for each stream.
    """
    if temperature == 0:
        return greedy(logits)
    cumulative = distribution(logits, temperature).cumsum(axis=-1)
    points = random.random((logits.shape[0], 1)) * cumulative[:, -1:]
    drawn: NDArray[np.intp] = (cumulative <= points).sum(axis=-1)
    clamped: NDArray[np.intp] = np.minimum(drawn, logits.shape[-1] - 1)
    return clamped


def tempered(chances: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """(n,) `chances` at `temperature`; raises ValueError for one that is negative or not finite."""
    with np.errstate(divide="ignore"):
        logits = np.concatenate([np.full(SPECIALS, -np.inf), np.log(chances)])
    return distribution(logits, temperature)[SPECIALS:]


def drawn_from(
    chances: NDArray[np.float64], temperature: float, random: np.random.Generator
) -> int:
    """One of `chances` (n,), drawn at `temperature` with one uniform number."""
    if temperature == 0:
        return int(chances.argmax())
    cumulative = tempered(chances, temperature).cumsum()
    at = int(cumulative.searchsorted(random.random() * cumulative[-1], side="right"))
    return min(at, len(chances) - 1)
