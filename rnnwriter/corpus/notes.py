"""A folder of notes -> documents: which files are read, which are not and why."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rnnwriter.corpus.documents import Document, characters
from rnnwriter.corpus.normalise import normalise
from rnnwriter.errors import UserError
from rnnwriter.files import UndecodableError, read_text

SUFFIXES = (".md", ".markdown", ".txt", ".org")
MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class Skipped:
    """A file that was not read, and why in a few words."""

    path: Path
    reason: str


@dataclass(frozen=True)
class Notes:
    """What was read from a person's folders."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]

    @property
    def characters(self) -> int:
        """Characters in all documents."""
        return characters(self.documents)

    def skipped_by_reason(self) -> dict[str, int]:
        """How many files were skipped for each reason."""
        return dict(Counter(skipped.reason for skipped in self.skipped))


def _walk(folder: Path) -> Iterator[Path]:
    """Files under `folder` in a stable order; hidden folders and files are passed over."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(parent) / name


def _read(path: Path) -> str | Skipped:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return Skipped(path, "larger than 50 MB")
        text = normalise(read_text(path).text)
    except UndecodableError:
        return Skipped(path, "binary or undecodable")
    except (UserError, OSError):
        return Skipped(path, "unreadable")
    return text if text.strip() else Skipped(path, "empty")


def read_notes(paths: Iterable[Path]) -> Notes:
    """Read every note in `paths`: files as they are, folders searched for SUFFIXES.

    Nothing in the files raises; what cannot be read is listed in `skipped`. Raises UserError
    when a path does not exist or nothing could be read at all.
    """
    paths = list(paths)
    documents: list[Document] = []
    skipped: list[Skipped] = []
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UserError(f"{path} does not exist; give a folder of notes or a text file")
        for file in _walk(path) if path.is_dir() else [path]:
            if path.is_dir() and file.suffix.lower() not in SUFFIXES:
                skipped.append(Skipped(file, "not a note (by its suffix)"))
                continue
            real = file.resolve()
            if real in seen:
                continue
            seen.add(real)
            result = _read(file)
            if isinstance(result, Skipped):
                skipped.append(result)
            else:
                documents.append(Document(str(file), result))
    if not documents:
        given = ", ".join(map(str, paths))
        raise UserError(f"no notes found in {given}; looked for {', '.join(SUFFIXES)} files")
    return Notes(tuple(documents), tuple(skipped))
