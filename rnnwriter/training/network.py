"""The network in PyTorch: the same weights, names and formula as `model.runtime`."""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnnwriter.model.architecture import Architecture

# Of each layer the hidden and the cell state, (1, batch, hidden) each.
State = list[tuple[Tensor, Tensor]]

# Dropout's masks: for each layer (batch, hidden); none without dropout.
Masks = Sequence[Tensor]
NO_MASKS: Masks = ()


def detached(state: State) -> State:
    """The same numbers in single precision, through which no gradient flows back."""
    return [(hidden.detach().float(), cell.detach().float()) for hidden, cell in state]


class Network(nn.Module):
    """Embedding, a stack of LSTM layers, and an output that sees every layer.

    Recurrent weights start orthogonal, all biases at 0: open forget gates (Jozefowicz et al. 2015)
    learn slower here, see NOTES.md.
    """

    def __init__(self, architecture: Architecture, symbols: int) -> None:
        super().__init__()
        self.architecture = architecture
        self.embedding = nn.Embedding(symbols, architecture.embedding)
        widths = (architecture.embedding, *architecture.hidden)
        self.layers = nn.ModuleList(
            nn.LSTM(width, hidden, batch_first=True)
            for width, hidden in zip(widths, architecture.hidden, strict=False)
        )
        self.output = nn.Linear(sum(architecture.hidden), symbols)
        self.initial_state = nn.Parameter(torch.zeros(2, sum(architecture.hidden)))
        self._initialise()

    @torch.no_grad()
    def _initialise(self) -> None:
        nn.init.normal_(self.embedding.weight, std=self.architecture.embedding**-0.5)
        for layer, hidden in zip(self.layers, self.architecture.hidden, strict=True):
            for name, parameter in layer.named_parameters():
                if name.startswith("weight_hh"):
                    for gate in torch.split(parameter, hidden):
                        nn.init.orthogonal_(gate)
                elif name.startswith("weight_ih"):
                    nn.init.xavier_uniform_(parameter)
                else:
                    parameter.zero_()
        nn.init.xavier_uniform_(self.output.weight)
        self.output.bias.zero_()

    def start(self, batch: int) -> State:
        """The state of `batch` streams before a text: (1, batch, hidden), two of each layer."""
        parts = torch.split(self.initial_state, list(self.architecture.hidden), dim=1)
        # cuDNN asks for contiguous states.
        pairs = [part[:, None, None].expand(-1, 1, batch, -1).contiguous() for part in parts]
        return [(hidden, cell) for hidden, cell in pairs]

    def restarted(self, state: State, keep: Tensor) -> State:
        """`state` with the streams back at the start that `keep` (batch,) is False for."""
        kept = keep[None, :, None]
        return [
            (torch.where(kept, hidden, first_hidden), torch.where(kept, cell, first_cell))
            for (hidden, cell), (first_hidden, first_cell) in zip(
                state, self.start(len(keep)), strict=True
            )
        ]

    def masks(self, batch: int, dropout: float) -> Masks:
        """Masks that drop each unit with the chance `dropout`, for a whole window at once.

        One mask over time is what keeps a recurrent network from overfitting (Gal and Ghahramani
        2016, Merity et al. 2017), and it costs a handful of random numbers.
        """
        if not dropout:
            return NO_MASKS
        kept = 1 - dropout
        return [(torch.rand(batch, width) < kept) / kept for width in self.architecture.hidden]

    def forward(
        self, ids: Tensor, state: State, masks: Masks = NO_MASKS, keep: Tensor | None = None
    ) -> tuple[Tensor, State]:
        """ids (batch, time) -> logits (batch, time, symbols), and the state after.

        keep: the streams that go on from `state`, the others begin anew; None: all do.
        """
        if keep is not None:
            state = self.restarted(state, keep)
        inputs = self.embedding(ids)
        outputs: list[Tensor] = []
        after: State = []
        for layer, before in zip(self.layers, state, strict=True):
            inputs, layer_state = layer(inputs, before)
            after.append(layer_state)
            if masks:
                inputs = inputs * masks[len(outputs)][:, None]
            outputs.append(inputs)
        joined = outputs[0] if len(outputs) == 1 else torch.cat(outputs, dim=-1)
        return self.output(joined), after

    def weights(self) -> dict[str, NDArray[np.float32]]:
        """The weights by the names of `Architecture.shapes`."""
        return {name: value.cpu().numpy() for name, value in self.state_dict().items()}

    @torch.no_grad()
    def load(self, weights: Mapping[str, NDArray[np.float32]]) -> None:
        """Take over `weights`; symbols beyond theirs keep what they were initialised with.

        A new symbol is made as unlikely as the rarest known one, so that a larger alphabet does
        not change what the model says before it has learnt more.
        """
        for name, value in self.state_dict().items():
            known = torch.from_numpy(weights[name])
            value[: len(known)] = known
            if name == "output.bias":
                value[len(known) :] = known.min()
            elif name == "output.weight":
                value[len(known) :] = 0.0
