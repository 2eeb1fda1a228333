"""What can suggest is listed, and what is broken is named by a sentence."""

import shutil
from pathlib import Path

from rnnwriter import paths
from rnnwriter.engines.listing import listed_engines, listed_models
from rnnwriter.model.store import trained_path

from .packages import KNOWS_A_WORD, install


def test_models_are_listed_by_what_they_say(young: Path) -> None:
    paths.private_folder(paths.models_folder())
    for name in ("me-too", "me", "me.previous"):
        shutil.copy(young, trained_path(name))
    trained_path("bad").write_bytes(b"x" * 100)
    starter, bad, me, *others = listed_models()
    assert [one.name for one in (starter, bad, me, *others)] == [
        *("starter", "bad", "me", "me-too", "me.previous")
    ]
    assert me.info is not None
    assert starter.parameters > me.parameters > 0
    assert me.path == trained_path("me")
    assert (bad.info, bad.parameters) == (None, 0)
    assert "not a usable rnnwriter model" in bad.problem


def test_engines_of_packages_are_listed_and_broken_ones_named(packages: Path) -> None:
    assert listed_engines() == []
    install(packages, "knowing", KNOWS_A_WORD)
    install(packages, "broken", "raise RuntimeError('no words')")
    broken, knowing = listed_engines()
    assert (knowing.name, knowing.problem, knowing.info) == ("knowing", "", None)
    assert knowing.engine is not None
    assert (knowing.engine.package, knowing.engine.version) == ("knowing", "1.0")
    assert broken.name == "broken"
    assert "is broken (no words)" in broken.problem
