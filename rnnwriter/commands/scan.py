"""`rnnwriter scan`: what training would read of a person's notes, and what it would leave out.

Counts and kinds are shown, never a secret.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rnnwriter.commands.output import PlainConsole
from rnnwriter.corpus.documents import Document
from rnnwriter.corpus.enough import Enough, enough
from rnnwriter.corpus.notes import FileReport, Notes, read_notes
from rnnwriter.corpus.reading import Reading
from rnnwriter.errors import UserError
from rnnwriter.model.file import read_info
from rnnwriter.model.store import find
from rnnwriter.printable import printable

_ROWS = 20
_NEW_CHARACTERS = 60


@dataclass(frozen=True)
class Request:
    """The command's options. show: a file to print as it would be learnt."""

    notes: tuple[Path, ...]
    reading: Reading
    model: str
    all: bool
    show: Path | None


@dataclass(frozen=True)
class Coverage:
    """The share of the text that a model's alphabet has, as it is and grown by the text."""

    before: float
    after: float
    new_characters: str


def scan_command(request: Request, *, as_json: bool) -> None:
    """Read, and report. Raises UserError."""
    if request.show:
        _show(request.show, request.reading)
        return
    if not request.notes:
        raise UserError("no notes given; name a folder or files, as in `rnnwriter scan ~/notes`")
    alphabet = read_info(find(request.model)).alphabet
    notes = read_notes(request.notes, request.reading)
    texts = [document.text for document in notes.documents]
    grown = alphabet.extended(texts)
    coverage = Coverage(
        _share(alphabet.coverage, notes),
        _share(grown.coverage, notes),
        grown.characters[len(alphabet.characters) :],
    )
    verdict = enough(notes.characters)
    if as_json:
        print(json.dumps(_values(notes, coverage, verdict)))
        return
    _print(notes, coverage, verdict, request)


def _share(coverage: Any, notes: Notes) -> float:
    known = sum(coverage(document.text) * len(document.text) for document in notes.documents)
    return float(known / max(1, notes.characters))


def shown(text: object) -> str:
    """A name or text as it can be printed in one line."""
    return printable(str(text))


def _show(path: Path, reading: Reading) -> None:
    """Print a file as it would be learnt, by itself."""
    documents: tuple[Document, ...] = read_notes([path], reading).documents
    for document in documents:
        for line in document.text.splitlines():
            print(shown(line))


def _values(notes: Notes, coverage: Coverage, verdict: Enough) -> dict[str, Any]:
    return {
        "documents": len(notes.documents),
        "characters_read": sum(file.characters_read for file in notes.files),
        "characters": notes.characters,
        "verdict": verdict.verdict,
        "advice": verdict.advice,
        "coverage": {
            "before": coverage.before,
            "after": coverage.after,
            "new_characters": coverage.new_characters,
        },
        "removed": notes.removed,
        "secrets": notes.secrets,
        "skipped": [
            {"path": shown(skipped.path), "reason": skipped.reason} for skipped in notes.skipped
        ],
        "files": [
            {
                "path": shown(file.path),
                "characters_read": file.characters_read,
                "characters": file.characters,
                "removed": dict(file.removed),
                "secrets": dict(file.secrets),
            }
            for file in notes.files
        ],
    }


def _print(notes: Notes, coverage: Coverage, verdict: Enough, request: Request) -> None:
    console = PlainConsole()
    _files(notes, console, everything=request.all)
    read = sum(file.characters_read for file in notes.files)
    documents = len(notes.documents)
    console.print(
        f"{documents:,} documents, {notes.characters:,} characters to learn from of {read:,} read"
    )
    _counts("Left out, in characters", notes.removed, console)
    _counts("Secrets, in lines", notes.secrets, console)
    _skipped(notes, console, everything=request.all)
    grown = ""
    if coverage.new_characters:
        new = coverage.new_characters[:_NEW_CHARACTERS]
        more = "..." if len(coverage.new_characters) > _NEW_CHARACTERS else ""
        grown = f", {coverage.after:.2%} with {len(coverage.new_characters):,} more: {new}{more}"
    console.print(
        Text(f"{shown(request.model)} knows {coverage.before:.2%} of the text{shown(grown)}")
    )
    console.print(Text(verdict.advice[:1].upper() + verdict.advice[1:] + ".", style="bold"))


def _lost(file: FileReport) -> tuple[int, int]:
    return (sum(file.secrets.values()), sum(file.removed.values()))


def _files(notes: Notes, console: Console, *, everything: bool) -> None:
    """The files of which most was left out."""
    affected = sorted(
        (file for file in notes.files if file.removed or file.secrets), key=_lost, reverse=True
    )
    if not affected:
        return
    folder = _common_folder([file.path for file in affected])
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(Text(f"File in {shown(folder)}" if folder else "File"), overflow="fold")
    table.add_column("Read", justify="right")
    table.add_column("Kept", justify="right")
    table.add_column("Left out", overflow="fold")
    table.add_column("Secrets", overflow="fold")
    rows = affected if everything else affected[:_ROWS]
    for file in rows:
        table.add_row(
            Text(shown(file.path.relative_to(folder) if folder else file.path)),
            f"{file.characters_read:,}",
            f"{file.characters:,}",
            Text(_listed(dict(file.removed))),
            Text(_listed(dict(file.secrets)), style="yellow"),
        )
    console.print(table)
    if len(affected) > len(rows):
        console.print(f"and {len(affected) - len(rows):,} more; --all shows them", style="dim")


def _common_folder(files: list[Path]) -> Path | None:
    """The folder that all `files` are in, None when that is no help."""
    try:
        folder = Path(os.path.commonpath([file.parent for file in files]))
    except ValueError:
        return None
    return folder if folder.parts else None


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{what} {count:,}" for what, count in counts.items())


def _counts(title: str, counts: dict[str, int], console: Console) -> None:
    if counts:
        console.print(Text.assemble((f"{title}: ", "bold"), _listed(counts)))


def _skipped(notes: Notes, console: Console, *, everything: bool) -> None:
    if everything:
        for skipped in notes.skipped:
            console.print(Text(f"not read, {skipped.reason}: {shown(skipped.path)}", style="dim"))
        return
    for reason, count in notes.skipped_by_reason().items():
        console.print(Text(f"not read {count:,}: {reason}", style="dim"))
