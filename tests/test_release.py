"""What a release needs beside its files; test_wheel.py looks at those."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

from rnnwriter import __version__
from tools import release
from tools.requirements import others, pytorch

ROOT = Path(__file__).parent.parent


def test_the_changelog_tells_of_the_version() -> None:
    assert release.version() == __version__
    assert release.is_told(__version__)
    assert not release.is_told("99.0")


def test_the_metadata_are_complete() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    assert {"description", "readme", "license", "authors", "keywords"} <= set(project)
    for path in (project["readme"], *project["license-files"]):
        assert (ROOT / path).is_file()
    lowest = re.search(r">=3\.(\d+)", project["requires-python"])
    assert lowest
    versions = {f"Programming Language :: Python :: 3.{n}" for n in range(int(lowest[1]), 15)}
    assert versions <= set(project["classifiers"])
    assert "Environment :: Console" in project["classifiers"]


@pytest.mark.parametrize(
    ("system", "machine", "has_it"),
    [
        ("linux", "x86_64", True),
        ("linux", "aarch64", True),
        ("darwin", "arm64", True),
        ("win32", "AMD64", True),
        ("darwin", "x86_64", False),
        ("linux", "riscv64", False),
        ("linux", "armv7l", False),
        ("win32", "ARM64", False),
    ],
)
def test_pytorch_is_required_where_there_is_one(system: str, machine: str, has_it: bool) -> None:
    marker = Requirement(pytorch()).marker
    assert isinstance(marker, Marker)
    assert marker.evaluate({"sys_platform": system, "platform_machine": machine}) is has_it


def test_the_other_requirements_are_all_but_that_one() -> None:
    names = {Requirement(line).name for line in others()}
    assert "torch" not in names
    assert {"numpy", "textual", "safetensors"} <= names


def test_a_tree_that_is_not_committed_is_no_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rnnwriter").mkdir()
    (tmp_path / "rnnwriter" / "version.py").write_text('__version__ = "7.0"\n')
    (tmp_path / "CHANGELOG.md").write_text("## [6.9] - 2026-01-01\n")
    release.run("git", "init", "--quiet", cwd=tmp_path)
    monkeypatch.setattr(release, "ROOT", tmp_path)
    monkeypatch.chdir(tmp_path)
    changed, untold = release.obstacles()
    assert "git status" in changed
    assert "7.0" in untold
