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
