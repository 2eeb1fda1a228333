"""Markdown, styled lightly in place, a line at a time; marks stay, for they are text too.

A parser would have to read the document at every key. What a writer sees is a screenful, so each
line is looked at by itself, and only for code fences at the lines above it.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.style import Style

from rnnwriter.tui.prose_rows import Span

# Longer lines are data, not prose.
LONGEST_LINE = 20_000
# How far above a line the fence is looked for that it may be within.
_LOOK_BACK = 400

FENCE = re.compile(r" {0,3}(```|~~~)")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s)?")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$")
_INLINE = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<link>!?\[\[[^\]\n]+\]\]|!?\[[^\]\n]*\]\([^)\n]*\)|<?https?://[^\s>)]+>?)"
    r"|(?P<strong>(?<!\w)(?P<two>\*\*|__)(?=\S).+?(?<=\S)(?P=two)(?!\w))"
    r"|(?P<emphasis>(?<![\w*])(?P<one>[*_])(?![\s*_]).+?(?<![\s*_])(?P=one)(?![\w*]))"
    r"|(?P<strike>~~(?=\S).+?(?<=\S)~~)"
)
_INLINE_KINDS = ("code", "link", "strong", "emphasis", "strike")
KINDS = ("heading", "quote", "mark", "rule", *_INLINE_KINDS)


class Marked(NamedTuple):
    """A part of a line and what it is, one of KINDS."""

    start: int
    end: int
    kind: str


@lru_cache(2048)
def marked(line: str) -> tuple[Marked, ...]:
    """The parts of a line outside of code fences that Markdown gives a meaning; outer first."""
    if not line or len(line) > LONGEST_LINE:
        return ()
    if FENCE.match(line):
        return (Marked(0, len(line), "code"),)
    if _RULE.match(line):
        return (Marked(0, len(line), "rule"),)
    parts: list[Marked] = []
    begin = 0
    if _HEADING.match(line):
        parts.append(Marked(0, len(line), "heading"))
    elif quote := _QUOTE.match(line):
        parts.append(Marked(0, len(line), "quote"))
        begin = quote.end()
    if item := _ITEM.match(line, begin):
        mark = item.group()
        start = begin + len(mark) - len(mark.lstrip())
        parts.append(Marked(start, begin + len(mark.rstrip()), "mark"))
        begin = item.end()
    _mark_inline(line, begin, len(line), parts)
    return tuple(parts)


def _mark_inline(line: str, begin: int, end: int, parts: list[Marked]) -> None:
    for match in _INLINE.finditer(line, begin, end):
        kind = next(kind for kind in _INLINE_KINDS if match[kind] is not None)
        parts.append(Marked(match.start(), match.end(), kind))
        if kind in ("strong", "emphasis", "strike"):
            marks = len(match["two"] or match["one"] or "~~")
            _mark_inline(line, match.start() + marks, match.end() - marks, parts)


def fenced(lines: Sequence[str], index: int) -> bool:
    """Whether line `index` lies within a code fence that begins not too far above it."""
    inside = False
    for line in lines[max(index - _LOOK_BACK, 0) : index]:
        if (line.startswith((" ", "`", "~"))) and FENCE.match(line):
            inside = not inside
    return inside


class MarkdownStyles:
    """A decorator of text areas. lines: of the document. style: of a kind, as themes have it."""

    def __init__(self, lines: Callable[[], Sequence[str]], style: Callable[[str], Style]) -> None:
        self._lines = lines
        self._style = style
        # The line asked for last, and whether it lay within a fence.
        self._last = (-1, "", False)

    def __call__(self, index: int, line: str) -> list[Span]:
        """The styles of a line; asking from the top down is cheap."""
        inside = self._inside(index)
        fence = bool(FENCE.match(line))
        self._last = (index, line, inside)
        if inside and not fence:
            return [Span(0, len(line), self._style("code"))]
        return [Span(part.start, part.end, self._style(part.kind)) for part in marked(line)]

    def _inside(self, index: int) -> bool:
        """Whether line `index` lies within a code fence."""
        lines = self._lines()
        last, line, inside = self._last
        if index == last + 1 and lines[last] == line and index > 0:
            return inside != bool(FENCE.match(line))
        return fenced(lines, index)
