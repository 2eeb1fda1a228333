"""Earlier versions of files, kept when they are saved, if the person wants that."""

import hashlib
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from rnnwriter import paths
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes


def back_up(path: Path, most: int) -> None:
    """Keep `path` as it is now, and at most `most` versions of it; nothing when there is no file.

    Raises UserError when it cannot be kept.
    """
    if most <= 0:
        return
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}") from error
    folder = backups_of(path)
    try:
        paths.private_folder(folder)
        known = sorted(folder.iterdir())
    except OSError as error:
        raise UserError(f"{folder} cannot be used: {error.strerror or error}") from error
    if not known or known[-1].read_bytes() != data:
        now = datetime.now().strftime("%Y-%m-%d %H.%M.%S.%f")
        write_bytes(folder / f"{now}{path.suffix}", data, private=True)
        known = sorted(folder.iterdir())
    for old in known[:-most]:
        with suppress(OSError):
            old.unlink()


def backups_of(path: Path) -> Path:
    """The folder of the versions of `path`."""
    whole = str(path.resolve())
    digest = hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return paths.backups_folder() / f"{path.stem[:40]}-{digest}"
