"""How fast PyTorch is on this machine: a step of its LSTM, and training against the limit.

The limit is the machine's matrix-product speed: training multiplies and adds each weight three
times per character (forward, and two products backward), so it needs 6 operations per weight.
"""

import time
from dataclasses import dataclass

import torch

from rnnwriter.model.architecture import Architecture
from rnnwriter.training.network import Network, detached
from rnnwriter.training.window import Window, learn

_MATRIX = 2048
_STEPS = 6


@dataclass(frozen=True)
class Throughput:
    """Training speed, and the share of the machine's matrix-product speed that it uses."""

    characters_per_second: float
    gigaflops: float
    limit_gigaflops: float

    @property
    def share(self) -> float:
        """In [0, 1], up to noise."""
        return self.gigaflops / self.limit_gigaflops


def torch_step_seconds(architecture: Architecture, symbols: int, repeats: int = 20) -> float:
    """Seconds of one batch-1 step of the same network in PyTorch, gradients off."""
    network = Network(architecture, symbols).eval()
    ids = torch.zeros(1, 1, dtype=torch.int64)
    with torch.inference_mode():
        state = network.start(1)
        for _ in range(3):
            network(ids, state)
        began = time.perf_counter()
        for _ in range(repeats):
            network(ids, state)
        return (time.perf_counter() - began) / repeats


def measure_throughput(
    architecture: Architecture, symbols: int, batch: int, truncation: int, rounds: int = 3
) -> Throughput:
    """Train on random ids for some steps, in turn with matrix products; the best round counts.

    The best, because noise of other programs only ever slows a round down.
    """
    network = Network(architecture, symbols)
    optimizer = torch.optim.AdamW(network.parameters(), fused=True)
    ids = torch.randint(0, symbols, (batch, truncation + 1))
    matrix = torch.randn(_MATRIX, _MATRIX)
    state = detached(network.start(batch))
    training = limit = 0.0
    for round_ in range(rounds + 1):
        began = time.perf_counter()
        for _ in range(_STEPS):
            _, state = learn(network, optimizer, Window(ids[:, :-1], ids[:, 1:], state))
        trained = time.perf_counter()
        for _ in range(_STEPS):
            matrix @ matrix
        ended = time.perf_counter()
        if round_:
            training = max(training, _STEPS * batch * truncation / (trained - began))
            limit = max(limit, _STEPS * 2 * _MATRIX**3 / (ended - trained))
    operations = 6 * architecture.weights_read(symbols)
    return Throughput(training, training * operations / 1e9, limit / 1e9)
