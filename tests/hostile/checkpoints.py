"""Checkpoints, as the kind of file that they are; PyTorch is needed to read them."""

import json
import random
from pathlib import Path

import torch
from safetensors.torch import load, save

from rnnwriter import paths
from rnnwriter.corpus.alphabet import alphabet_of
from rnnwriter.model.architecture import Architecture
from rnnwriter.training.checkpoint import Counters, _checksum, read_checkpoint, write_checkpoint
from rnnwriter.training.network import Network
from rnnwriter.training.run import run_of
from rnnwriter.training.streams import Streams, pieces
from tests.hostile.kinds import SPLIT, Kind
from tests.hostile.mutations import as_json, changed, mutated
from tests.texts import jotting

_ALPHABET = alphabet_of([jotting(0)])
_BATCH = 3


def _parts() -> tuple[Network, torch.optim.Optimizer, Streams]:
    torch.manual_seed(0)
    network = Network(Architecture(4, (6,)), len(_ALPHABET))
    optimizer = torch.optim.AdamW(network.parameters())
    return network, optimizer, Streams(pieces(SPLIT.training, _ALPHABET), _BATCH, 0)


def _step(network: Network, optimizer: torch.optim.Optimizer, streams: Streams) -> None:
    inputs, targets = (torch.from_numpy(ids) for ids in streams.next(8))
    logits, _ = network(inputs, network.start(_BATCH))
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    optimizer.step()


def _file() -> Path:
    run = run_of("me")
    paths.private_folder(run.folder)
    return run.state_file


def _examples() -> list[bytes]:
    network, optimizer, streams = _parts()
    _step(network, optimizer, streams)
    write_checkpoint(_file(), Counters(1), network, optimizer, network.start(_BATCH), streams)
    return [_file().read_bytes()]


def _changed(data: bytes, draw: random.Random) -> bytes:
    """Bytes or values changed; with a checksum that fits what is changed."""
    if draw.random() < 0.3:
        return mutated(data, draw)
    length = int.from_bytes(data[:8], "little")
    metadata = json.loads(data[8 : 8 + length])["__metadata__"]
    tensors = load(data)
    name = draw.choice(list(tensors))
    match draw.randrange(7):
        case 0:
            del tensors[name]
        case 1:
            tensors[name] = tensors[name].flatten()[:-1].clone()
        case 2:
            tensors[name] = tensors[name].to(
                draw.choice([torch.int8, torch.float64, torch.float16, torch.bool])
            )
        case 3:
            tensors[name] = torch.full_like(tensors[name], draw.choice([0, 255, 1]))
        case 4 if tensors[name].is_floating_point():
            tensors[name] = torch.full_like(tensors[name], draw.choice([float("nan"), 3e38]))
        case 5:
            tensors[draw.choice(["x", "optimizer.x.y", "optimizer.9.step", "optimizer.1"])] = (
                tensors[name].clone()
            )
        case _:
            counters = changed(json.loads(metadata["counters"]), draw)
            metadata["counters"] = as_json(counters, draw).decode("utf-8", "replace")
    metadata["checksum"] = _checksum(tensors)
    return save(tensors, metadata)


def _use(path: Path) -> None:
    network, optimizer, streams = _parts()
    before = [parameter.clone() for parameter in network.parameters()]
    try:
        read_checkpoint(path, network, optimizer, streams)
    except Exception:
        pairs = zip(before, network.parameters(), strict=True)
        assert all(torch.equal(one, other) for one, other in pairs), "half of it was taken over"
        raise
    _step(network, optimizer, streams)


CHECKPOINT = Kind("checkpoint", _file, _examples, _use, _changed)
