"""The headings of a Markdown text."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rnnwriter.tui.markdown_styles import FENCE

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")


class Heading(NamedTuple):
    """line: where it stands. level: 1 to 6."""

    line: int
    level: int
    text: str


def outline(lines: Sequence[str]) -> list[Heading]:
    """The headings in `lines`, without those in code fences."""
    found: list[Heading] = []
    inside = False
    for index, line in enumerate(lines):
        if not line.startswith((" ", "#", "`", "~")):
            continue
        if FENCE.match(line):
            inside = not inside
        elif not inside and (match := _HEADING.match(line)) and match[2]:
            found.append(Heading(index, len(match[1]), match[2]))
    return found


def heading_at(headings: Sequence[Heading], line: int) -> int | None:
    """Which of `headings` the line stands under; None above the first."""
    above = [index for index, heading in enumerate(headings) if heading.line <= line]
    return above[-1] if above else None
