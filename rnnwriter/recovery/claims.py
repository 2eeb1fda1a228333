"""Who has a text open: one window each, told by locks of the operating system.

A lock is gone with its process, however that ends, so none is ever stale. A journal whose lock
nobody holds is what a crash left.
"""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rnnwriter import paths

if TYPE_CHECKING:
    from filelock import FileLock

_JOURNAL = ".journal"
_LOCK = ".lock"


class Claim:
    """The right to keep a journal under `key`; `claim` and `left_behind` make them."""

    def __init__(self, key: str, lock: "FileLock | None") -> None:
        self.key = key
        self._lock = lock

    @property
    def journal(self) -> Path:
        """Where the journal is."""
        return paths.recovery_folder() / f"{self.key}{_JOURNAL}"

    def release(self) -> None:
        """Let others have it."""
        if self._lock is not None:
            # While it is held: whoever waits for it finds out that the file is another one.
            with suppress(OSError):
                Path(self._lock.lock_file).unlink(missing_ok=True)
            self._lock.release()
            self._lock = None


def claim(path: Path | None) -> Claim | None:
    """Claim the text of the file `path`; None when another window has it open.

    Without a path, or where `path` is open already and written all the same: see `another`.
    Where locks do not work everything can be claimed.
    """
    return another() if path is None else _claim(_key(path))


def another() -> Claim:
    """A claim that nobody else has, for a text without a name or a second window on a file."""
    return _claim(secrets.token_hex(12)) or another()


def left_behind() -> Iterator[Claim]:
    """Claim every journal that nobody claims, the last written first."""
    try:
        journals = sorted(
            paths.recovery_folder().glob(f"*{_JOURNAL}"),
            key=lambda file: file.stat().st_mtime,
            reverse=True,
        )
    except OSError:
        return
    for file in journals:
        claimed = _claim(file.name.removesuffix(_JOURNAL))
        if claimed is not None:
            yield claimed


def _claim(key: str) -> Claim | None:
    # Imported here: it would delay the start of the editor, which claims after its first paint.
    from filelock import FileLock, Timeout

    try:
        folder = paths.private_folder(paths.recovery_folder())
        lock = FileLock(folder / f"{key}{_LOCK}", timeout=0, mode=0o600, thread_local=False)
        lock.acquire()
    except Timeout:
        return None
    except (OSError, NotImplementedError):
        return Claim(key, None)
    return Claim(key, lock)


def _key(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
