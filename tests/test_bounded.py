"""Files that anybody may have put where they are."""

import os
from pathlib import Path

import pytest

from rnnwriter.bounded import open_plain, read_bounded, text_bounded


def test_a_plain_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes("ö\n".encode())
    assert read_bounded(path, 3) == "ö\n".encode()
    assert text_bounded(path, 3) == "ö\n"
    (tmp_path / "link").symlink_to(path)
    assert read_bounded(tmp_path / "link", 3) == "ö\n".encode()
    with pytest.raises(OSError, match="too large"):
        read_bounded(path, 2)


def test_what_is_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/null"), tmp_path):
        with pytest.raises(OSError, match="not a plain file"):
            open_plain(path)
    with pytest.raises(FileNotFoundError):
        open_plain(tmp_path / "none")
    with pytest.raises(OSError, match="no such name"):
        open_plain(tmp_path / "\0")
