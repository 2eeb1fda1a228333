"""A trained model: its file, its NumPy runtime, sampling. `load_model` is the way in."""

from rnnwriter.model.model import Model, load_model

__all__ = ["Model", "load_model"]
