"""The documents of a run, kept in its folder while it runs.

A run that goes on after a kill reads them here, so it needs neither the notes, which may have
changed or gone, nor the time to read them again.
"""

import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rnnwriter.corpus.documents import Document, Split
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes

_TRAINING, _VALIDATION = "training", "validation"


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
        unpacked = gzip.decompress(path.read_bytes()).decode("utf-8", "surrogatepass")
        first, *lines = unpacked.split("\n")
        about: dict[str, Any] = json.loads(first)
        for line in lines:
            values = json.loads(line)
            parts[values.pop("part")].append(Document(**values))
    except FileNotFoundError:
        raise UserError(f"{path} does not exist; train again without --resume") from None
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise UserError(f"{path} is damaged ({error}); train again without --resume") from error
    return Split(tuple(parts[_TRAINING]), tuple(parts[_VALIDATION])), about
