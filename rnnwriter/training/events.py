"""What a training run says while it runs: one line of JSON each, in the run's `events.jsonl`.

Plain dataclasses without PyTorch, so that whoever watches a run need not import it.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Started:
    """The data is read and the network is there. Counts are in characters."""

    parameters: int
    symbols: int
    training_characters: int
    validation_characters: int
    device: str


@dataclass(frozen=True)
class Progress:
    """A glance at the running training.

    fraction: of the budget, in [0, 1]. training_bits: bits per character, a running mean.
    """

    fraction: float
    seconds_left: float
    step: int
    characters_seen: int
    characters_per_second: float
    training_bits: float


@dataclass(frozen=True)
class Evaluated:
    """The network was measured on the validation documents. best: it is the best so far."""

    step: int
    characters_seen: int
    validation_bits: float
    best: bool


@dataclass(frozen=True)
class Finished:
    """The model is in place. minutes: of training, as counted against the budget."""

    model: str
    characters_seen: int
    minutes: float
    validation_bits: float


Event = Started | Progress | Evaluated | Finished
_KINDS = {kind.__name__: kind for kind in (Started, Progress, Evaluated, Finished)}


def to_json(event: Event) -> str:
    """One line, without its end."""
    return json.dumps({"event": type(event).__name__, **asdict(event)})


def from_json(line: str) -> Event:
    """The inverse of `to_json`; raises ValueError, KeyError or TypeError for anything else."""
    values: dict[str, Any] = json.loads(line)
    kind = _KINDS[values.pop("event")]
    return kind(**values)
