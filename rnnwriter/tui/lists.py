"""Lists that go on by themselves: what Enter and Tab do in a list or a quotation."""

import re
from dataclasses import dataclass

_ITEM = re.compile(
    r"(?P<indent>\s*)(?P<quote>(?:> ?)*)"
    r"(?:(?P<bullet>[-*+])|(?P<number>\d{1,9})(?P<stop>[.)]))?(?P<gap>\s+|(?<=>)$)"
    r"(?P<box>\[[ xX]\]\s+)?"
)
# A scene break is no list.
_RULE = re.compile(r"\s*(?:(?:- *){3,}|(?:\* *){3,})$")
INDENT = "  "


@dataclass(frozen=True)
class Item:
    """The beginning of a list item or quotation, `length` characters long.

    following: what the next item begins with.
    """

    length: int
    following: str


def item(line: str) -> Item | None:
    """The item that `line` begins with, if it is one."""
    match = _ITEM.match(line)
    if not match or _RULE.match(line):
        return None
    indent, quote, gap = match["indent"], match["quote"], match["gap"]
    if match["bullet"]:
        mark = match["bullet"]
    elif match["number"]:
        mark = f"{int(match['number']) + 1}{match['stop']}"
    elif quote:
        # `> ` holds its blank itself.
        return Item(match.start("gap"), indent + quote.rstrip() + " ")
    else:
        return None
    box = "[ ] " if match["box"] else ""
    return Item(match.end(), f"{indent}{quote}{mark}{gap or ' '}{box}")


def continued(line: str, column: int) -> str | None:
    """What Enter at `column` inserts to go on with a list; None where it breaks a line as anywhere.

    "" where the item has no text yet: then its mark goes, and with it the list ends.
    """
    found = item(line)
    if found is None or column < found.length:
        return None
    return "\n" + found.following if line[found.length :].strip() else ""


def nested(line: str) -> str:
    """`line` one step further in."""
    return INDENT + line


def unnested(line: str) -> str:
    """`line` one step further out, or as it is."""
    if line.startswith("\t"):
        return line[1:]
    return line[min(len(line) - len(line.lstrip(" ")), len(INDENT)) :]
