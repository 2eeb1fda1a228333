"""Text as pieces: words, numbers, runs of one sign, line breaks, each with the blank before it.

Where a piece ends can be told from it and the next character alone, so that text can be cut while
it is written; and a piece that begins with a blank never depends on what stands before it.
"""

import re

_PIECE = re.compile(r" ?(?:[^\W\d_](?:[^\W\d_]|')*|\d+|([^\w\s]|_)\1*)|\n+|.", re.DOTALL)
_PLAIN = re.compile(r" ?[^\W\d_]['\w]+")


def pieces(text: str) -> list[str]:
    """`text` cut up; joined, the pieces are the text again."""
    return [match.group() for match in _PIECE.finditer(text)]


def goes_on(piece: str, character: str) -> bool:
    """Whether `character`, written after `piece`, belongs to it."""
    return _PIECE.fullmatch(piece + character) is not None


def is_word(piece: str) -> bool:
    """Whether `piece` is a word of two letters or more."""
    return _PLAIN.fullmatch(piece) is not None
