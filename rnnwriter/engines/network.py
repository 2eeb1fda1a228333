"""The engine of this program: a trained model.

The model's modules import NumPy, so they are imported only when a model is loaded.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from rnnwriter.engines.engine import Engine
from rnnwriter.settings import Settings
from rnnwriter.suggest.suggestion import TextSuggester

if TYPE_CHECKING:
    from rnnwriter.evaluation.cells import Cells


def load(name: str) -> Engine:
    """Load the model called `name`, or at that path; the starter, where it is "".

    Raises UserError when it cannot be used.

    Matrix products get one thread from here on: a second one makes a step a quarter faster on an
    idle machine, but several times slower while training or the screen use the cores.
    """
    from threadpoolctl import threadpool_limits

    from rnnwriter.model import load_model
    from rnnwriter.model.store import STARTER
    from rnnwriter.suggest.suggester import Suggester

    model = load_model(name or STARTER)
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
