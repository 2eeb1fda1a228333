"""A ghost: a continuation shown at the cursor, and how edits consume it or end it.

Nothing here knows of widgets. A ghost is followed by comparing one line of text with what the
line was when the ghost came, so typing, Backspace and pasting need no cases of their own.
"""

from dataclasses import dataclass, replace

from rnnwriter.suggest.suggestion import Suggestion


@dataclass(frozen=True)
class Ghost:
    """A suggestion anchored in a line.

    line: index of the line that it stands in.
    before, after: that line on both sides of the cursor, as it was when the ghost came.
    suggestion: what was suggested there.
    consumed: how many of the suggestion's characters have since been typed.
    """

    line: int
    before: str
    after: str
    suggestion: Suggestion
    consumed: int = 0

    @property
    def column(self) -> int:
        """Where in the line it stands."""
        return len(self.before) + self.consumed

    @property
    def remaining(self) -> str:
        """The part that is still shown; "" once all of it has been typed."""
        return self.suggestion.text[self.consumed :]

    @property
    def visible(self) -> bool:
        """Whether anything is left to show."""
        return self.consumed < len(self.suggestion.text)

    def follow(self, line: int, text: str, column: int) -> "Ghost | None":
        """This ghost when the cursor stands at `column` in `line`, which is now `text`.

        None if it is over. Characters of the suggestion that stand where it stood count as
        consumed; fewer of them than before means that Backspace has given some back.
        """
        if (
            line != self.line
            or text[:column][: len(self.before)] != self.before
            or text[column:] != self.after
        ):
            return None
        typed = text[len(self.before) : column]
        if not self.suggestion.text.startswith(typed):
            return None
        return replace(self, consumed=len(typed))
