"""The shape of the network, and with it the name and shape of every weight.

A stacked LSTM in the form that `torch.nn.LSTM` computes (Hochreiter and Schmidhuber 1997, with
forget gates: Gers, Schmidhuber and Cummins 2000), gates in the order input, forget, cell, output;
every layer's hidden state reaches the output (Graves 2013); the state before a text is learnt too.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAX_WIDTH = 8192
MAX_LAYERS = 8
INITIAL_STATE = "initial_state"


@dataclass(frozen=True)
class Architecture:
    """embedding: width of a symbol's vector. hidden: width of each LSTM layer, first to last.

    Raises ValueError for widths outside 1 to MAX_WIDTH or more than MAX_LAYERS layers.
    """

    embedding: int
    hidden: tuple[int, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.hidden) <= MAX_LAYERS:
            raise ValueError(f"a network has 1 to {MAX_LAYERS} layers, not {len(self.hidden)}")
        for width in (self.embedding, *self.hidden):
            if isinstance(width, bool) or not isinstance(width, int):
                raise ValueError(f"a width is a whole number, not {width!r}")
            if not 1 <= width <= MAX_WIDTH:
                raise ValueError(f"a width lies in 1 to {MAX_WIDTH}, not {width}")

    def shapes(self, symbols: int) -> dict[str, tuple[int, ...]]:
        """The name and shape of every weight of the network over `symbols` symbols."""
        shapes: dict[str, tuple[int, ...]] = {"embedding.weight": (symbols, self.embedding)}
        width = self.embedding
        for index, hidden in enumerate(self.hidden):
            shapes[f"layers.{index}.weight_ih_l0"] = (4 * hidden, width)
            shapes[f"layers.{index}.weight_hh_l0"] = (4 * hidden, hidden)
            shapes[f"layers.{index}.bias_ih_l0"] = (4 * hidden,)
            shapes[f"layers.{index}.bias_hh_l0"] = (4 * hidden,)
            width = hidden
        shapes["output.weight"] = (symbols, sum(self.hidden))
        shapes["output.bias"] = (symbols,)
        # Hidden and cell state of all layers, side by side.
        shapes[INITIAL_STATE] = (2, sum(self.hidden))
        return shapes

    def weights_read(self, symbols: int) -> int:
        """How many weights each character is multiplied with, or has added.

        The embedding is not among them, it is looked up in; nor is the initial state.
        """
        shapes = self.shapes(symbols)
        del shapes["embedding.weight"], shapes[INITIAL_STATE]
        return sum(math.prod(shape) for shape in shapes.values())

    def to_dict(self) -> dict[str, Any]:
        """As JSON values."""
        return {"kind": "lstm", "embedding": self.embedding, "hidden": list(self.hidden)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Architecture":
        """The inverse of `to_dict`; raises ValueError or TypeError for anything else."""
        if set(values) != {"kind", "embedding", "hidden"} or values["kind"] != "lstm":
            raise ValueError("the network is of an unknown kind")
        return cls(values["embedding"], tuple(values["hidden"]))
