"""Where things live on the user's machine (platformdirs); RNNWRITER_HOME puts all under one folder.

Nothing is created on import: `private_folder` makes a folder, readable by its owner only, when it
is first needed.
"""

import os
from pathlib import Path

import platformdirs

APP = "rnnwriter"


def _home(kind: str) -> Path | None:
    home = os.environ.get("RNNWRITER_HOME")
    return Path(home).expanduser() / kind if home else None


def config_folder() -> Path:
    """Settings and keymap."""
    return _home("config") or platformdirs.user_config_path(APP)


def data_folder() -> Path:
    """What the user would miss: models."""
    return _home("data") or platformdirs.user_data_path(APP)


def state_folder() -> Path:
    """What can be made again: training runs, recovery, statistics."""
    return _home("state") or platformdirs.user_state_path(APP)


def models_folder() -> Path:
    """The models that `rnnwriter train` leaves, one file each."""
    return data_folder() / "models"


def runs_folder() -> Path:
    """One folder for each training run."""
    return state_folder() / "runs"


def recovery_folder() -> Path:
    """Text that was not saved yet, one journal for each."""
    return state_folder() / "recovery"


def backups_folder() -> Path:
    """Earlier versions of files."""
    return state_folder() / "backups"


def settings_file() -> Path:
    """The settings, as TOML."""
    return config_folder() / "settings.toml"


def private_folder(folder: Path) -> Path:
    """Make `folder` and its missing parents with mode 0700 and return it."""
    missing = [folder, *folder.parents]
    for part in reversed([part for part in missing if not part.exists()]):
        part.mkdir(mode=0o700, exist_ok=True)
    return folder
