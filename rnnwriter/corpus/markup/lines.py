"""What is no prose within a line, in any markup: addresses, marks of blocks, fields, figures."""

import re
from collections import Counter

ADDRESSES = "link targets"
FIELDS = "fields"
NUMBERS = "lines of figures"
MARKS = "marks of blocks"

_ADDRESS = re.compile(
    r"((?<![ \t])[ \t]++|)"
    r"((?:(?<![a-z0-9+.\-])[a-z][a-z0-9+.\-]{1,20}://|\bwww\.)[^\s<>\"]+)([ \t]*)",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"(?:://|www\.).", re.IGNORECASE)
_NO_ADDRESS = re.compile(r"[\s<>]")
_DASH = re.compile(r"^\s*[\-–—:,]\s+")
_TRAILING = ".,;:!?'\"*_~]}"
_EMPTY = re.compile(r"\(\s*\)|\[\s*\](?!\()|<\s*>")
_BLOCK_ID = re.compile(r"(?:^|(?<![ \t])[ \t]++)\^[A-Za-z0-9\-]+[ \t]*$")
_ATTRIBUTES = re.compile(r"(?:(?<![ \t])[ \t]++|)\{[#.:][^{}\n]*\}[ \t]*$")
_FIELD = re.compile(r"^[^\W\d][\w \-]{0,40}::(?:\s|$)")
_FIELD_IN_LINE = re.compile(r"[\[(][^\W\d][\w \-]{0,40}:: [^\[\]()\n]*[\])]")
_REFERENCE = re.compile(r"(\[[^\[\]\n]+\])\[[^\[\]\n]*\]")
_TASK = re.compile(r"^\[[ xX/\-]\] ")
# Of what is no blank, below which share of letters a line is figures and signs.
_LETTERS = 1 / 3
_LEAST = 10


def _shortened(match: re.Match[str]) -> str:
    """What stays of an address and the blanks around it: the punctuation that ends a clause, and a
    bracket that the address did not open.
    """
    before, text, after = match.groups()
    kept = text.rstrip(_TRAILING)
    unopened = kept.count(")") - kept.count("(")
    while unopened > 0 and kept.endswith(")"):
        # All brackets at the end at once: there may be a hundred thousand.
        brackets = len(kept) - len(kept.rstrip(")"))
        gone = min(brackets, unopened)
        kept, unopened = kept[: len(kept) - gone].rstrip(_TRAILING), unopened - gone
    rest = text[len(kept) :]
    return rest + after if rest else " " if before and after else ""


def without_addresses(text: str, removed: Counter[str]) -> str:
    """`text` without addresses of pages, and without what only led to them."""
    if "://" not in text and "www." not in text.lower():
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        short = _ADDRESS.sub(_shortened, line)
        if short != line:
            ends = _IN_ADDRESS.search(_NO_ADDRESS.split(line.rstrip())[-1])
            short = _DASH.sub("", _EMPTY.sub("", short)).rstrip()
            if ends:
                short = short.removesuffix(":")
            if not any(map(str.isalnum, short)):
                short = ""
            removed[ADDRESSES] += len(line) - len(short)
        lines.append(short)
    return "\n".join(lines)


def is_figures(line: str) -> bool:
    """Whether a line is mostly digits and signs."""
    dense = "".join(line.split())
    if len(dense) < _LEAST:
        return False
    return sum(map(str.isalpha, dense)) < _LETTERS * len(dense)


def prose_lines(text: str, removed: Counter[str]) -> str:
    """A paragraph without block ids, attributes, fields and lines of figures."""
    kept: list[str] = []
    for line in text.split("\n"):
        short = _ATTRIBUTES.sub("", _BLOCK_ID.sub("", line))
        short = _REFERENCE.sub(r"\1", short) if "][" in short else short
        removed[MARKS] += len(line) - len(short)
        if "::" in short:
            bare = "" if _FIELD.match(_TASK.sub("", short)) else _FIELD_IN_LINE.sub("", short)
            removed[FIELDS] += len(short) - len(bare)
            if not bare.strip():
                continue
            short = bare
        if is_figures(short):
            removed[NUMBERS] += len(short)
            continue
        if short.strip():
            kept.append(short)
    return "\n".join(kept)
