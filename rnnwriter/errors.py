"""The one exception for what a person can cause and cure."""

from rnnwriter.printable import printable

_LONGEST = 2_000


class UserError(Exception):
    """One sentence for a person: what went wrong, where, and what to do about it.

    Names and values in it may come from anybody's file: as text it is one line without control
    characters, and of bounded length.
    """

    def __str__(self) -> str:
        sentence = super().__str__()
        if len(sentence) > _LONGEST:
            sentence = f"{sentence[: _LONGEST // 2]} ... {sentence[-_LONGEST // 2 :]}"
        return printable(sentence)
