"""Whether a continuation is worth showing, and how much of it.

What counts is the keys that a writer can expect to save: all of a ghost for one key when all of it
is right, else its first words for a key each (Trnka and McCoy 2008). A ghost that is looked at in
vain costs something too; how much is a matter of taste, which is the *eagerness*.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rnnwriter.settings import Eagerness
from rnnwriter.suggest.search import Continuation
from rnnwriter.suggest.suggestion import WORD

# What it costs to read a character that turns out wrong, in keys.
_READING = 0.1
# So that logarithm and exponential stay finite.
_SMALLEST = 1e-300
_MOST_ODDS = 700.0


@dataclass(frozen=True)
class Calibration:
    """Makes chances that a model gives itself those that it has: a straight line between the
    logarithms of the odds (Platt 1999).
    """

    offset: float = 0.0
    slope: float = 1.0

    def __call__(self, chance: float) -> float:
        """The chance that a continuation has which the model gives `chance`."""
        chance = min(max(chance, _SMALLEST), 1 - 1e-6)
        odds = self.offset + self.slope * math.log(chance / (1 - chance))
        return 1 / (1 + math.exp(-min(max(odds, -_MOST_ODDS), _MOST_ODDS)))


@dataclass(frozen=True)
class Threshold:
    """chance: that what is shown has at least, by the model's own account. keys: that it must be
    expected to save.
    """

    chance: float
    keys: float


# Found on notes that no figure is reported on; "normal" is held below 20 ghosts in 100 characters.
# Who goes on below 0.12 shows longer ghosts and saves fewer keys: they are in the way of the next.
THRESHOLDS: Mapping[Eagerness, Threshold] = MappingProxyType(
    {
        "quiet": Threshold(0.45, 0.5),
        "normal": Threshold(0.3, 0.1),
        "eager": Threshold(0.2, 0.1),
        "always": Threshold(0.05, -math.inf),
    }
)


@dataclass(frozen=True)
class Worth:
    """length: characters of a continuation to show. keys: that they can be expected to save, less
    what reading them in vain costs. chance: that at least the first word is right.
    """

    length: int
    keys: float
    chance: float


def expected_keys(ends: Sequence[int], chances: Sequence[float]) -> float:
    """Keys saved by a ghost whose first 1, 2, ... words end at `ends`.

    chances: that so much of it is right.
    """
    words = range(1, len(ends) + 1)
    saved = chances[-1] * (ends[-1] - 1)
    for count, end, chance, longer in zip(words, ends, chances, chances[1:], strict=False):
        saved += (chance - longer) * max(end - count, 0)
    return saved


def word_ends(text: str, following: str) -> Iterator[int]:
    """Where whole words of `text` end, with the blank after them; `following` comes after it."""
    for match in WORD.finditer(text):
        whole = match.end() < len(text) or not joins(following) or not joins(text[-1])
        if whole:
            yield match.end()


def worth(found: Continuation, calibration: Calibration) -> Worth | None:
    """The part of `found` that saves most keys; None where there is no whole word."""
    calibrated = [calibration(chance) for chance in found.chances]
    ends: list[int] = []
    chances: list[float] = []
    best: Worth | None = None
    for end in word_ends(found.text, found.following):
        stripped = len(found.text[:end].rstrip())
        for length in {stripped, end}:
            if length < 2:
                continue
            keys = expected_keys([*ends, length], [*chances, calibrated[length - 1]])
            keys -= _READING * sum(1 - chance for chance in calibrated[:length])
            if best is None or keys > best.keys:
                first = chances[0] if chances else calibrated[length - 1]
                best = Worth(length, keys, first)
        ends.append(end)
        chances.append(calibrated[end - 1])
    return best


def shown(found: Continuation, threshold: Threshold, calibration: Calibration) -> Worth | None:
    """The part of `found` to show; None where none of it is worth it."""
    best = worth(found, calibration)
    return best if best and best.keys >= threshold.keys else None


def whole_words(found: Continuation, calibration: Calibration) -> Worth | None:
    """All whole words of `found`, whatever they are worth; None where there is none."""
    ends = list(word_ends(found.text, found.following))
    if not ends or ends[-1] < 2:
        return None
    return Worth(ends[-1], 0.0, calibration(found.chances[ends[0] - 1]))


def joins(character: str) -> bool:
    """Whether `character` is inside words: what stands on both sides of a break is one word."""
    return character.isalnum() or character in "'_-"
