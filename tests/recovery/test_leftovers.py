"""Texts belong to one window, and what a dead one left is found by the next."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rnnwriter import paths
from rnnwriter.recovery.claims import Claim, another, claim, left_behind
from rnnwriter.recovery.journal import Journal
from rnnwriter.recovery.leftovers import leftovers, taken_from

HOLD = """
import sys
from pathlib import Path
from rnnwriter.recovery.claims import claim
from rnnwriter.recovery.journal import Journal
path = Path(sys.argv[1])
held = claim(path)
journal = Journal(held.journal, path)
journal.seal(lambda: "not saved")
journal.write()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def window(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has `sea.md` open, and something in it that is not saved."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "sea.md")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    yield child
    child.kill()
    child.communicate()


def kept(claimed: Claim | None, path: Path | None, text: str) -> None:
    """Write a journal and end, as a window that crashes."""
    assert claimed is not None
    journal = Journal(claimed.journal, path)
    journal.seal(lambda: text)
    journal.write()
    claimed.release()


def test_a_text_belongs_to_one_window_until_it_is_killed(
    tmp_path: Path, window: subprocess.Popen[str]
) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "sea.md")
    for path in (tmp_path / "sea.md", link):
        assert claim(path) is None
    assert list(left_behind()) == []
    window.kill()
    window.wait()
    mine = claim(link)
    assert mine is not None
    left = taken_from(mine)
    assert left is not None
    assert left.unsaved.text == "not saved"
    assert left.unsaved.path == tmp_path / "sea.md"
    mine.release()


def test_what_was_left_is_offered_until_it_is_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "sea.md"
    path.write_text("The sea\n")
    kept(claim(path), path, "The sea was\n")
    kept(another(), None, "No name")
    for _ in range(2):
        found = {one.unsaved.path: one for one in leftovers()}
        assert found[path].unsaved.text == "The sea was\n"
        assert found[path].on_disk == "The sea\n"
        assert found[None].unsaved.text == "No name"
        assert found[None].on_disk == ""
        # As long as they are shown nobody else is asked.
        assert list(leftovers()) == []
        for one in found.values():
            one.put_back()
    found = {one.unsaved.path: one for one in leftovers()}
    found[path].throw_away()
    found[None].put_back()
    assert [one.unsaved.path for one in leftovers()] == [None]


def test_what_was_saved_after_all_is_not_offered(tmp_path: Path) -> None:
    path = tmp_path / "sea.md"
    path.write_bytes(b"The sea\r\nwas calm\r\n")
    kept(claim(path), path, "The sea\nwas calm\n")
    assert list(leftovers()) == []
    assert list(paths.recovery_folder().iterdir()) == []


def test_a_new_journal_does_not_replace_what_was_left(tmp_path: Path) -> None:
    path = tmp_path / "sea.md"
    kept(claim(path), path, "of a crash")
    mine = claim(path)
    assert mine is not None
    left = taken_from(mine)
    assert left is not None
    left.put_back()
    kept(mine, path, "of another")
    assert {one.unsaved.text for one in leftovers()} == {"of a crash", "of another"}


def test_a_journal_that_cannot_be_read_stays(tmp_path: Path) -> None:
    torn = another()
    torn.journal.write_bytes(b"torn")
    torn.release()
    assert list(leftovers()) == []
    assert torn.journal.read_bytes() == b"torn"


def test_where_nothing_can_be_kept_everything_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    monkeypatch.setenv("RNNWRITER_HOME", str(file))
    mine = claim(tmp_path / "sea.md")
    assert mine is not None
    mine.release()
    assert list(leftovers()) == []
