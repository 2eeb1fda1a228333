"""What the editor remembers between two starts: recent files, the cursor's place in them, the model
that suggested, and which hints were given.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

from rnnwriter import paths
from rnnwriter.bounded import text_bounded
from rnnwriter.errors import UserError
from rnnwriter.files import is_there, write_bytes

MOST_RECENT = 50
_MOST_TOLD = 50
_MOST_BYTES = 1_000_000
# Of lines and columns; there is no text of more.
_FARTHEST = 10**9
# What one thread remembers, another one does not forget.
_changing = Lock()


@dataclass(frozen=True)
class Recent:
    """A file and the cursor's place in it; lines and columns count from 0."""

    path: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Memory:
    """recent: the last files first. model: name of the one that suggested; "" for none yet.
    told: names of the hints that need not be given again.
    """

    recent: tuple[Recent, ...] = ()
    model: str = ""
    told: tuple[str, ...] = ()

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
        values = json.loads(text_bounded(_file(), _MOST_BYTES))
        recent = tuple(
            Recent(str(one["path"]), _place(one["line"]), _place(one["column"]))
            for one in values["recent"][:MOST_RECENT]
        )
        model = str(values.get("model", ""))
        told = tuple(map(str, values.get("told", ())[:_MOST_TOLD]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
        return Memory()
    except RecursionError:
        return Memory()
    return Memory(recent, model, told)


def _place(value: Any) -> int:
    return min(max(int(value), 0), _FARTHEST)


def change_memory(change: Callable[[Memory], Memory]) -> Memory:
    """Remember what `change` makes of what was remembered; what that was before."""
    with _changing:
        before = read_memory()
        after = change(before)
        if after != before:
            write_memory(after)
    return before


def write_memory(memory: Memory) -> None:
    """Remember it, readable by the owner only; what cannot be written is forgotten."""
    values = {
        "recent": [
            {"path": one.path, "line": one.line, "column": one.column} for one in memory.recent
        ],
        "model": memory.model,
        "told": memory.told,
    }
    try:
        paths.private_folder(paths.state_folder())
        write_bytes(_file(), json.dumps(values, indent=1).encode(), private=True)
    except (OSError, UserError):
        return
