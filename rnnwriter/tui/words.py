"""Where words begin and end for keys that go by words.

What a person sees as one character stays whole: marks and joiners belong to what they stand on.
"""

import re
import unicodedata

# Longer words are taken for several.
_WINDOW = 1000
_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]+")
_JOINERS = "\u200c\u200d"


def word_start_before(line: str, column: int) -> int:
    """Where the last word, or run of signs, before `column` begins; 0 if there is none."""
    begin = max(column - _WINDOW, 0)
    starts = [match.start() for match in _WORD.finditer(_folded(line[begin:column]))]
    return begin + starts[-1] if starts else begin


def word_end_after(line: str, column: int) -> int:
    """Where the next word, or run of signs, from `column` on ends; len(line) if there is none."""
    text = _folded(line[column : column + _WINDOW])
    match = _WORD.search(text)
    return column + (match.end() if match else len(text))


def _folded(text: str) -> str:
    """`text` with each mark replaced by what it stands on."""
    if text.isascii():
        return text
    folded: list[str] = []
    for character in text:
        mark = unicodedata.category(character)[0] == "M" or character in _JOINERS
        folded.append(folded[-1] if mark and folded else character)
    return "".join(folded)
