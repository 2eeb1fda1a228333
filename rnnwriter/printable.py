"""Control characters made visible, so that no file and no name can send commands to a terminal."""

import re

_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PICTURES = 0x2400
_DELETE = "\x7f"


def _picture(match: re.Match[str]) -> str:
    character = match.group()
    if character == _DELETE:
        return "\u2421"
    return chr(_PICTURES + ord(character)) if character < " " else "\ufffd"


def printable(text: str) -> str:
    """`text` with each control character but the tab replaced by one that can be seen.

    C0 controls become their Unicode control pictures; C1 controls, the line and paragraph
    separators, and bytes of names that are no text (surrogates), U+FFFD; the length stays the same.
    """
    return _CONTROL.sub(_picture, text)


def printable_lines(text: str) -> str:
    """The same, but line breaks ("\\n") stay."""
    return "\n".join(map(printable, text.split("\n")))
