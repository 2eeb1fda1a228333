"""What rnnwriter requires, with PyTorch apart: only training needs it, and it is most of the size.

`python -m tools.requirements` prints the others, one a line, as pip and uv read them.
"""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PYTORCH = re.compile(r"torch\b")


def pytorch() -> str:
    """The requirement of PyTorch, with its marker."""
    (line,) = (line for line in _dependencies() if _PYTORCH.match(line))
    return line


def others() -> list[str]:
    """All requirements but that one."""
    return [line for line in _dependencies() if not _PYTORCH.match(line)]


def _dependencies() -> list[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        listed: list[str] = tomllib.load(file)["project"]["dependencies"]
    return listed


if __name__ == "__main__":
    print(*others(), sep="\n")
