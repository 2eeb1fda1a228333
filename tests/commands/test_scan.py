"""What scan shows, and in which form."""

import json
from pathlib import Path

import pytest

from rnnwriter.commands.scan import Request, scan_command
from rnnwriter.corpus.reading import Reading
from rnnwriter.errors import UserError
from tests.corpus.secrets.planted import PLANTED
from tests.texts import prose, write_notes


def request(*notes: Path, everything: bool = False, show: Path | None = None) -> Request:
    """Scan `notes` with what is ordinary."""
    return Request(notes, Reading(), "starter", everything, show)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with secrets, markup, names that are no words, and another script."""
    folder = write_notes(tmp_path / "notes", files=3)
    (folder / "a[red]b\x1b[1m.md").write_text(
        f"Жжжж жжж\n\n`x`\n\n{PLANTED['password'][0]}\n\n[a](http://x.y)\n", encoding="utf-8"
    )
    (folder / "copy.md").write_text(f"# Note 0\n\n{prose(3000)}", encoding="utf-8")
    return folder


def test_the_figures_as_json(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan_command(request(notes), as_json=True)
    out = capsys.readouterr().out
    assert PLANTED["password"][1] not in out
    values = json.loads(out)
    assert set(values) == {
        "documents",
        "characters_read",
        "characters",
        "verdict",
        "advice",
        "coverage",
        "removed",
        "secrets",
        "skipped",
        "files",
    }
    assert values["documents"] == 5
    assert values["verdict"] == "too few"
    assert values["secrets"] == {"password": 1}
    assert values["removed"]["duplicates"] > 3000
    assert 0 < values["coverage"]["before"] < values["coverage"]["after"] <= 1
    assert values["coverage"]["new_characters"] == "ж"
    assert values["characters_read"] == sum(file["characters_read"] for file in values["files"])
    assert values["characters"] == sum(file["characters"] for file in values["files"])
    assert {skipped["reason"] for skipped in values["skipped"]} == {
        "binary or undecodable",
        "hidden",
        "not a note (by its suffix)",
    }


def test_the_table(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan_command(request(notes), as_json=False)
    out = capsys.readouterr().out
    assert "\x1b[1m" not in out
    assert "a[red]b␛[1m.md" in out
    assert PLANTED["password"][1] not in out
    assert "not read 1: hidden" in out
    assert "Secrets, in lines: password 1" in out
    assert "Too little to learn from" in out


def test_only_the_most_affected_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(30):
        path = tmp_path / f"n{number:02}.md"
        path.write_text(f"Text [a{number}](http://x.y/{'z' * number})\n")
    scan_command(request(tmp_path), as_json=False)
    out = capsys.readouterr().out
    assert "n29.md" in out
    assert "n01.md" not in out
    assert "and 10 more; --all shows them" in out
    scan_command(request(tmp_path, everything=True), as_json=False)
    assert "n01.md" in capsys.readouterr().out


def test_a_file_is_shown_as_it_would_be_learnt(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan_command(request(show=notes / "a[red]b\x1b[1m.md"), as_json=False)
    assert capsys.readouterr().out == "Жжжж жжж\n\nx\n\na\n"


def test_nothing_to_scan_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no notes given"):
        scan_command(request(), as_json=True)
    with pytest.raises(UserError, match="no notes found"):
        scan_command(request(tmp_path), as_json=True)
