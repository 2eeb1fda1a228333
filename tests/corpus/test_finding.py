"""Folders, files and patterns."""

from pathlib import Path

import pytest

from rnnwriter.corpus.finding import Found, find
from rnnwriter.corpus.reading import Reading


def found(*paths: Path, reading: Reading | None = None) -> list[str]:
    """The names of the files that are to be read."""
    return [one.path.name for one in find(paths, reading or Reading()) if isinstance(one, Found)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files two folders deep."""
    for name in ("a.md", "b.txt", "c.log", "x/d.md", "x/y/e.md", "x/y/[f].md", ".h/g.md"):
        path = tmp_path / "n" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "n"


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.md", ["a.md"]),
        ("**/*.md", ["a.md", "d.md", "[f].md", "e.md"]),
        ("x/**", ["d.md", "[f].md", "e.md"]),
        ("*/?.md", ["d.md"]),
        ("x/[xy]", ["[f].md", "e.md"]),
        ("*.log", ["c.log"]),
        ("x/y/[f].md", ["[f].md"]),
        ("x/y/[[]f].md", ["[f].md"]),
    ],
)
def test_patterns(folder: Path, pattern: str, names: list[str]) -> None:
    assert found(folder / pattern) == names


def test_folders_and_files_in_a_stable_order(folder: Path) -> None:
    everything = ["a.md", "b.txt", "d.md", "[f].md", "e.md"]
    assert found(folder) == everything
    assert found(folder / "x" / "d.md", folder, folder / "c.log") == [
        "d.md",
        *(name for name in everything if name != "d.md"),
        "c.log",
    ]


def test_the_home_folder_is_known(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    assert found(Path("~/**/d.md")) == ["d.md"]


def test_relative_patterns(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert found(Path("**/e.md"), Path()) == ["e.md", "a.md", "b.txt", "d.md", "[f].md"]
