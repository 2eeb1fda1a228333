"""A folder as a person keeps it."""

from pathlib import Path

import pytest

from rnnwriter.corpus.notes import read_notes
from rnnwriter.errors import UserError
from tests.texts import write_notes


def test_notes_are_read_and_the_rest_is_counted(tmp_path: Path) -> None:
    folder = write_notes(tmp_path / "notes", files=3)
    (folder / "old.org").write_bytes("Ein schöner Tag für die Gärten. ".encode("latin-1") * 20)
    (folder / "empty.md").write_text("")
    (folder / ".obsidian").mkdir()
    (folder / ".obsidian" / "workspace.md").write_text("hidden")
    notes = read_notes([folder])
    names = [Path(document.name).name for document in notes.documents]
    assert names == ["note00.md", "note01.md", "note02.md", "old.org"]
    assert "schöner" in notes.documents[-1].text
    assert notes.skipped_by_reason() == {
        "binary or undecodable": 1,
        "not a note (by its suffix)": 1,
        "empty": 1,
        "hidden": 2,
    }


def test_a_file_given_twice_counts_once(tmp_path: Path) -> None:
    folder = write_notes(tmp_path / "notes", files=2)
    (folder / "again.md").symlink_to(folder / "note00.md")
    (folder / "loop").symlink_to(folder)
    assert len(read_notes([folder, folder / "note01.md"]).documents) == 2


def test_text_is_normalised(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("“Quoted”\r\ncafe\u0301\r\n".encode())
    assert read_notes([path]).documents[0].text == '"Quoted"\ncafé\n'


def test_nothing_to_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        read_notes([tmp_path / "none"])
    with pytest.raises(UserError, match="no notes found"):
        read_notes([tmp_path])
