"""Decoding keeps every byte; writing replaces whole files or nothing."""

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.errors import UserError
from rnnwriter.files import TextFile, UndecodableError, decode, read_text, write_bytes

_NOBODY = 65_534


@given(st.binary(max_size=300))
def test_unedited_round_trip_is_the_identity_or_says_that_it_is_not(data: bytes) -> None:
    try:
        file = decode(data)
    except UndecodableError:
        return
    if file.exact:
        assert file.to_bytes() == data


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\0\ufeff"), min_size=1),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]),
)
def test_text_is_read_as_it_was_written(text: str, newline: str, encoding: str) -> None:
    file = TextFile(text, encoding, newline, bom=True)
    again = decode(file.to_bytes())
    assert again.text == text
    assert again.exact
    if "\n" in text:
        assert again == file


def test_mixed_line_ends_stay_as_they_are() -> None:
    file = decode(b"one\r\ntwo\nthree\rfour")
    assert file.text == "one\ntwo\nthree\nfour"
    assert file.exact
    assert file.to_bytes() == b"one\r\ntwo\nthree\rfour"


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("zero\none\ntwo\nthree\n", b"zero\none\r\ntwo\nthree\n"),
        ("one\nthree\n", b"one\r\nthree\n"),
        ("one\n2\nthree\n", b"one\r\n2\nthree\n"),
        ("one and a half\ntwo\nthree", b"one and a half\r\ntwo\nthree"),
        ("", b""),
    ],
)
def test_of_mixed_line_ends_lines_that_stay_keep_theirs(text: str, data: bytes) -> None:
    file = decode(b"one\r\ntwo\nthree\n").with_text(text)
    assert file.to_bytes() == data
    assert file.with_text(text) == file


@given(st.lists(st.sampled_from(["a\n", "b\r\n", "\r", "\n", "é"]), max_size=8), st.data())
def test_line_ends_of_any_edit_are_those_of_the_text(
    pieces: list[str], data: st.DataObject
) -> None:
    file = decode("".join(pieces).encode())
    text = data.draw(st.text(st.sampled_from("ab\n"), max_size=12))
    again = decode(file.with_text(text).to_bytes())
    assert again.text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le café près de la gare était fermé; la clé était à côté du thé glacé.\n", "latin-1"),
        ("Die Gärten hinter den Häusern blühten früh, und alle freuten sich.\n", "cp1252"),
        ("Лодка вышла в море до рассвета, и никто не сказал ни слова о погоде.\n", "cp1251"),
        ("朝早く港に行くと、船はもう出ていた。誰も天気の話をしなかった。\n", "shift_jis"),
    ],
)
def test_old_encodings_are_detected(text: str, encoding: str) -> None:
    data = (text * 5).encode(encoding)
    file = decode(data)
    assert file.text == text * 5
    assert file.to_bytes() == data


def test_binary_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "picture.md"
    path.write_bytes(b"\x89PNG\r\n\x00\x00\x1a")
    with pytest.raises(UserError, match=r"picture\.md cannot be opened: this is not a text file"):
        read_text(path)


def test_missing_file_and_folder_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        read_text(tmp_path / "none.md")
    with pytest.raises(UserError, match="cannot be read"):
        read_text(tmp_path)


def test_write_keeps_mode_and_follows_links(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("old")
    path.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(path)
    write_bytes(link, b"new")
    assert path.read_bytes() == b"new"
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["link.md", "note.md"]


def test_private_files_are_the_owners_alone(tmp_path: Path) -> None:
    write_bytes(tmp_path / "secret", b"x", private=True)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="gives files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("old")
    os.chown(path, 12_345, 23_456)
    path.chmod(0o4755)
    write_bytes(path, b"new")
    status = path.stat()
    assert (status.st_uid, status.st_gid) == (12_345, 23_456)
    assert stat.S_IMODE(status.st_mode) == 0o4755


FULL = """
import resource, sys
from pathlib import Path
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
try:
    write_bytes(Path(sys.argv[1]), b"x" * 2_000)
except UserError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits the sizes of files")
def test_where_there_is_no_room_the_original_stays(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True
    )
    assert f"{path} cannot be written: " in done.stdout
    assert done.stdout.count("\n") == 1
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="becomes nobody")
def test_in_a_folder_of_others_nothing_is_written() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = folder / "note.md"
        path.write_text("old")
        path.chmod(0o666)
        os.seteuid(_NOBODY)
        try:
            with pytest.raises(UserError, match="Permission denied; choose another place"):
                write_bytes(path, b"new")
        finally:
            os.seteuid(0)
        assert path.read_text() == "old"
        assert list(folder.iterdir()) == [path]


def test_a_failed_write_leaves_the_original(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("old")
    with pytest.raises(UserError, match="cannot be written"):
        write_bytes(tmp_path / "gone" / "note.md", b"new")
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(UserError, match="cannot be written"):
        write_bytes(folder, b"new")
    assert path.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "note.md"]
