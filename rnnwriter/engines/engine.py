"""What suggests, as those who show suggestions know it: a name, and a suggester for settings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnwriter.settings import Settings
from rnnwriter.suggest.suggestion import TextSuggester

if TYPE_CHECKING:
    from rnnwriter.evaluation.cells import Cells

ReadCells = Callable[[str, Callable[[float], bool]], "Cells | None"]
"""Reads a text with a network and says what its cells do; see `read_cells`."""


@dataclass(frozen=True)
class Engine:
    """Something that suggests, ready to be asked.

    name: what a status line calls it, and by what it can be loaded again.
    suggester: makes one from settings; cheap, called whenever they change. All of them may share
    what they know of the page.
    words: that it has learnt from notes, which spelling counts as known.
    cells: looks inside the network; takes seconds, and is called in a thread. None where there is
    none.
    """

    name: str
    suggester: Callable[[Settings], TextSuggester]
    words: tuple[str, ...] = ()
    cells: ReadCells | None = None
