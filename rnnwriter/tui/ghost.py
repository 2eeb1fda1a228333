"""A ghost: a continuation shown after the cursor, and how edits consume it or end it.

Nothing here knows of widgets. A ghost is followed by comparing one line of text with what the
line was when the ghost came, so typing, Backspace and pasting need no cases of their own.
"""

from dataclasses import dataclass, replace

from rnnwriter.suggest.suggestion import Suggestion


@dataclass(frozen=True)
class Ghost:
    """A suggestion anchored at the end of a line.

    row: index of the line that it continues.
    anchor: that line as it was when the ghost came.
    suggestion: what was suggested there.
    consumed: how many of the suggestion's characters have since been typed.
    """

    row: int
    anchor: str
    suggestion: Suggestion
    consumed: int = 0

    @property
    def remaining(self) -> str:
        """The part that is still shown; "" once all of it has been typed."""
        return self.suggestion.text[self.consumed :]

    @property
    def visible(self) -> bool:
        """Whether anything is left to show."""
        return self.consumed < len(self.suggestion.text)

    def follow(self, row: int, line: str) -> "Ghost | None":
        """This ghost when the cursor stands at the end of `line` in `row`, or None if it is over.

        Characters of the suggestion after the anchor count as consumed; fewer of them than
        before means that Backspace has given some back.
        """
        if row != self.row or not line.startswith(self.anchor):
            return None
        typed = line[len(self.anchor) :]
        if not self.suggestion.text.startswith(typed):
            return None
        return replace(self, consumed=len(typed))
