"""A file -> its text, whole or, above 50 MB, in pieces that end where a paragraph does."""

import codecs
import io
import re
import unicodedata
from collections.abc import Generator, Iterator
from pathlib import Path

from rnnwriter.errors import UserError
from rnnwriter.files import UndecodableError, decode, looks_binary, read_text

WHOLE_BYTES = 50_000_000
PIECE_CHARACTERS = 4_000_000
_SAMPLE_BYTES = 1_000_000
_READ_CHARACTERS = 1 << 20
_BREAK = re.compile(r"\n[ \t]*\n")


class CannotReadError(Exception):
    """Why a file is not read, in a few words."""


def texts(path: Path, whole_bytes: int = WHOLE_BYTES) -> Generator[str, None, None]:
    """The text of `path` in NFC, with "\\n" line ends, in one piece when it is small enough.

    Raises CannotReadError.
    """
    try:
        if path.stat().st_size > whole_bytes:
            yield from _stream(path)
            return
        text = unicodedata.normalize("NFC", read_text(path).text)
    except UndecodableError:
        raise CannotReadError("binary or undecodable") from None
    except (UserError, OSError, ValueError):
        raise CannotReadError("unreadable") from None
    except MemoryError:
        raise CannotReadError("too large for this machine") from None
    yield text.removeprefix("\ufeff")


def _stream(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        sample = file.read(_SAMPLE_BYTES)
        if looks_binary(sample):
            raise UndecodableError("this is not a text file")
        file.seek(0)
        reader = io.TextIOWrapper(file, _encoding(sample), errors="replace", newline=None)
        held: list[str] = []
        length = 0
        while block := reader.read(_READ_CHARACTERS):
            held.append(block)
            length += len(block)
            if length >= PIECE_CHARACTERS:
                piece, rest = _cut("".join(held))
                held, length = [rest], len(rest)
                yield unicodedata.normalize("NFC", piece)
        if length:
            yield unicodedata.normalize("NFC", "".join(held))


def _encoding(sample: bytes) -> str:
    """The encoding that the first bytes of a file are in; a character may be cut at their end."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return decode(sample).encoding
    return "utf-8"


def _cut(text: str) -> tuple[str, str]:
    """`text` after its last blank line, or else its last line, and the rest."""
    for match in _BREAK.finditer(text, len(text) // 2):
        end = match.end()
        break
    else:
        end = text.rfind("\n") + 1 or text.rfind(" ") + 1 or len(text)
    return text[:end], text[end:]
