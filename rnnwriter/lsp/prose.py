"""What of a document is prose that can be continued, by what kind of document it is.

A commit message is followed by lines that git wrote; mail begins with headers, which hold nothing
but names and addresses.
"""

import re
from collections.abc import Sequence

_COMMIT = {"gitcommit", "git-commit", "gitrebase", "git-rebase"}
_MAIL = {"mail", "email", "eml"}
_HEADER = re.compile(r"[A-Za-z][A-Za-z-]*:|[ \t]+\S|From ")
# Every one of them is written by a person.
_WRITTEN_HEADERS = re.compile(r"subject:\s", re.IGNORECASE)


def around(lines: Sequence[str], row: int, column: int, language: str) -> tuple[str, str] | None:
    """The text before a place, and the rest of its line; None where nothing is suggested."""
    before = [*lines[:row], lines[row][:column]]
    after = lines[row][column:]
    if language in _COMMIT:
        if lines[row].startswith("#"):
            return None
        before = [line for line in before if not line.startswith("#")]
    elif language in _MAIL:
        headers = _headers(lines)
        if row < headers:
            if _WRITTEN_HEADERS.match(before[-1]) is None:
                return None
            before = [_WRITTEN_HEADERS.sub("", before[-1], count=1)]
        else:
            before = before[headers:]
            if before[-1].startswith(">"):
                return None
    return "\n".join(before), after


def _headers(lines: Sequence[str]) -> int:
    """How many lines of headers a mail begins with, the empty one below them included."""
    for row, line in enumerate(lines):
        if not line.strip():
            return row + 1 if row else 0
        if _HEADER.match(line) is None:
            return 0
    return len(lines)
