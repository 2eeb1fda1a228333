"""One spelling for one character: NFC, and typographic quotes and dashes folded to ASCII.

The fold replaces one character by one character, so positions in the text stay what they are.
The em dash and the ellipsis stay themselves: they have no one-character equivalent.
"""

import unicodedata

FOLD = {
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "−": "-",
    "―": "—",
    "\u00a0": " ",
    "\u2007": " ",
    "\u202f": " ",
}
_TABLE = str.maketrans(FOLD)


def fold(text: str) -> str:
    """`text` with typographic quotes, dashes and spaces folded; as long as `text`."""
    return text.translate(_TABLE)


def normalise(text: str) -> str:
    """`text` in NFC, folded; what models are trained on and asked with."""
    return fold(unicodedata.normalize("NFC", text))
