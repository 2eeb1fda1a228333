"""Large files come in pieces."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus import opening
from rnnwriter.corpus.opening import CannotReadError, texts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_pieces_end_where_paragraphs_do(tmp_path: Path, encoding: str) -> None:
    paragraph = "Ein schöner Tag für die Gärten am Meer.\r\nNoch eine Zeile.\r\n\r\n"
    path = tmp_path / "a.txt"
    count = 3 * opening.PIECE_CHARACTERS // len(paragraph)
    path.write_bytes((paragraph * count).encode(encoding))
    pieces = list(texts(path, whole_bytes=1000))
    assert "".join(pieces) == paragraph.replace("\r\n", "\n") * count
    assert len(pieces) > 2
    assert all(piece.endswith(".\n\n") for piece in pieces)


def test_pieces_of_old_encodings_and_of_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Ein schöner Tag für die Gärten. ".encode("latin-1") * 50_000)
    assert "".join(texts(path, whole_bytes=1000)).startswith("Ein schöner Tag für die Gärten.")


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for whole_bytes in (1, 10**9):
        path.write_bytes(b"a\x00b" * 20)
        with pytest.raises(CannotReadError, match="binary"):
            list(texts(path, whole_bytes))
        with pytest.raises(CannotReadError, match="unreadable"):
            list(texts(tmp_path / "none", whole_bytes))


@given(st.binary(max_size=200))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.txt"
    path.write_bytes(data)
    for whole_bytes in (0, 10**9):
        with suppress(CannotReadError):
            assert isinstance("".join(texts(path, whole_bytes)), str)
