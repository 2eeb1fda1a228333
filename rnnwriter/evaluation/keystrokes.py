"""Keystroke savings: how many keys a typist who sees suggestions needs for a text.

A simulated typist goes through documents character by character (Trnka and McCoy 2008). One key
for a typed character. If the whole ghost is what follows, one key takes it; if only its first words
are, with their blanks, one key takes each, when that saves keys. A ghost that is typed along stays
shown, as in the editor; another is asked for when it is gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnwriter.suggest.suggestion import WORD, TextSuggester

_RESAMPLES = 2000


@dataclass(frozen=True)
class Keystrokes:
    """Counts over a text. shown: ghosts. accepted: of those, taken in whole or in part.
    accepts: keys that took something, accepted_characters what they brought. outcomes: of each
    ghost the estimated probability, and whether it was taken.
    """

    characters: int = 0
    keys: int = 0
    shown: int = 0
    accepted: int = 0
    accepts: int = 0
    accepted_characters: int = 0
    outcomes: tuple[tuple[float, bool], ...] = ()

    def __add__(self, other: "Keystrokes") -> "Keystrokes":
        return Keystrokes(
            self.characters + other.characters,
            self.keys + other.keys,
            self.shown + other.shown,
            self.accepted + other.accepted,
            self.accepts + other.accepts,
            self.accepted_characters + other.accepted_characters,
            self.outcomes + other.outcomes,
        )

    @property
    def savings(self) -> float:
        """1 - keys / characters."""
        return 1 - self.keys / self.characters if self.characters else 0.0

    @property
    def shown_per_100(self) -> float:
        """Ghosts per 100 characters."""
        return 100 * self.shown / self.characters if self.characters else 0.0

    @property
    def acceptance(self) -> float:
        """The share of ghosts taken in whole or in part."""
        return self.accepted / self.shown if self.shown else 0.0

    @property
    def characters_per_accept(self) -> float:
        """What a key that takes something brings."""
        return self.accepted_characters / self.accepts if self.accepts else 0.0


def type_text(suggester: TextSuggester, text: str) -> Keystrokes:
    """Type `text` from its beginning."""
    at = keys = accepts = brought = 0
    ghost = ""
    probabilities: list[float] = []
    taken: list[bool] = []
    while at < len(text):
        if not ghost and at and (suggestion := suggester.suggest(text[:at])):
            ghost = suggestion.text
            probabilities.append(suggestion.probability)
            taken.append(False)
        length, pressed = acceptable(ghost, text[at : at + len(ghost)])
        if length:
            keys += pressed
            accepts += pressed
            brought += length
            taken[-1] = True
            at += length
            ghost = ghost[length:]
            # What is left differs from what follows; typing on ends it.
        if at < len(text) and (not length or ghost):
            keys += 1
            ghost = ghost[1:] if ghost.startswith(text[at]) else ""
            at += 1
    outcomes = tuple(zip(probabilities, taken, strict=True))
    return Keystrokes(len(text), keys, len(taken), sum(taken), accepts, brought, outcomes)


@dataclass(frozen=True)
class Reliability:
    """Ghosts whose probability was estimated alike: how many, estimated and real shares taken."""

    shown: int
    estimated: float
    accepted: float


def reliability(counts: Keystrokes, bins: int = 5) -> list[Reliability]:
    """Ghosts in `bins` of as many, from unlikely to likely ones (a reliability table)."""
    outcomes = np.array(sorted(counts.outcomes), dtype=float).reshape(-1, 2)
    return [
        Reliability(len(part), *map(float, part.mean(axis=0)))
        for part in np.array_split(outcomes, bins)
        if len(part)
    ]


def acceptable(ghost: str, following: str) -> tuple[int, int]:
    """(characters, keys) that a typist takes of `ghost` when `following` is what comes."""
    if ghost and following == ghost:
        return len(ghost), 1
    length = words = 0
    best = (0, 0)
    while word := WORD.match(ghost, length):
        if not following.startswith(ghost[: word.end()]):
            break
        length, words = word.end(), words + 1
        if length > words:
            best = (length, words)
    return best


def total(counts: Sequence[Keystrokes]) -> Keystrokes:
    """All counts together."""
    return sum(counts, Keystrokes())


def interval(counts: Sequence[Keystrokes], seed: int = 0) -> tuple[float, float]:
    """The 95 % interval of the savings, by resampling documents (Efron 1979)."""
    random = np.random.default_rng(seed)
    characters = np.array([one.characters for one in counts])
    keys = np.array([one.keys for one in counts])
    drawn = random.integers(0, len(counts), (_RESAMPLES, len(counts)))
    savings = 1 - keys[drawn].sum(axis=1) / np.maximum(characters[drawn].sum(axis=1), 1)
    low, high = np.quantile(savings, [0.025, 0.975])
    return float(low), float(high)
