"""rnnwriter: a small character RNN, trained on your own machine, continues your text.

The public Python API, loaded when first used:

    from rnnwriter import Suggester, load_model
    model = load_model("starter")
    model.generate("It was a dark and ", length=40, temperature=0.7, seed=0)
    Suggester(model).suggest("It was a dark and stor")
"""

from typing import TYPE_CHECKING, Any

from rnnwriter.errors import UserError
from rnnwriter.version import __version__

if TYPE_CHECKING:
    from rnnwriter.model import Model, load_model
    from rnnwriter.suggest.suggester import Suggester
    from rnnwriter.suggest.suggestion import Suggestion
    from rnnwriter.tui import GhostTextArea

__all__ = [
    "GhostTextArea",
    "Model",
    "Suggester",
    "Suggestion",
    "UserError",
    "__version__",
    "load_model",
]

_HOMES = {
    "GhostTextArea": "rnnwriter.tui",
    "Model": "rnnwriter.model",
    "Suggester": "rnnwriter.suggest.suggester",
    "Suggestion": "rnnwriter.suggest.suggestion",
    "load_model": "rnnwriter.model",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
