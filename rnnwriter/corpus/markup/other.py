"""Org and reStructuredText -> prose, line by line: no parser, for little of either is markup.

Headings, lists and emphasis stay as they are typed.
"""

import re
from collections import Counter

from rnnwriter.corpus.markup.lines import FIELDS, prose_lines, without_addresses
from rnnwriter.corpus.markup.markdown import CODE, LINKS, QUOTES, TABLES, Prose

_ORG_BEGIN = re.compile(r"[ \t]*#\+begin_?(\w*)", re.IGNORECASE)
_ORG_END = re.compile(r"[ \t]*#\+end", re.IGNORECASE)
_ORG_KEY = re.compile(r"[ \t]*#(?:\+\S|[ \t]|$)")
_ORG_TITLE = re.compile(r"[ \t]*#\+title:[ \t]*", re.IGNORECASE)
_ORG_DRAWER = re.compile(r"[ \t]*:[\w\-]+:[ \t]*$")
_ORG_DRAWER_END = re.compile(r"[ \t]*:end:[ \t]*$", re.IGNORECASE)
_ORG_PLANNING = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):")
_ORG_LINK = re.compile(r"\[\[([^\[\]\n]+)\](?:\[([^\[\]\n]+)\])?\]")
_ORG_TIME = re.compile(r"[<\[]\d{4}-\d{2}-\d{2}[^<>\[\]\n]{0,40}[>\]](?:--[<\[][^<>\[\]\n]+[>\]])?")
_ORG_TAGS = re.compile(r"[ \t]+:[\w@#%:]+:[ \t]*$")
_PROSE_BLOCKS = ("quote", "verse", "center")
_DRAWER_LINES = 200

_RST_DIRECTIVE = re.compile(r"[ \t]*\.\.(?:[ \t]|$)")
_RST_PROSE = re.compile(
    r"[ \t]*\.\. (?:note|warning|tip|hint|important|caution|attention|danger|admonition|topic"
    r"|epigraph|pull-quote)::"
)
_RST_FIELD = re.compile(r"[ \t]*:[A-Za-z][\w \-]*:(?:[ \t]|$)")
_RST_ROLE = re.compile(r":[A-Za-z][\w:+\-]*:`([^`\n]*?)(?:\s*<[^<>`\n]*>)?`")
_RST_LINK = re.compile(r"`([^`<\n]+?)\s*<[^<>`\n]+>`__?")
_RST_TABLE = re.compile(r"[ \t]*(?:\+[\-=+]+\+|=+(?:[ \t]+=+)+)[ \t]*$")
_RST_RULE = re.compile(r"[ \t]*([=\-~^\"'`#*+.:_])\1{2,}[ \t]*$")


def org_prose(text: str, *, own_words: bool = False) -> Prose:
    """The prose of Org. own_words: quote blocks go too."""
    removed: Counter[str] = Counter()
    kept: list[str] = []
    lines = text.split("\n")
    position = 0
    while position < len(lines):
        line = lines[position]
        begin = _ORG_BEGIN.match(line)
        if begin and _ORG_END.match(line) is None:
            name = begin[1].lower()
            gone = QUOTES if name == "quote" else CODE
            if name not in _PROSE_BLOCKS or (own_words and name == "quote"):
                end = _find(lines, position + 1, _ORG_END, len(lines))
                position = _drop(lines, position, end, gone, removed)
                continue
        if _ORG_DRAWER.match(line) and not _ORG_DRAWER_END.match(line):
            end = _find(lines, position + 1, _ORG_DRAWER_END, position + _DRAWER_LINES)
            if end < position + _DRAWER_LINES and end < len(lines):
                position = _drop(lines, position, end, FIELDS, removed)
                continue
        position += 1
        title = _ORG_TITLE.match(line)
        if title:
            line = line[title.end() :]
        elif _ORG_KEY.match(line) or _ORG_PLANNING.match(line):
            removed[FIELDS] += len(line) + 1
            continue
        elif line.lstrip().startswith("|"):
            removed[TABLES] += len(line) + 1
            continue
        elif re.match(r"[ \t]*: ", line):
            removed[CODE] += len(line) + 1
            continue
        kept.append(_org_line(line, removed))
    return _joined(kept, removed)


def _org_line(line: str, removed: Counter[str]) -> str:
    short = _ORG_LINK.sub(lambda match: match[2] or match[1], line)
    removed[LINKS] += len(line) - len(short)
    bare = _ORG_TIME.sub("", short)
    if line.startswith("*"):
        bare = _ORG_TAGS.sub("", bare)
    removed[FIELDS] += len(short) - len(bare)
    return without_addresses(bare, removed).rstrip() if bare != line else _plain(line, removed)


def rst_prose(text: str, *, own_words: bool = False) -> Prose:
    """The prose of reStructuredText. own_words changes nothing: a quote is any indented text."""
    del own_words
    removed: Counter[str] = Counter()
    kept: list[str] = []
    lines = text.split("\n")
    position = 0
    while position < len(lines):
        line = lines[position]
        prose_directive = _RST_PROSE.match(line)
        if prose_directive or _RST_DIRECTIVE.match(line):
            if prose_directive:
                kept.append(line[prose_directive.end() :].strip())
                removed[CODE] += prose_directive.end()
                position += 1
                continue
            position = _indented(lines, position, CODE, removed)
            continue
        if _RST_TABLE.match(line):
            end = position
            while end + 1 < len(lines) and lines[end + 1].strip():
                end += 1
            position = _drop(lines, position, end, TABLES, removed)
            continue
        if _RST_FIELD.match(line):
            removed[FIELDS] += len(line) + 1
            position += 1
            continue
        if line.rstrip().endswith("::"):
            kept.append(_rst_line(re.sub(r"::\s*$", ":", line), removed).rstrip())
            position = _indented(lines, position, CODE, removed, first=False)
            continue
        kept.append(line if _RST_RULE.match(line) else _rst_line(line, removed))
        position += 1
    return _joined(kept, removed)


def _rst_line(line: str, removed: Counter[str]) -> str:
    short = _RST_LINK.sub(r"\1", _RST_ROLE.sub(r"\1", line)).replace("``", "")
    removed[LINKS] += len(line) - len(short)
    return _plain(short, removed)


def _plain(line: str, removed: Counter[str]) -> str:
    return prose_lines(without_addresses(line, removed), removed)


def _indented(
    lines: list[str], position: int, what: str, removed: Counter[str], *, first: bool = True
) -> int:
    """Drop the lines that are indented below `position`, and that line itself when `first`."""
    margin = len(lines[position]) - len(lines[position].lstrip())
    end = position
    for number in range(position + 1, len(lines)):
        line = lines[number]
        if line.strip():
            if len(line) - len(line.lstrip()) <= margin:
                break
            end = number
    return _drop(lines, position + (not first), end, what, removed)


def _find(lines: list[str], start: int, pattern: re.Pattern[str], limit: int) -> int:
    """The first line that `pattern` matches, from `start`; `limit` when there is none."""
    for number in range(start, min(limit, len(lines))):
        if pattern.match(lines[number]):
            return number
    return limit


def _drop(lines: list[str], start: int, end: int, what: str, removed: Counter[str]) -> int:
    """Count lines `start` to `end`, both included, as removed; the position after them."""
    removed[what] += sum(len(line) + 1 for line in lines[start : end + 1])
    return end + 1


def _joined(lines: list[str], removed: Counter[str]) -> Prose:
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return Prose(text + "\n" if text else "", removed)
