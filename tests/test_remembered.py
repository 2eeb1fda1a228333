"""Files and places are remembered, and a broken memory is no memory."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from rnnwriter import paths
from rnnwriter.remembered import (
    MOST_RECENT,
    Memory,
    change_memory,
    read_memory,
    write_memory,
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert read_memory() == Memory()
    memory = Memory().with_file(tmp_path / "a", 3, 4).with_file(tmp_path / "b", 0, 1)
    memory = replace(memory.with_file(tmp_path / "a", 5, 6), model="me", told=("one", "two"))
    write_memory(memory)
    again = read_memory()
    assert again == memory
    assert [Path(one.path).name for one in again.recent] == ["a", "b"]
    assert again.place(tmp_path / "a") == (5, 6)
    assert again.place(tmp_path / "c") == (0, 0)
    assert (paths.state_folder() / "editor.json").stat().st_mode & 0o777 == 0o600


def test_the_last_file_is_one_that_is_there(tmp_path: Path) -> None:
    memory = Memory().with_file(tmp_path / "a", 0, 0)
    assert memory.last_file is None
    (tmp_path / "a").write_text("text", encoding="utf-8")
    assert memory.last_file == tmp_path / "a"


def test_old_files_are_forgotten(tmp_path: Path) -> None:
    memory = Memory()
    for number in range(MOST_RECENT + 5):
        memory = memory.with_file(tmp_path / str(number), 0, 0)
    assert len(memory.recent) == MOST_RECENT
    assert memory.recent[0].path.endswith(str(MOST_RECENT + 4))


def test_threads_that_remember_at_once_forget_nothing(tmp_path: Path) -> None:
    def visit(number: int) -> None:
        change_memory(lambda memory: memory.with_file(tmp_path / str(number), 0, 0))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(visit, range(40)))
    assert {Path(one.path).name for one in read_memory().recent} == set(map(str, range(40)))


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"recent": [{"path": 1}]}', '{"recent": 3}'])
def test_a_broken_memory_is_no_memory(damage: str) -> None:
    paths.private_folder(paths.state_folder())
    (paths.state_folder() / "editor.json").write_text(damage, encoding="utf-8")
    assert read_memory() == Memory()
