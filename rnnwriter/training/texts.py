"""The documents of a run, kept in its folder while it runs.

A run that goes on after a kill reads them here, so it needs neither the notes, which may have
changed or gone, nor the time to read them again.
"""

import gzip
import io
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rnnwriter.bounded import read_bounded
from rnnwriter.corpus.documents import Document, Split
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.plain import made

_TRAINING, _VALIDATION = "training", "validation"
_MOST_BYTES = 2_000_000_000
_MOST_WEIGHT = 100.0
# Of text, so much cannot be packed into one byte; a file that unpacks to more is no text of ours.
_RATIO, _FLOOR = 100, 1_000_000


def write_texts(path: Path, data: Split, about: Mapping[str, Any]) -> None:
    """Write `data`, and plain values `about` it, so that a crash leaves all of it or nothing; for
    its owner's eyes only. Raises UserError when the disk refuses.
    """
    lines = [json.dumps(about)]
    lines += [
        json.dumps({"part": part, **asdict(document)})
        for part, documents in ((_TRAINING, data.training), (_VALIDATION, data.validation))
        for document in documents
    ]
    packed = gzip.compress("\n".join(lines).encode("utf-8", "surrogatepass"), 1, mtime=0)
    write_bytes(path, packed, private=True)


def read_texts(path: Path) -> tuple[Split, dict[str, Any]]:
    """The inverse; raises UserError when the file is gone or damaged (it holds a checksum)."""
    parts: dict[str, list[Document]] = {_TRAINING: [], _VALIDATION: []}
    try:
        first, *lines = _unpacked(path).decode("utf-8", "surrogatepass").split("\n")
        about: dict[str, Any] = json.loads(first)
        for line in lines:
            values = json.loads(line)
            part = values.pop("part")
            document = made(Document, values)
            if not 0 <= document.weight <= _MOST_WEIGHT:
                raise ValueError("a document is not read so often")
            parts[part].append(document)
    except FileNotFoundError:
        raise UserError(f"{path} does not exist; train again without --resume") from None
    except (
        OSError,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        zlib.error,
    ) as error:
        raise UserError(f"{path} is damaged ({error}); train again without --resume") from error
    if not any(one.text for one in parts[_TRAINING]) or not parts[_VALIDATION]:
        raise UserError(f"{path} is damaged (no texts are in it); train again without --resume")
    return Split(tuple(parts[_TRAINING]), tuple(parts[_VALIDATION])), about


def _unpacked(path: Path) -> bytes:
    packed = read_bounded(path, _MOST_BYTES)
    most = _FLOOR + _RATIO * len(packed)
    with gzip.open(io.BytesIO(packed)) as file:
        unpacked = file.read(most)
        if file.read(1):
            raise ValueError("it holds more than a text could")
    return unpacked
