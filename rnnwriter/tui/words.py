"""Where words begin and end for keys that go by words, and how many of them a text begins.

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


def words_begun(before: str, text: str) -> int:
    """How many words `text` begins, which is written after `before`, what the line has so far.

    A word stands between blanks and has a letter or a digit, and begins with the first of them: so
    signs of lists and dashes are none, and what is added to a word is the same word.
    """
    # The last run of `before`; it may be empty.
    run = "" if before[-1:].isspace() else "".join(before.rsplit(maxsplit=1)[-1:])
    return sum(map(_has_letter, (run + text).split())) - _has_letter(run)


def _has_letter(text: str) -> bool:
    return any(map(str.isalnum, text))


def _folded(text: str) -> str:
    """`text` with each mark replaced by what it stands on."""
    if text.isascii():
        return text
    folded: list[str] = []
    for character in text:
        mark = unicodedata.category(character)[0] == "M" or character in _JOINERS
        folded.append(folded[-1] if mark and folded else character)
    return "".join(folded)
