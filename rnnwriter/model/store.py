"""Models by name: the shipped one, and those that training left in the user's models folder.

Names are known without NumPy, so that a shell can complete them at once.
"""

import re
from importlib import resources
from pathlib import Path

from rnnwriter import paths
from rnnwriter.errors import UserError

SUFFIX = ".safetensors"
STARTER = "starter"
# Between the names of two models that are asked together.
BOTH = "+"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
# Windows has devices of these names, whatever follows a dot.
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{at}" for port in ("com", "lpt") for at in range(10)),
}
_RESERVED = {*_DEVICES, "scratch", STARTER}
# Of models that are asked together.
_MOST_TOGETHER = 4


def is_name(name: str) -> bool:
    """Whether a trained model may be called `name`: it leads nowhere but to a file of its own."""
    return (
        _NAME.fullmatch(name) is not None
        and name.lower().split(".")[0] not in _RESERVED
        and not name.endswith(".")
        and not name.lower().endswith(SUFFIX)
    )


def names_in(together: str) -> list[str]:
    """The names in one such as "me+starter". Raises UserError when they are too many."""
    names = together.split(BOTH)
    if len(names) > _MOST_TOGETHER:
        raise UserError(f"{together!r} names more than {_MOST_TOGETHER} models; ask fewer together")
    return names


def check_name(name: str) -> str:
    """`name` if a trained model may be called so; raises UserError otherwise."""
    if not is_name(name):
        raise UserError(
            f"{name!r} cannot name a model; use letters, digits, '-' and '_', and not"
            f" '{STARTER}' or 'scratch'"
        )
    return name


def starter_path() -> Path:
    """The shipped model: inside the package when installed, in `models/` in a checkout."""
    package = Path(str(resources.files("rnnwriter")))
    shipped = package / "shipped" / f"{STARTER}{SUFFIX}"
    return shipped if shipped.exists() else package.parent / "models" / f"{STARTER}{SUFFIX}"


def trained_path(name: str) -> Path:
    """Where the trained model `name` lives, whether it exists or not."""
    return paths.models_folder() / f"{check_name(name)}{SUFFIX}"


def find(name_or_path: str | Path) -> Path:
    """The file of a model: a path that ends in .safetensors, or a name.

    Raises UserError when there is none.
    """
    if isinstance(name_or_path, Path) or name_or_path.endswith(SUFFIX):
        return Path(name_or_path)
    if name_or_path == STARTER:
        return starter_path()
    path = trained_path(name_or_path)
    if not path.exists():
        known = ", ".join(models())
        raise UserError(f"there is no model called {name_or_path!r}; there is {known}")
    return path


def models() -> dict[str, Path]:
    """Every model by name, the starter first."""
    found = {STARTER: starter_path()}
    folder = paths.models_folder()
    if folder.is_dir():
        # By name, so that what was before a model comes after it.
        files = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.stem)
        found |= {path.stem: path for path in files if is_name(path.stem)}
    return found
