"""What the editor remembers between two starts: recent files, the cursor's place in them, and the
model that suggested.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from rnnwriter import paths
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.tui.open_file import is_there

MOST_RECENT = 50


@dataclass(frozen=True)
class Recent:
    """A file and the cursor's place in it; lines and columns count from 0."""

    path: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Memory:
    """recent: the last files first. model: name of the one that suggested; "" for none yet."""

    recent: tuple[Recent, ...] = ()
    model: str = ""

    def place(self, path: Path) -> tuple[int, int]:
        """Where the cursor stood in `path` when it was last open; the start if it never was."""
        name = str(path.absolute())
        for one in self.recent:
            if one.path == name:
                return one.line, one.column
        return 0, 0

    def with_file(self, path: Path, line: int, column: int) -> "Memory":
        """The memory after `path` was open, with the cursor at that place."""
        name = str(path.absolute())
        others = [one for one in self.recent if one.path != name]
        return replace(self, recent=(Recent(name, line, column), *others)[:MOST_RECENT])

    @property
    def last_file(self) -> Path | None:
        """The file that was open last, if it is still there."""
        if self.recent and is_there(path := Path(self.recent[0].path)):
            return path
        return None


def _file() -> Path:
    return paths.state_folder() / "editor.json"


def read_memory() -> Memory:
    """What was remembered; nothing when there is no memory or it cannot be read."""
    try:
        values = json.loads(_file().read_text(encoding="utf-8"))
        recent = tuple(
            Recent(str(one["path"]), max(int(one["line"]), 0), max(int(one["column"]), 0))
            for one in values["recent"][:MOST_RECENT]
        )
        model = str(values.get("model", ""))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return Memory()
    return Memory(recent, model)


def write_memory(memory: Memory) -> None:
    """Remember it, readable by the owner only; what cannot be written is forgotten."""
    values = {
        "recent": [
            {"path": one.path, "line": one.line, "column": one.column} for one in memory.recent
        ],
        "model": memory.model,
    }
    try:
        paths.private_folder(paths.state_folder())
        write_bytes(_file(), json.dumps(values, indent=1).encode(), private=True)
    except (OSError, UserError):
        return
