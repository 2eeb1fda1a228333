"""Opening and saving: the bytes that were not edited stay as they were."""

import os
from pathlib import Path

import pytest

from rnnwriter.errors import UserError
from rnnwriter.files import UndecodableError
from rnnwriter.tui.open_file import EncodingError, OpenFile, open_file

BYTES = [
    b"plain\ntext\n",
    b"no end",
    b"",
    b"dos\r\nlines\r\n",
    b"\xef\xbb\xbfmark\r\n",
    "utf-16 é\n".encode("utf-16"),
    "form\ffeed\v \x1c\x1d\x1e \x85 \u2028 \u2029 end\n".encode(),
]


@pytest.mark.parametrize("data", BYTES)
def test_opening_and_saving_keeps_every_byte(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "draft.md"
    path.write_bytes(data)
    file = open_file(path)
    saved = file.saved(file.content.text)
    assert path.read_bytes() == data
    assert not saved.changed_by_others()


def test_a_new_name_opens_an_empty_text_and_saving_makes_the_file(tmp_path: Path) -> None:
    file = open_file(tmp_path / "new.md")
    assert file.content.text == ""
    assert not file.changed_by_others()
    file.saved("hello\n")
    assert (tmp_path / "new.md").read_bytes() == b"hello\n"


def test_changes_by_others_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("one")
    file = open_file(path)
    assert not file.changed_by_others()
    path.write_text("another")
    assert file.changed_by_others()
    path.unlink()
    assert file.changed_by_others()
    late = open_file(tmp_path / "late.md")
    (tmp_path / "late.md").write_text("made meanwhile")
    assert late.changed_by_others()


def test_a_character_that_the_encoding_lacks_is_named(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Grüße aus Köln, schöne Grüße an die Mädchen.\n".encode("latin-1"))
    file = open_file(path)
    with pytest.raises(EncodingError, match="'日'"):
        file.saved("日")
    assert "Grüße" in path.read_bytes().decode("latin-1")
    file.as_utf8().saved("日")
    assert path.read_bytes() == "日".encode()


def test_what_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a folder"):
        open_file(tmp_path / "missing" / "draft.md")
    with pytest.raises(UserError, match="cannot be read"):
        open_file(tmp_path)
    (tmp_path / "image.png").write_bytes(b"\x89PNG\0\0\0")
    with pytest.raises(UndecodableError):
        open_file(tmp_path / "image.png")


@pytest.mark.skipif(os.name != "posix", reason="names like these exist on POSIX only")
def test_a_name_with_control_characters_is_shown_as_pictures(tmp_path: Path) -> None:
    assert OpenFile(tmp_path / "a\x1bb").name == "a␛b"
