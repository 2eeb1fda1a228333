"""Markdown -> the text as a person types it, without what is no prose.

markdown-it takes the text apart; it is put together again here, because what is learnt should look
like what stands in the editor: headings, bullets, numbers and emphasis keep their marks. Blank
lines stay where they were, several become one.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rnnwriter.corpus.markup.front_matter import front_matter
from rnnwriter.corpus.markup.lines import prose_lines, without_addresses

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

CODE = "code"
TABLES = "tables"
HTML = "HTML"
IMAGES = "images and embeds"
LINKS = "link targets"
QUOTES = "quotes"
FRONT_MATTER = "front matter"
TEMPLATES = "templates"

# A tree of tokens is a hundred times as large as its text.
_PART = 200_000
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_PAIRS = "highlight|mermaid|code|raw|katex|math|comment"
_PAIRED = re.compile(rf"\{{\{{[<%]\s*({_PAIRS})\b|\{{%-?\s*({_PAIRS})\b")
_PAIR_ENDS = re.compile(
    rf"\{{\{{[<%]\s*/\s*({_PAIRS})\b[^{{}}]*\}}\}}|\{{%-?\s*end({_PAIRS})\b[^{{}}]*%\}}"
)
_MOST_BETWEEN = 20_000
_CALLOUT = re.compile(r"\A\[![\w\-]+\][+\-]?[ \t]*")
# Where something was removed from a line; no text that is typed holds this character.
_HOLE = "\x1f"
_AROUND = re.compile(rf"(?:(?<![ \t])[ \t]++|){_HOLE}[ \t{_HOLE}]*")
_EMPTY = re.compile(r"(\*\*|__|~~)(\s*)\1")


@dataclass(frozen=True)
class Prose:
    """A text without its markup, and how many characters of what were removed."""

    text: str
    removed: Counter[str]


def prose(text: str, *, own_words: bool = False) -> Prose:
    """The prose of Markdown. own_words: blockquotes go too.

    Never raises: what cannot be taken apart stays as it is.
    """
    note = front_matter(text.replace(_HOLE, ""))
    removed: Counter[str] = Counter()
    if note.length:
        removed[FRONT_MATTER] += note.length
    parts: list[str] = []
    for part in _parts(_without_paired(note.body, removed)):
        try:
            renderer = _Renderer(own_words)
            rendered = renderer.render(_parser().parse(part), part.count("\n") + 1, part)
            removed += renderer.removed
        except Exception:
            # A parser fed with anything; the text matters more than its form.
            rendered = part.strip("\n")
        if rendered.strip():
            parts.append(rendered)
    return Prose("\n\n".join(parts) + "\n" if parts else "", removed)


@cache
def _parser() -> "MarkdownIt":
    from rnnwriter.corpus.markup.dialects import parser

    return parser()


def _without_paired(text: str, removed: Counter[str]) -> str:
    """`text` without what stands between two shortcodes that hold code."""
    kept: list[str] = []
    position = 0
    ends = {match.start(): match for match in _PAIR_ENDS.finditer(text)}
    starts = {
        name: [at for at, match in ends.items() if (match[1] or match[2]) == name]
        for name in _PAIRS.split("|")
    }
    for match in _PAIRED.finditer(text):
        if match.start() < position:
            continue
        name = match[1] or match[2]
        next_one = bisect_left(starts[name], match.end())
        at = starts[name][next_one] if next_one < len(starts[name]) else len(text)
        end = ends.get(at)
        if end and end.end() <= match.end() + _MOST_BETWEEN:
            kept.append(text[position : match.start()])
            removed[TEMPLATES] += end.end() - match.start()
            position = end.end()
    return "".join([*kept, text[position:]]) if position else text


def _parts(text: str) -> Iterator[str]:
    """`text` in parts that are parsed on their own, cut where a paragraph begins, never in code."""
    if len(text) <= _PART:
        yield text
        return
    lines: list[str] = []
    length = 0
    fence = ""
    blank = True
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
        elif not fence and length > _PART and ((blank and line[:1].isalnum()) or line[:2] == "# "):
            yield "".join(lines)
            lines, length = [], 0
        if length > 20 * _PART:
            # A fence that is never closed is no reason to hold everything.
            yield "".join(lines)
            lines, length, fence = [], 0, ""
        blank = not line.strip()
        lines.append(line)
        length += len(line)
    yield "".join(lines)


@dataclass
class _Container:
    """A quote or a list item: what stands before its first line, and before the others."""

    first: str
    rest: str
    used: bool = False


class _Renderer:
    def __init__(self, own_words: bool):
        self._own_words = own_words
        self.removed: Counter[str] = Counter()
        self._out: list[str] = []
        self._containers: list[_Container] = []
        self._end = 0
        self._prefix = ""

    def render(self, tokens: Sequence["Token"], count: int, text: str) -> str:
        """The text of `tokens`, which `text` of `count` lines was parsed into."""
        self._lines = text.split("\n")
        position = 0
        while position < len(tokens):
            token = tokens[position]
            position += 1
            match token.type:
                case "heading_open":
                    self._prefix = "#" * int(token.tag[1:]) + " "
                case "heading_close":
                    self._prefix = ""
                case "inline":
                    self._text(token)
                case "hr":
                    self._emit(token.markup[:3], token.map)
                case "fence" | "code_block":
                    self._gone(CODE, token.map)
                case "html_block":
                    self._gone(HTML, token.map)
                case "gone_block":
                    self._gone(token.meta["what"], token.map)
                case "table_open":
                    self._gone(TABLES, token.map)
                    position = _after(tokens, position, "table_close")
                case "blockquote_open" if self._own_words:
                    self._gone(QUOTES, token.map)
                    position = _after(tokens, position, "blockquote_close", token.type)
                case "blockquote_open":
                    self._containers.append(_Container("> ", "> "))
                case "list_item_open":
                    mark = f"{token.info}{token.markup} "
                    self._containers.append(_Container(mark, " " * len(mark)))
                case "blockquote_close" | "list_item_close":
                    self._containers.pop()
        return "\n".join(self._out)

    def _gone(self, what: str, lines: list[int] | None) -> None:
        if lines:
            self.removed[what] += sum(len(line) + 1 for line in self._lines[lines[0] : lines[1]])

    def _text(self, token: "Token") -> None:
        text = _inline(token.children or [], self.removed)
        if self._containers and self._containers[-1].first == "> ":
            text = _CALLOUT.sub("", text)
        text = prose_lines(text, self.removed)
        if text.strip():
            self._emit(self._prefix + text.strip("\n"), token.map)

    def _emit(self, text: str, lines: list[int] | None) -> None:
        """Write a block; a blank line before it when there was one, or something that is gone."""
        start, end = lines or (self._end + 1, self._end + 1)
        if self._out and start > self._end:
            self._out.append(self._margin(blank=True))
        for line in text.split("\n"):
            self._out.append(self._margin() + line.rstrip())
        self._end = end

    def _margin(self, *, blank: bool = False) -> str:
        parts: list[str] = []
        for container in self._containers:
            if blank:
                parts.append(container.rest if container.used else "")
            else:
                parts.append(container.rest if container.used else container.first)
                container.used = True
        return "".join(parts).rstrip() if blank else "".join(parts)


def _after(tokens: Sequence["Token"], position: int, close: str, opens: str = "") -> int:
    """The position after the `close` that belongs to what has just been opened."""
    depth = 1
    while depth and position < len(tokens):
        depth += (tokens[position].type == opens) - (tokens[position].type == close)
        position += 1
    return position


def _inline(tokens: Sequence["Token"], removed: Counter[str]) -> str:
    """The text of a paragraph."""
    parts: list[str] = []
    links: list[tuple[int, int, bool]] = []
    for token in tokens:
        match token.type:
            case "text" | "text_special" | "code_inline" | "verbatim":
                parts.append(token.content)
            case "wiki":
                parts.append(token.content)
                removed[token.meta["what"]] += token.meta["removed"]
            case "gone":
                removed[token.meta["what"]] += token.meta["removed"]
                parts.append(_HOLE)
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case "em_open" | "em_close" | "strong_open" | "strong_close" | "s_open" | "s_close":
                parts.append(token.markup)
            case "link_open":
                target = str(token.attrs.get("href", ""))
                links.append((len(parts), len(target), token.info == "auto"))
            case "link_close" if links:
                start, length, automatic = links.pop()
                removed[LINKS] += length
                if automatic:
                    parts[start:] = [_HOLE]
                elif "".join(parts[start:]).startswith("^"):
                    # A footnote that the parser took for a link.
                    parts[start:] = ["[", *parts[start:], "]"]
            case "image":
                parts.append(_HOLE)
                removed[IMAGES] += len(token.content) + len(str(token.attrs.get("src", ""))) + 5
            case "html_inline":
                removed[HTML] += len(token.content)
    text = "".join(parts)
    if _HOLE in text:
        text = _AROUND.sub(_closed, text)
    return _EMPTY.sub("", without_addresses(text, removed))


def _closed(match: re.Match[str]) -> str:
    """What stands in place of something removed from a line: a blank between two words."""
    line, end = match.string, match.end()
    begins = match.start() == 0 or line[match.start() - 1] == "\n"
    ends = end == len(line) or line[end] in "\n.,;:!?)"
    blank = any(character in " \t" for character in match[0])
    return " " if blank and not begins and not ends else ""
