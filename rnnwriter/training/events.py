"""What a training run says while it runs: one line of JSON each, in the run's `events.jsonl`.

Plain dataclasses without PyTorch, so that whoever watches a run need not import it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from rnnwriter.plain import made

Phase = Literal["reading", "starting", "training", "remembering", "measuring"]
End = Literal["budget", "kept", "hopeless"]


@dataclass(frozen=True)
class Entered:
    """A phase begins. note: a sentence about it for the person; "" for none.

    reading: the notes. starting: PyTorch, and the trial of the machine. training: the network.
    remembering: fitting the memory of the notes. measuring: what the report says.
    """

    phase: Phase
    note: str = ""


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
class Sampled:
    """What the best network so far, and the one training began with, write after `prompt`."""

    step: int
    prompt: str
    text: str
    parent_text: str


@dataclass(frozen=True)
class Paused:
    """Training rests; its clock does too. reason: in a few words, "" when a person asked for it."""

    step: int
    reason: str


@dataclass(frozen=True)
class Resumed:
    """It goes on, after a rest or in a new process."""

    step: int


@dataclass(frozen=True)
class Finished:
    """The network is trained. minutes: of training, as counted against the budget. end: whether
    the budget was used, somebody wanted to keep what there was, or going on was hopeless.
    """

    model: str
    characters_seen: int
    minutes: float
    validation_bits: float
    end: End = "budget"


@dataclass(frozen=True)
class Reported:
    """The model is in place. report: a `training.report.Report` as plain values."""

    report: Mapping[str, Any]


@dataclass(frozen=True)
class Interrupted:
    """The process was asked to end, saved, and ended; the run can be resumed."""


@dataclass(frozen=True)
class Failed:
    """The process could not go on; `sentence` says why and what to do."""

    sentence: str


Event = (
    Entered
    | Started
    | Progress
    | Evaluated
    | Sampled
    | Paused
    | Resumed
    | Finished
    | Reported
    | Interrupted
    | Failed
)
_KINDS = {kind.__name__: kind for kind in Event.__args__}


def to_json(event: Event) -> str:
    """One line, without its end."""
    return json.dumps({"event": type(event).__name__, **asdict(event)})


def from_json(line: str) -> Event:
    """The inverse of `to_json`; raises ValueError for anything else."""
    try:
        values = json.loads(line)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    if not isinstance(values, dict) or (kind := _KINDS.get(str(values.pop("event", "")))) is None:
        raise ValueError("it is no event")
    event: Event = made(kind, values)
    return event
