"""The network in NumPy: what `torch.nn.LSTM` computes, without PyTorch.

One step of a batch-1 LSTM is bound by reading the weights, which NumPy's matrix-vector product
does at the speed of memory. Two things are folded in when a model is loaded: the first layer's
input product and biases become a table looked up by symbol, and the sigmoid's factor
(sigmoid(x) = (1 + tanh(x / 2)) / 2) goes into the weights, so a step has one tanh over all gates.
Matrices are held transposed, (from, to), in which a row times a matrix is read fastest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnwriter.model.architecture import INITIAL_STATE, Architecture

Floats = NDArray[np.float32]
Ids = NDArray[np.integer]


@dataclass(frozen=True)
class State:
    """Hidden and cell state of every layer, (batch, hidden) each. Never changed in place.

    Keep one to come back to it; every step makes a new one.
    """

    hidden: tuple[Floats, ...]
    cell: tuple[Floats, ...]

    @classmethod
    def joined(cls, states: "Sequence[State]") -> "State":
        """The streams of several states, side by side."""
        if len(states) == 1:
            return states[0]
        layers = range(len(states[0].hidden))
        hidden = (np.concatenate([state.hidden[layer] for state in states]) for layer in layers)
        cell = (np.concatenate([state.cell[layer] for state in states]) for layer in layers)
        return cls(tuple(hidden), tuple(cell))

    def rows(self, rows: slice | NDArray[np.integer]) -> "State":
        """The streams `rows` of the batch."""
        return State(tuple(h[rows] for h in self.hidden), tuple(c[rows] for c in self.cell))


@dataclass(frozen=True)
class Trace:
    """Hidden and cell state of every layer after each symbol, (batch, time, hidden) each."""

    hidden: tuple[Floats, ...]
    cell: tuple[Floats, ...]


@dataclass(frozen=True)
class _Layer:
    """Weights of one layer, scaled for the one-tanh form: (from, 4 * width) and (4 * width,).

    `input` is None in the first layer.
    """

    input: Floats | None
    recurrent: Floats
    bias: Floats


def _halved(gates: Floats, width: int) -> Floats:
    """`gates` (..., 4 * width) with the sigmoid gates' columns (input, forget, output) halved."""
    scaled = np.array(gates, dtype=np.float32, order="C")
    scaled[..., : 2 * width] *= 0.5
    scaled[..., 3 * width :] *= 0.5
    return scaled


class Network:
    """A stacked LSTM with every layer connected to the output.

    weights: by the names and shapes of `Architecture.shapes`, float32.
    """

    def __init__(self, architecture: Architecture, weights: Mapping[str, Floats]) -> None:
        self.architecture = architecture
        self._layers: list[_Layer] = []
        for index, width in enumerate(architecture.hidden):
            prefix = f"layers.{index}."
            bias = weights[prefix + "bias_ih_l0"] + weights[prefix + "bias_hh_l0"]
            into = _halved(weights[prefix + "weight_ih_l0"].T, width)
            layer = _Layer(
                input=into if index else None,
                recurrent=_halved(weights[prefix + "weight_hh_l0"].T, width),
                bias=_halved(bias, width),
            )
            if index == 0:
                # (symbols, 4 * hidden): the first layer's input product and bias, by symbol.
                self._table: Floats = weights["embedding.weight"] @ into + layer.bias
            self._layers.append(layer)
        self._output = np.array(weights["output.weight"].T, dtype=np.float32, order="C")
        self._output_bias = weights["output.bias"].astype(np.float32)
        edges = np.cumsum(architecture.hidden)[:-1]
        hidden, cell = (np.split(part[None], edges, axis=1) for part in weights[INITIAL_STATE])
        self._start = State(tuple(hidden), tuple(cell))

    @property
    def symbols(self) -> int:
        """The number of symbols of the alphabet."""
        return len(self._output_bias)

    def start(self, batch: int = 1) -> State:
        """The state of `batch` streams before a text, as it was learnt."""
        return self._start.rows(np.zeros(batch, dtype=int))

    def step(self, ids: Ids, state: State) -> tuple[Floats, State]:
        """Read one symbol in each stream.

        ids: (batch,). Returns logits (batch, symbols) of the next symbol, and the state after.
        """
        hidden: list[Floats] = []
        cell: list[Floats] = []
        for layer, h, c in zip(self._layers, state.hidden, state.cell, strict=True):
            gates = h @ layer.recurrent
            if layer.input is None:
                gates += self._table[ids]
            else:
                gates += hidden[-1] @ layer.input
                gates += layer.bias
            new_hidden, new_cell = _cell_update(gates, c)
            hidden.append(new_hidden)
            cell.append(new_cell)
        return self._logits(hidden), State(tuple(hidden), tuple(cell))

    def prefill(self, ids: Ids, state: State) -> tuple[Floats, State]:
        """Read a run of symbols in each stream; equal to repeated `step`, but faster.

        ids: (batch, time). Returns logits (batch, time, symbols) after each symbol, and the state
        after the last. The products that do not depend on the previous step are made at once.
        """
        outputs, _, after = self._run(ids, state, traced=False)
        return self._logits(outputs).swapaxes(0, 1), after

    def read(self, ids: Ids, state: State) -> tuple[Floats, State]:
        """`prefill` for who asks only what comes in the end: logits (batch, symbols)."""
        outputs, _, after = self._run(ids, state, traced=False)
        return self._logits([output[-1] for output in outputs]), after

    def trace(self, ids: Ids, state: State) -> tuple[Trace, State]:
        """Read a run of symbols in each stream, and keep every state on the way.

        ids: (batch, time). Returns the states after each symbol, and the one after the last.
        """
        hidden, cell, after = self._run(ids, state, traced=True)
        kept = (tuple(part.swapaxes(0, 1) for part in parts) for parts in (hidden, cell))
        return Trace(*kept), after

    def _run(
        self, ids: Ids, state: State, *, traced: bool
    ) -> tuple[list[Floats], list[Floats], State]:
        """Hidden states of each layer, (time, batch, width) each, cell states if they are traced,
        and the state after the last symbol.
        """
        batch, time = ids.shape
        outputs: list[Floats] = []
        traces: list[Floats] = []
        hidden: list[Floats] = []
        cell: list[Floats] = []
        # Time first inside, so that each step reads and writes one contiguous block.
        inputs = self._table[ids.T]
        for index, layer in enumerate(self._layers):
            if layer.input is not None:
                inputs = outputs[-1] @ layer.input
                inputs += layer.bias
            h, c = state.hidden[index], state.cell[index]
            output = np.empty((time, batch, h.shape[1]), dtype=np.float32)
            trace = np.empty_like(output) if traced else None
            for t in range(time):
                gates = h @ layer.recurrent
                gates += inputs[t]
                h, c = _cell_update(gates, c)
                output[t] = h
                if trace is not None:
                    trace[t] = c
            outputs.append(output)
            if trace is not None:
                traces.append(trace)
            hidden.append(h)
            cell.append(c)
        return outputs, traces, State(tuple(hidden), tuple(cell))

    def logits(self, state: State) -> Floats:
        """Logits (batch, symbols) of what comes after `state`."""
        return self._logits(list(state.hidden))

    @property
    def bias(self) -> Floats:
        """Logits (symbols,) of what comes, whatever came before."""
        return self._output_bias

    def _logits(self, hidden: list[Floats]) -> Floats:
        joined = hidden[0] if len(hidden) == 1 else np.concatenate(hidden, axis=-1)
        logits: Floats = joined @ self._output
        logits += self._output_bias
        return logits


def _cell_update(gates: Floats, cell: Floats) -> tuple[Floats, Floats]:
    """(hidden, cell) from the scaled `gates` (batch, 4 * width), which are overwritten."""
    width = cell.shape[1]
    np.tanh(gates, out=gates)
    write = gates[:, :width]
    keep = gates[:, width : 2 * width]
    candidate = gates[:, 2 * width : 3 * width]
    expose = gates[:, 3 * width :]
    # sigmoid(x) = (1 + tanh(x / 2)) / 2; the halves are taken together at the end.
    new_cell = (keep + 1.0) * cell
    new_cell += (write + 1.0) * candidate
    new_cell *= 0.5
    hidden = np.tanh(new_cell)
    hidden *= expose + 1.0
    hidden *= 0.5
    return hidden, new_cell
