"""The last wall before the terminal: whatever a widget draws, no control character comes out of it.

What is drawn is made printable where it is; this is for what was forgotten, and for widgets of
others, such as trees of folders and lines of text.
"""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Harmless(LineFilter):
    """Leaves control characters out of lines."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """`segments` without them."""
        if not any(_CONTROL.search(segment.text) for segment in segments if not segment.control):
            return segments
        # They have no width, so leaving them out moves nothing.
        return [
            segment if segment.control else Segment(_CONTROL.sub("", segment.text), segment.style)
            for segment in segments
        ]
