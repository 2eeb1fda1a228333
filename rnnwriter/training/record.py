"""What a trained model has learnt from, beside its file: to learn on, to audit, to look up.

models/NAME.json: paths, how they were read, digests of the documents, and the report. It holds
names of files and no text.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rnnwriter.bounded import read_bounded
from rnnwriter.corpus.growing import Known
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.model.store import is_name, trained_path
from rnnwriter.plain import made

_MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class Record:
    """paths: of the notes. reading: how they are read, as plain values. parent: what the first
    training began with. report: of the last training, as plain values.
    """

    paths: tuple[str, ...]
    parent: str
    known: Known
    reading: Mapping[str, Any] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)


def record_file(name: str) -> Path:
    """Of the model `name`."""
    return trained_path(name).with_name(f"{name}.json")


def write_record(name: str, record: Record) -> None:
    """Write it; raises UserError when the disk refuses."""
    write_bytes(record_file(name), json.dumps(asdict(record)).encode(), private=True)


def read_record(name: str) -> Record:
    """Read it; raises UserError when there is none or it is damaged."""
    path = record_file(name)
    try:
        return made(Record, json.loads(read_bounded(path, _MOST_BYTES)))
    except FileNotFoundError:
        raise UserError(
            f"there is no record of what the model {name!r} has learnt from; train it anew with"
            f" `rnnwriter train PATH --name {name} --replace`"
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise UserError(f"{path} is damaged ({error}); train the model anew") from error


def keep_previous(name: str) -> None:
    """Copy the model `name` and its record, if there are any, to NAME.previous; not where that is
    longer than a name may be.
    """
    if not is_name(f"{name}.previous"):
        return
    for file, previous in (
        (trained_path(name), trained_path(f"{name}.previous")),
        (record_file(name), record_file(f"{name}.previous")),
    ):
        if file.exists():
            write_bytes(previous, file.read_bytes(), private=True)
