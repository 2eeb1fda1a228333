"""Models by name."""

from pathlib import Path

import pytest

from rnnwriter import paths
from rnnwriter.errors import UserError
from rnnwriter.model import load_model
from rnnwriter.model.store import check_name, find, models, starter_path, trained_path


@pytest.mark.parametrize("name", ["me", "my-notes_2", "v1.5", "A"])
def test_plain_names_are_names(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name", ["", "..", "../me", "/me", "a/b", "a b", "starter", "scratch", "CON", "é", "x" * 99]
)
def test_names_cannot_leave_their_folder(name: str) -> None:
    with pytest.raises(UserError, match="cannot name a model"):
        trained_path(name)


def test_models_are_found_by_name_and_by_path(trained: Path) -> None:
    paths.private_folder(paths.models_folder())
    (paths.models_folder() / "me.safetensors").write_bytes(trained.read_bytes())
    assert list(models()) == ["starter", "me"]
    assert find("me") == trained_path("me")
    assert find(str(trained)) == find(trained) == trained
    assert load_model("me").name == "me"
    with pytest.raises(UserError, match="no model called 'you'; there is starter, me"):
        find("you")


def test_the_shipped_model_is_there_and_small() -> None:
    model = load_model("starter")
    assert starter_path().stat().st_size <= 12_000_000
    assert model.alphabet.coverage("Plain words, as one would type them.\n") == 1.0
