"""What a journal keeps: every edit that was written, and nothing that was not."""

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.errors import UserError
from rnnwriter.lines import replacement, split_lines
from rnnwriter.recovery import journal
from rnnwriter.recovery.journal import Edit, Journal, read_journal

LETTERS = st.text(st.sampled_from("ab é\n\ud800\x00"), max_size=6)


class Page:
    """A text that is edited and journalled, as the editor does it."""

    def __init__(self, file: Path, text: str = "", path: Path | None = None) -> None:
        self.journal = Journal(file, path)
        self.lines = split_lines(text)

    @property
    def text(self) -> str:
        """As it stands."""
        return "\n".join(self.lines)

    def edit(self, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        """Change it."""
        rows, new = replacement(self.lines, start, end, text)
        self.lines[rows] = new
        self.journal.note(Edit(start, end, text))

    def type(self, text: str) -> None:
        """Write at the end."""
        end = (len(self.lines) - 1, len(self.lines[-1]))
        self.edit(end, end, text)

    def keep(self) -> None:
        """Have it written."""
        self.journal.seal(lambda: self.text)
        self.journal.write()


def kept(page: Page) -> str:
    """What a crash would leave now."""
    unsaved = read_journal(page.journal.file)
    assert unsaved is not None
    return unsaved.text


@given(st.data())
def test_what_was_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    page = Page(tmp_path_factory.mktemp("journal") / "a", data.draw(LETTERS))
    for _ in range(data.draw(st.integers(1, 8))):
        for _ in range(data.draw(st.integers(0, 3))):
            places = []
            for _ in range(2):
                row = data.draw(st.integers(0, len(page.lines) - 1))
                places.append((row, data.draw(st.integers(0, len(page.lines[row])))))
            start, end = sorted(places)
            page.edit(start, end, data.draw(LETTERS))
        page.keep()
        assert kept(page) == page.text


def test_the_last_line_may_be_deleted(tmp_path: Path) -> None:
    page = Page(tmp_path / "a", "one\ntwo")
    page.keep()
    page.edit((1, 0), (2, 0), "")
    page.keep()
    assert kept(page) == page.text == "one\n"


def test_of_a_torn_journal_all_that_is_whole_counts(tmp_path: Path) -> None:
    page = Page(tmp_path / "a", "The sea", tmp_path / "sea.md")
    states = [page.text]
    page.keep()
    whole = page.journal.file.stat().st_size
    for word in [" was", " calm", "\nand", " grey"]:
        page.type(word)
        page.keep()
        states.append(page.text)
    data = page.journal.file.read_bytes()
    found = []
    for length in range(whole, len(data) + 1):
        page.journal.file.write_bytes(data[:length])
        found.append(kept(page))
    assert list(dict.fromkeys(found)) == states
    for length in range(whole):
        page.journal.file.write_bytes(data[:length])
        assert read_journal(page.journal.file) is None


@given(st.binary(max_size=200))
def test_what_is_no_journal_is_none(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("journal") / "a"
    file.write_bytes(data)
    assert read_journal(file) is None


@pytest.mark.parametrize(
    "edit",
    [
        [0, 0, 0, 12, ""],
        [0, -1, 0, 0, ""],
        [5, 0, 5, 0, ""],
        [0, 0, 2, 1, ""],
        [0, 0, 0, True, ""],
        [0, 0, 0, 0.5, ""],
        [0, 0, 0, 0, 1],
        [0, 0, 0, 0],
        {"text": ""},
        [10**30, 0, 0, 0, ""],
    ],
)
def test_edits_that_cannot_be_end_the_reading(tmp_path: Path, edit: object) -> None:
    page = Page(tmp_path / "a", "The sea")
    page.keep()
    page.type(" was")
    page.keep()
    with page.journal.file.open("ab") as file:
        file.write(journal._line(edit) + journal._line([0, 0, 0, 3, "A"]))
    assert kept(page) == "The sea was"


def test_what_could_not_be_written_is_written_the_next_time(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    page = Page(folder / "a", "The sea")
    page.keep()
    page.journal.file.unlink()
    page.journal.file.mkdir()
    page.type(" was")
    with pytest.raises(UserError, match="cannot be written"):
        page.keep()
    page.type(" calm")
    page.journal.file.rmdir()
    page.keep()
    assert kept(page) == "The sea was calm"


def test_many_edits_are_replaced_by_the_text(tmp_path: Path) -> None:
    page = Page(tmp_path / "a")
    page.keep()
    size = 0
    for _ in range(40):
        page.edit((0, 0), (0, len(page.lines[0])), "x" * 100_000)
        page.keep()
        size = max(size, page.journal.file.stat().st_size)
    assert size < 1_500_000
    assert kept(page) == page.text


def test_edits_are_kept_in_order_whoever_writes_them(tmp_path: Path) -> None:
    page = Page(tmp_path / "a")
    page.keep()
    threads = []
    for number in range(50):
        page.type(f" {number}")
        page.journal.seal(lambda: page.text)
        threads.append(threading.Thread(target=page.journal.write))
        threads[-1].start()
    page.journal.write()
    for thread in threads:
        thread.join()
    assert kept(page) == page.text


def test_what_is_forgotten_is_gone_and_what_follows_is_kept(tmp_path: Path) -> None:
    page = Page(tmp_path / "a", "The sea")
    page.keep()
    page.journal.forget()
    assert not page.journal.file.exists()
    page.type(" was")
    page.keep()
    assert kept(page) == "The sea was"


def test_the_path_is_kept(tmp_path: Path) -> None:
    page = Page(tmp_path / "a", "", tmp_path / "se\ud8ffa.md")
    page.keep()
    unsaved = read_journal(page.journal.file)
    assert unsaved is not None
    assert unsaved.path == tmp_path / "se\ud8ffa.md"
