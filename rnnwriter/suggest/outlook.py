"""What is expected at a place, in numbers for a person: likelihoods, entropy, surprise.

Entropy and surprise are in bits (Shannon 1948): the entropy is the surprise to be expected.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rnnwriter.corpus.alphabet import SPECIALS, Alphabet
from rnnwriter.model.runtime import Floats
from rnnwriter.model.sampling import distribution, tempered
from rnnwriter.model.words import Choices
from rnnwriter.suggest.context import common_prefix
from rnnwriter.suggest.suggestion import Likely, Outlook, Written

FOLLOWED = 100
# Of the characters before, how many more are remembered, so that deleting some uncovers others.
_MORE = 200


def characters_after(logits: Floats, alphabet: Alphabet) -> Choices:
    """The characters that may come where a network says `logits`, (symbols,)."""
    return Choices(distribution(logits)[SPECIALS:], alphabet.characters.__getitem__)


def outlook(
    choices: Choices, temperature: float, count: int, written: Sequence[Written] = ()
) -> Outlook:
    """The `count` likeliest of `choices`, characters or words, and entropies of all of them.

    `written` is what stands before. Raises ValueError for a temperature that is negative.
    """
    at_temperature = tempered(choices.chances, temperature)
    found: dict[str, tuple[float, float]] = {}
    # The same text may come as several tokens.
    for at in np.argsort(-choices.chances, kind="stable")[: 2 * count].tolist():
        text = choices.text(at)
        own, warm = found.get(text, (0.0, 0.0))
        found[text] = (own + float(choices.chances[at]), warm + float(at_temperature[at]))
    ordered = sorted(found.items(), key=lambda one: -one[1][0])[:count]
    return Outlook(
        [Likely(text, *chances) for text, chances in ordered],
        temperature,
        entropy(choices.chances),
        entropy(at_temperature),
        written,
    )


def entropy(probabilities: NDArray[np.float64]) -> float:
    """Of a distribution, in bits."""
    some = probabilities[probabilities > 0]
    return float(-(some * np.log2(some)).sum()) + 0.0


class Surprises:
    """The bits of the last characters of a text, remembered while it is edited."""

    def __init__(self) -> None:
        self._text = ""
        # Of the last characters of `_text`.
        self._bits: list[float] = []

    def follow(self, text: str, read: Sequence[float]) -> Sequence[float]:
        """Bits of the last characters of `text`, at most FOLLOWED, the last one last.

        read: of as many of them as were just read one by one. A character that still stands
        where it stood keeps the bits that it had when it came.
        """
        same = common_prefix(self._text, text)
        first, begin = len(self._text) - len(self._bits), len(text) - len(read)
        if max(first, begin) <= same:
            kept = self._bits[: same - first]
            bits = [*read[: max(first - begin, 0)], *kept, *read[same - begin :]]
        else:
            bits = [*read]
        self._text, self._bits = text, bits[-FOLLOWED - _MORE :]
        return bits[-FOLLOWED:]
