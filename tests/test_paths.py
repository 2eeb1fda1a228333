"""Where things live."""

import stat
from pathlib import Path

import pytest

from rnnwriter import paths


def test_home_puts_all_under_one_folder(home: Path) -> None:
    for folder in (paths.config_folder(), paths.models_folder(), paths.runs_folder()):
        assert home in folder.parents
    assert not home.exists()


def test_without_home_the_platform_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RNNWRITER_HOME")
    assert "rnnwriter" in paths.data_folder().parts


def test_private_folders_are_the_owners_alone(tmp_path: Path) -> None:
    made = paths.private_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert paths.private_folder(made) == made
