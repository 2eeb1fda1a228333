"""What the commands print, in one place: nothing that a file, a name or a model holds can send
commands to a terminal, or is taken for markup.
"""

from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from rnnwriter.printable import printable_lines


class PlainConsole(Console):
    """A console that takes texts as they are: no markup, no emoji codes, and control characters as
    signs. Its own codes, for colours and for moving the cursor, are segments of another kind.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"markup": False, "emoji": False, **options})

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """As Rich does, with what cannot be printed made visible."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else printable_lines(text), style, control)
