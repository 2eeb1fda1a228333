"""The model as the editor knows it: a name, and a suggester for each mode and temperature.

The model's modules import NumPy, so they are imported only when a model is loaded, which the
editor does in a thread after its first paint.
"""

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
    """A loaded model.

    name: what the status bar calls it.
    suggester: makes one from settings; cheap. All of them share what they know of the page.
    words: that it has learnt from notes, which spelling counts as known.
    cells: looks inside the network; takes seconds, and is called in a thread. None where there is
    none.
    """

    name: str
    suggester: Callable[[Settings], TextSuggester]
    words: tuple[str, ...] = ()
    cells: ReadCells | None = None


def load_engine(name: str) -> Engine:
    """Load the model called `name`; raises UserError when there is none that can be used.

    Matrix products get one thread from here on: a second one makes a step a quarter faster on an
    idle machine, but several times slower while training or the screen use the cores.
    """
    from threadpoolctl import threadpool_limits

    from rnnwriter.model import load_model
    from rnnwriter.suggest.suggester import Suggester

    model = load_model(name)
    threadpool_limits(1, user_api="blas")

    first = Suggester(model)

    def suggester(settings: Settings) -> TextSuggester:
        return first.with_settings(
            settings.mode, settings.temperature, settings.eagerness, settings.seed
        )

    def cells(text: str, goes_on: Callable[[float], bool]) -> "Cells | None":
        from rnnwriter.evaluation.cells import read_cells

        return read_cells(model, text, goes_on)

    return Engine(model.name, suggester, model.info.words, cells)
