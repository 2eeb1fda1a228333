"""A trained model: its file, its NumPy runtime, sampling. `load_model` is the way in.

What needs NumPy is loaded when it is first used.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rnnwriter.model.model import Model, load_model

__all__ = ["Model", "load_model"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from rnnwriter.model import model

    return getattr(model, name)
