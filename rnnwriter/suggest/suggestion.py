"""What passes between an engine and whoever shows its suggestions. Imports nothing heavy."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

WORD = re.compile(r"\s*\S+\s?")
"""What is taken of a suggestion with one key: a word, with the blanks before it and one after."""


@dataclass(frozen=True)
class Suggestion:
    """A continuation of the text before the cursor.

    text: what Tab would insert; never empty.
    probability: estimated, that the writer takes its first word or more, in (0, 1].
    source: which part of the engine it came from, in the engine's own words.
    """

    text: str
    probability: float
    source: str = ""


@dataclass(frozen=True)
class Likely:
    """Something that may come next: a character, or whatever the engine counts in.

    probability: in [0, 1], by the engine's own account. at_temperature: what becomes of it at the
    temperature of the outlook.
    """

    text: str
    probability: float
    at_temperature: float


@dataclass(frozen=True)
class Written:
    """A part of the text, and its surprise: -log2 of the probability that it had beforehand."""

    text: str
    bits: float

    @property
    def bits_per_character(self) -> float:
        """The same for each of its characters."""
        return self.bits / max(len(self.text), 1)


@dataclass(frozen=True)
class Outlook:
    """What an engine expects at a place, and how far it expected what stands before it.

    likeliest: what may come next, the likeliest first. temperature: that of sampled suggestions,
    0 for greedy. entropy, entropy_at_temperature: of all that may come next, in bits.
    written: what stands before the place, the last part last, as far as it was followed.
    """

    likeliest: Sequence[Likely]
    temperature: float
    entropy: float
    entropy_at_temperature: float
    written: Sequence[Written]

    @property
    def bits_per_character(self) -> float | None:
        """The mean surprise of what is `written`; None where nothing is."""
        characters = sum(len(one.text) for one in self.written)
        return sum(one.bits for one in self.written) / characters if characters else None


class TextSuggester(Protocol):
    """Anything that continues text."""

    def suggest(self, text_before_cursor: str, text_after_cursor: str = "") -> Suggestion | None:
        """The continuation to show between the two, or None to show nothing."""
        ...

    def alternatives(
        self, text_before_cursor: str, count: int, text_after_cursor: str = ""
    ) -> Sequence[Suggestion]:
        """At most `count` distinct continuations, best first; for someone who asks for more."""
        ...


@runtime_checkable
class Interruptible(Protocol):
    """A suggester that can be told from another thread that its answer is wanted no more."""

    def interrupt(self) -> None:
        """Let the call that is running answer at once, whatever it has."""
        ...


@runtime_checkable
class LooksAhead(Protocol):
    """A suggester that tells a text that may come from one that was written."""

    def suggest_ahead(
        self, text_before_cursor: str, text_after_cursor: str = ""
    ) -> Suggestion | None:
        """What `suggest` would say of a text that is not written yet."""
        ...


@runtime_checkable
class Foresees(Protocol):
    """A suggester that tells what it expects, in numbers."""

    def outlook(self, text_before_cursor: str, count: int, reread: bool = False) -> Outlook:
        """The outlook after a text, with at most `count` of what may come next.

        reread: there is time to read again what is not known to have been written.
        """
        ...
