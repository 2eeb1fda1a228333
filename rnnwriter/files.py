"""Reading and writing the user's files: text decoding, atomic replacement.

Every byte that reaches the user's disk goes through `write_bytes`: a temporary file in the same
folder, fsync, rename, fsync of the folder. A crash leaves the old file or the new one, never half.
"""

import codecs
import os
import re
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rnnwriter.errors import UserError

_LINE_END = re.compile("\r\n|\n|\r")
_BINARY_SAMPLE_BYTES = 8192
# What old text files on today's disks are written in. Among all encodings that Python has, short
# Western texts are often taken for one of the DOS, Macintosh or Baltic ones.
_ENCODINGS = [
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "utf_16",
    "utf_32",
]


@dataclass(frozen=True)
class TextFile:
    """A text and what is needed to write it back as it was.

    `text` has only "\\n" as line end; `newline` is what the file has. `exact` is false when the
    file mixes line ends, so that writing it back would change lines nobody touched.
    """

    text: str
    encoding: str = "utf-8"
    newline: str = "\n"
    bom: bool = False
    exact: bool = True

    def to_bytes(self, text: str) -> bytes:
        """`text` ("\\n" line ends) in this file's encoding, line ends and byte order mark."""
        mark = "\ufeff" if self.bom else ""
        return (mark + text.replace("\n", self.newline)).encode(self.encoding)


class UndecodableError(UserError):
    """The bytes are no text in any encoding that could be detected."""


def looks_binary(data: bytes) -> bool:
    """Whether `data` holds NUL bytes where no UTF-16 or UTF-32 mark explains them."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return b"\0" in data[:_BINARY_SAMPLE_BYTES]


def _detect(data: bytes) -> tuple[str, str]:
    """(text, encoding) of bytes that are not UTF-8.

    charset-normalizer is imported here because it costs start-up time and is rarely needed.
    """
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_ENCODINGS).best()
    if best is None:
        raise UndecodableError("no text encoding fits these bytes")
    return data.decode(best.encoding), best.encoding


def decode(data: bytes) -> TextFile:
    """Decode a file's bytes: byte order mark, then UTF-8, then detection.

    Raises UndecodableError for binary data and for bytes that no encoding fits.
    """
    if looks_binary(data):
        raise UndecodableError("this is not a text file")
    bom = True
    try:
        if data.startswith(codecs.BOM_UTF8):
            text, encoding = data[len(codecs.BOM_UTF8) :].decode("utf-8"), "utf-8"
        elif data.startswith(codecs.BOM_UTF16_LE):
            text, encoding = data[2:].decode("utf-16-le"), "utf-16-le"
        elif data.startswith(codecs.BOM_UTF16_BE):
            text, encoding = data[2:].decode("utf-16-be"), "utf-16-be"
        else:
            bom = False
            try:
                text, encoding = data.decode("utf-8"), "utf-8"
            except UnicodeDecodeError:
                text, encoding = _detect(data)
    except UnicodeError as error:
        raise UndecodableError("no text encoding fits these bytes") from error
    if "\r" not in text and encoding == "utf-8":
        # UTF-8 that decodes is written back as it was.
        return TextFile(text, encoding, bom=bom)
    ends = set(_LINE_END.findall(text))
    newline = "\n" if len(ends) != 1 else ends.pop()
    plain = TextFile(_LINE_END.sub("\n", text), encoding, newline, bom)
    if plain.to_bytes(plain.text) == data:
        return plain
    return TextFile(plain.text, encoding, newline, bom, exact=False)


def read_text(path: Path) -> TextFile:
    """Read and decode `path`.

    Raises UserError, one sentence naming the file, when it cannot be read or is no text.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"{path} does not exist; check the name") from None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}") from error
    try:
        return decode(data)
    except UndecodableError as error:
        raise UndecodableError(f"{path} cannot be opened: {error}") from error


def write_bytes(path: Path, data: bytes, *, private: bool = False) -> None:
    """Replace `path` by `data` so that a crash leaves either the old content or the new.

    A symbolic link is followed; the mode of an existing file is kept; a new file gets the
    umask's mode, or 0600 when `private`. Raises UserError and leaves the original as it was.
    """
    target = path.resolve()
    try:
        try:
            mode = stat.S_IMODE(target.stat().st_mode)
        except FileNotFoundError:
            mode = 0o600 if private else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(mode)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable; Windows cannot open folders, and needs no such call."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
