"""What can be told of every place in a text from the text alone, for cells to be compared with.

Values are of the place after a character, as is a state that has read it: an opening quotation
mark is inside the quotation, the closing one is not. What is left open ends with its paragraph.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnwriter.corpus.normalise import fold

Values = NDArray[np.float32]

# Lines that are longer are paragraphs, which nobody breaks: only their beginning is a place.
LONGEST_LINE = 80
LONGEST_SENTENCE = 200

_PARAGRAPH = re.compile(r"(?:.|\n(?![ \t]*\n))+")
_LINE = re.compile(r".+")
_WORD = re.compile(r"[\w']+")
_SENTENCE = re.compile(r"[\s\S]+?(?:[.!?…]+[\"')\]*_]*(?=\s)|\n[ \t]*\n|\Z)\s*")

# Each takes in the character after which it is over. They are looked for in each paragraph.
_QUOTATION = re.compile(r'(?<![^\s(\[{>*_—-])"[^"]*"?')
_EMPHASIS = re.compile(r"(?<![\w*])([*_]{1,3})(?![\s*_])[\s\S]+?(?<![\s*_])\1(?![\w*])")
_TICKS = re.compile(r"(`+)(?!`)[\s\S]+?(?<!`)\1(?!`)")
# As Pandoc has it: no blank inside the dollars, no digit behind, so that prices are none.
_MATH = re.compile(r"\$\$[^$]+\$\$|(?<![\\$\w])\$(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$(?!\d)")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+[\s\S]?")
_HEADING = re.compile(r"^ {0,3}#{1,6} .*\n?", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t].*\n?", re.MULTILINE)
_NUMBER = re.compile(r"(?<!\w)\d[\d.,:/-]*[\s\S]?")
_CAPITALS = re.compile(r"(?<!\w)[A-Z]{2,}(?!\w)[\s\S]?")

# And these in the whole text.
_FENCE = re.compile(r"^ {0,3}(```|~~~)[\s\S]*?(?:^ {0,3}\1|\Z)", re.MULTILINE)
_INDENT = re.compile(r"^(?: {4}|\t).*\n?", re.MULTILINE)

_OPENING, _CLOSING = "([{", ")]}"


@dataclass(frozen=True)
class Feature:
    """name: to ask for it. label: what it is called beside figures. values: of a folded text,
    (characters,): 0 or 1, or a count.
    """

    name: str
    label: str
    values: Callable[[str], Values]


def _within(text: str, matches: Iterator[re.Match[str]]) -> Values:
    """1 from the beginning of each match up to its last character."""
    values = np.zeros(len(text), dtype=np.float32)
    for match in matches:
        values[match.start() : match.end() - 1] = 1
    return values


def _in_paragraphs(pattern: re.Pattern[str]) -> Callable[[str], Values]:
    """Within what `pattern` matches inside a paragraph."""

    def values(text: str) -> Values:
        matches = (
            match
            for paragraph in _PARAGRAPH.finditer(text)
            for match in pattern.finditer(text, *paragraph.span())
        )
        return _within(text, matches)

    return values


def _counted(pattern: re.Pattern[str], most: int) -> Callable[[str], Values]:
    """How many characters of what `pattern` matches have been read, at most `most`."""

    def values(text: str) -> Values:
        counts = np.zeros(len(text), dtype=np.float32)
        for match in pattern.finditer(text):
            length = match.end() - match.start()
            counts[match.start() : match.end()] = np.minimum(np.arange(1, length + 1), most)
        return counts

    return values


def _brackets(text: str) -> Values:
    values = np.zeros(len(text), dtype=np.float32)
    for paragraph in _PARAGRAPH.finditer(text):
        depth = 0
        for at in range(*paragraph.span()):
            if text[at] in _OPENING:
                depth += 1
            elif text[at] in _CLOSING:
                depth = max(depth - 1, 0)
            values[at] = depth > 0
    return values


def _code(text: str) -> Values:
    return np.maximum(_within(text, _FENCE.finditer(text)), _in_paragraphs(_TICKS)(text))


def _indented(text: str) -> Values:
    return _within(text, _INDENT.finditer(text))


def _newline(text: str) -> Values:
    return np.array([character == "\n" for character in text], dtype=np.float32)


FEATURES = (
    Feature("line", "place in the line", _counted(_LINE, LONGEST_LINE)),
    Feature("word", "place in the word", _counted(_WORD, LONGEST_LINE)),
    Feature("sentence", "place in the sentence", _counted(_SENTENCE, LONGEST_SENTENCE)),
    Feature("newline", "after a line break", _newline),
    Feature("quotes", "inside quotes", _in_paragraphs(_QUOTATION)),
    Feature("brackets", "inside brackets", _brackets),
    Feature("emphasis", "inside emphasis", _in_paragraphs(_EMPHASIS)),
    Feature("code", "inside code", _code),
    Feature("math", "inside a formula", _in_paragraphs(_MATH)),
    Feature("link", "inside an address", _in_paragraphs(_LINK)),
    Feature("heading", "in a heading", _in_paragraphs(_HEADING)),
    Feature("list", "in a list item", _in_paragraphs(_ITEM)),
    Feature("indent", "in an indented line", _indented),
    Feature("number", "in a number", _in_paragraphs(_NUMBER)),
    Feature("capitals", "in capital letters", _in_paragraphs(_CAPITALS)),
)


def features(text: str) -> Values:
    """(characters, FEATURES) of `text`; 0 or 1, or a count."""
    folded = fold(text)
    return np.stack([feature.values(folded) for feature in FEATURES], axis=1)
