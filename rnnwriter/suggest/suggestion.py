"""What passes between an engine and whoever shows its suggestions. Imports nothing heavy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Suggestion:
    """A continuation of the text before the cursor.

    text: what Tab would insert; never empty.
    probability: the model's probability of exactly this continuation, in (0, 1].
    """

    text: str
    probability: float


class TextSuggester(Protocol):
    """Anything that continues text."""

    def suggest(self, text_before_cursor: str) -> Suggestion | None:
        """The continuation to show after `text_before_cursor`, or None to show nothing."""
        ...

    def alternatives(self, text_before_cursor: str, count: int) -> Sequence[Suggestion]:
        """At most `count` distinct continuations, best first; for someone who asks for more."""
        ...
