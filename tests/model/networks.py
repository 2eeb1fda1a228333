"""Random networks, as NumPy and as PyTorch, with the same weights."""

import torch

from rnnwriter.model.architecture import Architecture
from rnnwriter.model.runtime import Network
from rnnwriter.training.network import Network as TorchNetwork


def pair(architecture: Architecture, symbols: int, seed: int) -> tuple[Network, TorchNetwork]:
    """The same network in both forms; biases are random too, so that none can be forgotten."""
    torch.manual_seed(seed)
    network = TorchNetwork(architecture, symbols).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.3 * torch.randn_like(parameter))
    return Network(architecture, network.weights()), network
