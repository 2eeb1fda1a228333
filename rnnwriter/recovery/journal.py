"""A journal: the text of one document that is not saved yet, on disk, edit by edit.

It is a file of lines, each a checksum (CRC-32, hexadecimal), a blank and JSON in ASCII. The first
line holds what the text is of and the whole text as it stood; each other one, an edit: the line
and column where it begins, those where it ends, and what stands there instead. A line that was
torn by a crash, and what follows it, does not count. Nothing is executed, and nothing that a
journal says is trusted: places outside the text end the reading.
"""

import json
import os
import zlib
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from rnnwriter import paths
from rnnwriter.bounded import open_plain
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.lines import Place, replacement, split_lines

FORMAT = 1
# More than that is not read: nobody writes it, and it has to fit in memory several times.
MOST_BYTES = 1 << 28
# After so many bytes of edits the whole text is written again, if that is less.
_ENOUGH_BYTES = 1 << 20


@dataclass(frozen=True)
class Edit:
    """`text` in place of what lay between `start` and `end`; "\\n" ends its lines."""

    start: Place
    end: Place
    text: str


@dataclass(frozen=True)
class Unsaved:
    """What a journal holds. path: of the file that the text is of; None for one without a name.

    seconds: since the epoch, when it was written last.
    """

    path: Path | None
    text: str
    seconds: float


class Journal:
    """Writes one.

    What is noted is sealed and then written, which may be in another thread: `write` writes what
    was sealed, in that order, however many call it. file: where. path: of the file that the text
    belongs to, if any.
    """

    def __init__(self, file: Path, path: Path | None) -> None:
        self.file = file
        self._path = path
        self._noted: list[Edit] = []
        self._sealed: deque[str | list[Edit]] = deque()
        self._lock = Lock()
        # Whether edits can be added to what is on disk, or will be when what is sealed is written.
        self._begun = False
        self._whole_bytes = 0
        self._edit_bytes = 0

    @property
    def behind(self) -> bool:
        """Whether something was noted that is not sealed."""
        return bool(self._noted)

    def note(self, edit: Edit) -> None:
        """Remember an edit of the text, to be written."""
        self._noted.append(edit)

    def seal(self, text: Callable[[], str]) -> None:
        """Have what was noted written; `text`, the whole as it stands now, where that is needed:
        at first, after an error, when edits are many.
        """
        if self._begun and self._edit_bytes <= max(_ENOUGH_BYTES, self._whole_bytes):
            self._sealed.append(self._noted)
        else:
            self._sealed.append(text())
            self._begun, self._edit_bytes = True, 0
        self._noted = []

    def write(self) -> None:
        """Write what is sealed.

        Raises UserError when it cannot be written. What was kept before is then still there, and
        the next that is sealed is the whole text.
        """
        with self._lock:
            try:
                while self._sealed:
                    sealed = self._sealed.popleft()
                    if isinstance(sealed, str):
                        self._replace(sealed)
                    else:
                        self._add(sealed)
            except UserError:
                self._begun = False
                self._sealed.clear()
                raise

    def forget(self) -> None:
        """Keep nothing: the text is saved, or not wanted. A journal that cannot go stays."""
        with self._lock, suppress(OSError):
            self._begun = False
            self._noted = []
            self._sealed.clear()
            self.file.unlink(missing_ok=True)

    def _replace(self, text: str) -> None:
        paths.private_folder(self.file.parent)
        path = str(self._path.absolute()) if self._path else None
        data = _line({"format": FORMAT, "path": path, "text": text})
        write_bytes(self.file, data, private=True)
        self._whole_bytes = len(data)

    def _add(self, edits: Sequence[Edit]) -> None:
        data = b"".join(_line([*edit.start, *edit.end, edit.text]) for edit in edits)
        try:
            # One that is gone is not made anew: its beginning would be missing.
            handle = os.open(self.file, os.O_WRONLY | os.O_APPEND)
            with os.fdopen(handle, "ab") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise UserError(f"{self.file} cannot be written: {error.strerror or error}") from error
        self._edit_bytes += len(data)


def read_journal(file: Path) -> Unsaved | None:
    """The text that a journal holds; None when it holds none that can be read."""
    try:
        with open_plain(file) as lines:
            status = os.fstat(lines.fileno())
            if status.st_size > MOST_BYTES:
                return None
            head = _value(next(lines, b""))
            if not isinstance(head, dict) or head.get("format") != FORMAT:
                return None
            path, text = head.get("path"), head.get("text")
            if not isinstance(text, str) or not (path is None or _is_path(path)):
                return None
            written = split_lines(text)
            for line in lines:
                edit = _edit(_value(line), written)
                if edit is None:
                    break
                rows, new = replacement(written, edit.start, edit.end, edit.text)
                written[rows] = new
    except OSError:
        return None
    return Unsaved(Path(path) if path else None, "\n".join(written), status.st_mtime)


def _line(value: object) -> bytes:
    data = json.dumps(value, separators=(",", ":")).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(data), data)


def _value(line: bytes) -> Any:
    """What a line holds; None for one that is torn."""
    checksum, _, data = line.partition(b" ")
    if not data.endswith(b"\n"):
        return None
    data = data[:-1]
    try:
        return json.loads(data) if int(checksum, 16) == zlib.crc32(data) else None
    except (ValueError, RecursionError):
        return None


def _edit(value: Any, lines: Sequence[str]) -> Edit | None:
    """The edit of `lines` that a value is; None when it is none."""
    if not isinstance(value, list) or len(value) != 5 or not isinstance(value[4], str):
        return None
    places = value[:4]
    if any(isinstance(place, bool) or not isinstance(place, int) for place in places):
        return None
    start, end = (places[0], places[1]), (places[2], places[3])
    inside = all(
        (0 <= row < len(lines) and 0 <= column <= len(lines[row])) or (row, column) == past
        for past in [(len(lines), 0)]
        for row, column in (start, end)
    )
    return Edit(start, end, value[4]) if inside else None


def _is_path(value: object) -> bool:
    return isinstance(value, str) and "\0" not in value and Path(value).is_absolute()
