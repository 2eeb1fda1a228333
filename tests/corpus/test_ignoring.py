"""Rules of git and Obsidian."""

from pathlib import Path

import pytest

from rnnwriter.corpus.ignoring import Rules, spec_of
from rnnwriter.errors import UserError


def reason(root: Path, name: str, *exclude: str) -> str | None:
    """Why the file `name` is not read."""
    return Rules(root, spec_of(exclude)).reason(root / name, is_folder=False)


def test_the_nearest_file_decides_and_in_it_the_last_pattern(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / ".gitignore").write_bytes(b"*.md\n!keep.md\nbad\\\n\xff\xfe\n")
    (tmp_path / "a" / ".gitignore").write_text("!x.md\nkeep.md\n")
    assert reason(tmp_path, "x.md") == "ignored by .gitignore"
    assert reason(tmp_path, "keep.md") is None
    assert reason(tmp_path, "a/x.md") is None
    assert reason(tmp_path, "a/keep.md") == "ignored by .gitignore"
    assert reason(tmp_path, "a/x.md", "a/") == "excluded by a pattern of yours"


def test_the_repository_above_counts_unless_it_ignores_what_was_named(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / ".gitignore").write_text("draft.md\n")
    assert reason(tmp_path / "notes", "draft.md") == "ignored by .gitignore"
    (tmp_path / ".gitignore").write_text("draft.md\nnotes/\n")
    assert reason(tmp_path / "notes", "draft.md") is None


def test_a_pattern_that_is_none_is_named() -> None:
    with pytest.raises(UserError, match="the pattern '!' is not one"):
        spec_of(["*.md", "!"])
