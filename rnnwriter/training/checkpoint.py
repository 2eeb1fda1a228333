"""Where training stands, as one safetensors file: enough to go on exactly.

Weights, AdamW's moments, the carried state, the place in the data, the random state, and in the
metadata the counters and a checksum. Written whole and atomically, so that it is never half of two
moments; the one before it stays, for when a disk gives back something else than it was given.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from rnnwriter.bounded import read_bounded
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.plain import made
from rnnwriter.training.network import Network, State
from rnnwriter.training.streams import Streams

# What AdamW keeps for each parameter.
_MOMENTS = ("step", "exp_avg", "exp_avg_sq")


@dataclass
class Counters:
    """How far training is. seconds: of the budget. best_bits: of the best checkpoint so far.
    worse: measurements in a row that were clearly worse than that. guard_bits: of the parent, on
    what must not be forgotten.
    """

    step: int = 0
    seconds: float = 0.0
    characters_seen: int = 0
    evaluations: int = 0
    training_bits: float = 0.0
    best_bits: float = float("inf")
    worse: int = 0
    guard_bits: float = float("inf")


def write_checkpoint(
    path: Path,
    counters: Counters,
    network: Network,
    optimizer: torch.optim.Optimizer,
    state: State,
    streams: Streams,
) -> None:
    """Write all that `read_checkpoint` restores; raises UserError when the disk refuses."""
    tensors: dict[str, Tensor] = {
        "streams": torch.from_numpy(streams.position()),
        "random": torch.get_rng_state(),
    }
    for name, value in network.state_dict().items():
        tensors[f"network.{name}"] = value
    for index, (hidden, cell) in enumerate(state):
        tensors[f"hidden.{index}"], tensors[f"cell.{index}"] = hidden, cell
    for index, moments in optimizer.state_dict()["state"].items():
        for name, value in moments.items():
            tensors[f"optimizer.{index}.{name}"] = value
    tensors = {name: value.detach().cpu().contiguous() for name, value in tensors.items()}
    metadata = {"counters": json.dumps(asdict(counters)), "checksum": _checksum(tensors)}
    write_bytes(path, save(tensors, metadata), private=True)


def _checksum(tensors: Mapping[str, Tensor]) -> str:
    digest = blake2b(digest_size=16)
    for name in sorted(tensors):
        digest.update(name.encode())
        digest.update(tensors[name].numpy().tobytes())
    return digest.hexdigest()


def read_checkpoint(
    path: Path,
    network: Network,
    optimizer: torch.optim.Optimizer,
    streams: Streams,
) -> tuple[Counters, State]:
    """Restore network, optimizer, streams and random state in place.

    Returns the counters and the carried state; raises UserError when the file is damaged, and
    then has changed nothing.
    """
    device = network.output.weight.device
    try:
        data = read_bounded(path, _most_bytes(network))
        length = int.from_bytes(data[:8], "little")
        header = json.loads(data[8 : 8 + length])
        metadata = header["__metadata__"]
        counters = made(Counters, json.loads(metadata["counters"]), finite=False)
        tensors = load(data)
        if _checksum(tensors) != metadata["checksum"]:
            raise ValueError("its checksum is another")
        state = [
            (tensors[f"hidden.{index}"].to(device), tensors[f"cell.{index}"].to(device))
            for index in range(len(network.layers))
        ]
        _check(tensors, state, network, streams)
        moments = _moments(tensors, optimizer)
        # The one thing that cannot be checked but by doing it.
        torch.set_rng_state(tensors["random"])
        network.load_state_dict({name: tensors[f"network.{name}"] for name in network.state_dict()})
        groups = optimizer.state_dict()["param_groups"]
        optimizer.load_state_dict({"state": moments, "param_groups": groups})
        streams.seek(tensors["streams"].numpy())
    except FileNotFoundError:
        raise UserError(f"{path} does not exist: the run had not saved anything yet") from None
    except (
        SafetensorError,
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        MemoryError,
        RuntimeError,
    ) as error:
        raise UserError(f"{path} is damaged ({error}); train again") from error
    return counters, state


def _check(tensors: Mapping[str, Tensor], state: State, network: Network, streams: Streams) -> None:
    """Raise ValueError where a tensor has another shape or type than was written, or holds a number
    that is not finite, so that nothing is changed by half of a checkpoint.
    """
    weights = network.state_dict()
    expected = [(tensors[f"network.{name}"], value.shape) for name, value in weights.items()]
    for (hidden, cell), (hidden_now, cell_now) in zip(
        state, network.start(streams.batch), strict=True
    ):
        expected += [(hidden, hidden_now.shape), (cell, cell_now.shape)]
    for value, shape in expected:
        if value.shape != shape or not value.is_floating_point() or not value.isfinite().all():
            raise ValueError("its tensors are not those of the network")
    streams.check(tensors["streams"].numpy())
    if tensors["random"].dtype != torch.uint8 or tensors["random"].ndim != 1:
        raise ValueError("its random state is none")


def _moments(
    tensors: Mapping[str, Tensor], optimizer: torch.optim.Optimizer
) -> dict[int, dict[str, Tensor]]:
    """The state of the optimizer, by number of parameter; raises ValueError for what is none."""
    moments: dict[int, dict[str, Tensor]] = {}
    parameters = [one for group in optimizer.param_groups for one in group["params"]]
    for name, value in tensors.items():
        if not name.startswith("optimizer."):
            continue
        _, number, moment = name.split(".")
        index = int(number)
        if not 0 <= index < len(parameters) or moment not in _MOMENTS:
            raise ValueError("its optimizer is another")
        shape = torch.Size() if moment == _MOMENTS[0] else parameters[index].shape
        sound = value.is_floating_point() and bool(value.isfinite().all())
        if value.shape != shape or not sound:
            raise ValueError("its optimizer is another")
        moments.setdefault(index, {})[moment] = value
    if any(len(one) != len(_MOMENTS) for one in moments.values()):
        raise ValueError("its optimizer is another")
    return moments


def _most_bytes(network: Network) -> int:
    """What a checkpoint of `network` can have: weights and two moments, and room for the rest."""
    weights = sum(int(value.nbytes) for value in network.state_dict().values())
    return 4 * weights + 100_000_000
