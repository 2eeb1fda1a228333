"""Where to train: on the fastest of the CPU, CUDA (in bfloat16 too) and MPS, found by a trial.

What is present is not always faster, nor always right, so each candidate trains a small window:
one that fails, or computes another loss than the CPU, is left out.
"""

import statistics
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import torch

from rnnwriter.errors import UserError
from rnnwriter.model.architecture import Architecture
from rnnwriter.training.network import Network, detached
from rnnwriter.training.parallel import Workers
from rnnwriter.training.window import Window, learn

TRIAL = Architecture(64, (512,))
TRIAL_BATCH, TRIAL_TRUNCATION, TRIAL_SYMBOLS = 16, 32, 100
_STEPS = 16
# bfloat16 keeps 8 bits; a wrong result is further off than this.
_TOLERANCE = 0.02


@dataclass(frozen=True)
class Device:
    """device: of tensors. half: whether products are made in bfloat16."""

    device: torch.device
    half: bool = False

    def precision(self) -> AbstractContextManager[object]:
        """The context to compute the loss in."""
        if self.half:
            return torch.autocast(self.device.type, torch.bfloat16)
        return nullcontext()

    def __str__(self) -> str:
        return f"{self.device}, bfloat16" if self.half else str(self.device)


CPU = Device(torch.device("cpu"))


@dataclass(frozen=True)
class Trial:
    """characters_per_second: of the TRIAL network. loss: its first one, nats per character."""

    device: Device
    characters_per_second: float
    loss: float


def candidates(workers: Workers) -> list[Device]:
    """What this process could train on; workers that train together are of one kind."""
    if torch.cuda.is_available():
        device = workers.device()
        found = [Device(device), Device(device, half=True)]
    elif torch.backends.mps.is_available():
        found = [Device(torch.device("mps"))]
    else:
        found = []
    return found if found and workers.size > 1 else [CPU, *found]


def try_device(device: Device) -> Trial | None:
    """Train a small window several times; None when the device cannot."""
    torch.manual_seed(0)
    network = Network(TRIAL, TRIAL_SYMBOLS)
    ids = torch.randint(0, TRIAL_SYMBOLS, (TRIAL_BATCH, TRIAL_TRUNCATION + 1))
    try:
        network = network.to(device.device)
        ids = ids.to(device.device)
        window = Window(ids[:, :-1], ids[:, 1:], detached(network.start(TRIAL_BATCH)))
        optimizer = torch.optim.AdamW(network.parameters(), fused=True)
        seconds: list[float] = []
        losses: list[float] = []
        for _ in range(_STEPS):
            began = time.perf_counter()
            # Reading the loss waits for the device, so nearly the whole step is timed.
            losses.append(learn(network, optimizer, window, device.precision)[0])
            seconds.append(time.perf_counter() - began)
    except (RuntimeError, NotImplementedError):
        return None
    usual = statistics.median(seconds[_STEPS // 4 :])
    return Trial(device, TRIAL_BATCH * TRIAL_TRUNCATION / usual, losses[0])


def fastest(workers: Workers) -> Trial:
    """The trial of the device to train on, the first worker's choice for all."""
    trials = [try_device(device) for device in candidates(workers)]
    first = next((trial for trial in trials if trial), None)
    if not first:
        raise UserError("PyTorch cannot train on this machine; reinstall it: `pip install torch`")
    sound = [trial for trial in trials if trial and abs(trial.loss - first.loss) < _TOLERANCE]
    best = max(sound, key=lambda trial: trial.characters_per_second)
    chosen = trials[int(workers.agreed(trials.index(best)))]
    return chosen or best
