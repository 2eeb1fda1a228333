"""Files that anybody may have put where they are, read without waiting and without end.

A pipe would keep its reader waiting for ever, and a device or a sparse file fill the memory.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_plain(path: Path) -> BinaryIO:
    """`path`, open to be read. Raises OSError, also for what is no plain file."""
    try:
        handle = os.open(path, _FLAGS)
    except ValueError as error:
        raise OSError(errno.EINVAL, "there is no such name") from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is not a plain file")
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_bounded(path: Path, most: int) -> bytes:
    """All bytes of `path`. Raises OSError, also for what is no plain file or has over `most`."""
    with open_plain(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            raise OSError(errno.EFBIG, "it is too large")
        # Python makes room for as much as it is asked for.
        return file.read(size)


def text_bounded(path: Path, most: int) -> str:
    """The same, as UTF-8. Raises UnicodeDecodeError too."""
    return read_bounded(path, most).decode("utf-8")
