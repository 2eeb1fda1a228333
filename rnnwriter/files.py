"""Reading and writing the user's files: text decoding, atomic replacement.

Every byte that reaches the user's disk goes through `write_bytes`: a temporary file in the same
folder, fsync, rename, fsync of the folder. A crash leaves the old file or the new one, never half.
"""

import codecs
import errno
import os
import stat
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rnnwriter.bounded import read_bounded
from rnnwriter.errors import UserError
from rnnwriter.lines import LINE_END, same_runs

_BINARY_SAMPLE_BYTES = 8192
_MOST_BYTES = 1_000_000_000
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

    `text` has only "\\n" as line end; `newline` is what the file has, or has most. `ends` are
    those of each line where the file mixes them, else none. `exact` is false when writing it back
    would change what nobody touched, as some old encodings write one character in several ways.
    """

    text: str
    encoding: str = "utf-8"
    newline: str = "\n"
    bom: bool = False
    ends: tuple[str, ...] = ()
    exact: bool = True

    def to_bytes(self) -> bytes:
        """The file: text, line ends and byte order mark in its encoding."""
        if self.ends:
            lines = self.text.split("\n")
            text = "".join(map("".join, zip(lines, [*self.ends, ""], strict=True)))
        else:
            text = self.text.replace("\n", self.newline)
        return (("\ufeff" if self.bom else "") + text).encode(self.encoding)

    def with_text(self, text: str) -> "TextFile":
        """The same file with another text ("\\n" line ends): lines that stay keep their ends."""
        if not self.ends:
            return replace(self, text=text)
        old, new = self.text.split("\n"), text.split("\n")
        ends = [self.newline] * len(new)
        before = [*self.ends, self.newline]
        old_at = new_at = 0
        for was, now, count in [*same_runs(old, new), (len(old), len(new), 0)]:
            if was - old_at == now - new_at:
                # As many lines as there were: each is the one that was there, edited.
                ends[new_at:now] = before[old_at:was]
            ends[now : now + count] = before[was : was + count]
            old_at, new_at = was + count, now + count
        for at in range(1, len(new)):
            if ends[at - 1] == "\r" and not new[at] and ends[at] == "\n":
                # Together they would end one line.
                ends[at] = "\r"
        return replace(self, text=text, ends=tuple(ends[:-1]))


class UndecodableError(UserError):
    """The bytes are no text in any encoding that could be detected."""


def is_there(path: Path) -> bool:
    """Whether `path` is a file that can be reached."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


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
    ends: tuple[str, ...] = tuple(LINE_END.findall(text))
    counts = Counter(ends).most_common()
    newline = counts[0][0] if counts else "\n"
    file = TextFile(
        LINE_END.sub("\n", text), encoding, newline, bom, ends if len(counts) > 1 else ()
    )
    return replace(file, exact=file.to_bytes() == data)


def read_text(path: Path) -> TextFile:
    """Read and decode `path`.

    Raises UserError, one sentence naming the file, when it cannot be read or is no text.
    """
    try:
        data = read_bounded(path, _MOST_BYTES)
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

    A symbolic link is followed; the mode of an existing file is kept, and its owner and group
    where the person may give files away; a new file gets the umask's mode, or 0600 when
    `private`. Raises UserError and leaves the original as it was.
    """
    target = path.resolve()
    try:
        try:
            before = target.stat()
            mode = stat.S_IMODE(before.st_mode)
        except FileNotFoundError:
            before, mode = None, 0o600 if private else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if before is not None:
                _give(temporary, before)
            temporary.chmod(mode)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as error:
        reason = error.strerror or error
        raise UserError(f"{path} cannot be written: {reason}; {_advice(error)}") from error


def _give(file: Path, status: os.stat_result) -> None:
    """Let `file` belong to the owner and group of `status`, as far as that is allowed."""
    if os.name != "posix":
        return
    now = file.stat()
    if (now.st_uid, now.st_gid) == (status.st_uid, status.st_gid):
        return
    for owner, group in ((-1, status.st_gid), (status.st_uid, -1)):
        with suppress(PermissionError):
            os.chown(file, owner, group)


def _advice(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "make room, or choose another place"
        case errno.ENAMETOOLONG:
            return "choose a shorter name"
        case errno.EISDIR:
            return "it is a folder now, so choose another name"
        case errno.ENOENT | errno.ENOTDIR:
            return "its folder is gone, so choose another place"
        case _:
            return "choose another place"


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
