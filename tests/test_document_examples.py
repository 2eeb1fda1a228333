"""The Python in the documents runs, and does what is said of it."""

import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from textual.app import App

from rnnwriter import GhostTextArea, Suggestion, load_model, paths
from rnnwriter.engines import load_engine
from rnnwriter.engines.registry import GROUP
from rnnwriter.errors import UserError
from rnnwriter.model.ngrams import LENGTHS, NgramModel
from rnnwriter.settings import Settings
from rnnwriter.tui.themes import own_themes
from tests.commands.programs import refused, rnnwriter
from tests.documents import README, ROOT, blocks
from tests.texts import prose
from tests.tui.helpers import until

PLUGINS = ROOT / "docs" / "plugins.md"


def ran(name: str, code: str) -> ModuleType:
    """`code` as a module: Textual looks for the file that an app stands in."""
    module = ModuleType(name)
    sys.modules[name] = module
    exec(code, module.__dict__)
    return module


def test_readmes_python_suggests() -> None:
    example, _ = blocks(README, "python")
    names: dict[str, Any] = {}
    exec(example, names)
    suggestion = names["suggester"].suggest("It was the first time in my li")
    assert suggestion is None or isinstance(suggestion, Suggestion)
    assert names["model"].log_probabilities("The sea").shape[0] == 7


async def test_readmes_app_suggests_and_tells_what_was_taken() -> None:
    _, example = blocks(README, "python")
    assert len(example.splitlines()) < 40
    app: App[None] = ran("letters", example).Letters()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        area = app.query_one(GhostTextArea)
        await pilot.press(*"It was the first time in my li")
        await until(pilot, lambda: area.ghost == "fe", "a ghost is shown")
        await pilot.press("tab")
        await until(pilot, lambda: app._notifications, "it is told what was taken")
        assert area.text == "It was the first time in my life"
        assert [one.message for one in app._notifications] == ["2 keys saved"]


async def test_an_app_with_answers_of_its_own() -> None:
    _, example = blocks(PLUGINS, "python")
    app: App[None] = ran("answering", example).Answering()
    async with app.run_test(size=(80, 24)) as pilot:
        area = app.query_one(GhostTextArea)
        area.focus()
        await pilot.press(*"Thank")
        await until(pilot, lambda: area.ghost == " you for your letter.", "the first answer")
        await until(pilot, lambda: "1 of 1" in str(app.query_one("#said").render()), "it is told")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: area.ghost == "s, and see you soon.", "the other answer")
        await pilot.press("tab")
        assert area.text == "Thanks, and see you soon."


@pytest.fixture
def dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A list of words; the engine of the document, built and installed, knows it."""
    (package,) = blocks(PLUGINS, "toml")
    code, _ = blocks(PLUGINS, "python")
    source = tmp_path / "source"
    source.mkdir()
    (source / "pyproject.toml").write_text(package, encoding="utf-8")
    (source / "rnnwriter_dictionary.py").write_text(code, encoding="utf-8")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    done = subprocess.run(build, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = (source / "dist").glob("*.whl")
    folder = tmp_path / "packages"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(ROOT)]))
    words = tmp_path / "words.txt"
    words.write_text("lighthouse\nlightning\nharbour\n", encoding="utf-8")
    yield words
    sys.modules.pop("rnnwriter_dictionary", None)


def test_the_dictionary_is_an_engine(dictionary: Path, tmp_path: Path) -> None:
    (package,) = blocks(PLUGINS, "toml")
    assert set(tomllib.loads(package)["project"]["entry-points"]) == {GROUP}
    engine = load_engine(f"dictionary:{dictionary}")
    suggester = engine.suggester(Settings())
    assert suggester.suggest("She saw the light") == Suggestion("house", 0.5, "dictionary")
    assert [one.text for one in suggester.alternatives("the light", 4)] == ["house", "ning"]
    assert suggester.suggest("She saw the ") is None
    with pytest.raises(UserError, match="cannot be read"):
        load_engine("dictionary:nowhere.txt")
    assert load_engine(engine.name).name == engine.name


def test_the_program_asks_the_dictionary(dictionary: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("She saw the light", encoding="utf-8")
    model = f"dictionary:{dictionary}"
    assert rnnwriter("complete", "--model", model, standard_input=text).stdout == "house\n"
    assert "dictionary is an engine of rnnwriter-dictionary 1.0" in rnnwriter("models").stdout
    done = rnnwriter("complete", "--model", "dictionary:nowhere", standard_input=text)
    assert "the dictionary 'nowhere' cannot be read" in refused(done, 1)


@pytest.fixture(scope="module")
def reader() -> dict[str, Any]:
    """What the document on model files defines, with the shipped model."""
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        for block in blocks(ROOT / "docs" / "model-file.md", "python"):
            exec(block, names)
    return names


def test_a_model_is_read_with_a_few_lines(reader: dict[str, Any]) -> None:
    assert reader["next_character"] == "s"
    logits = reader["logits"].astype(np.float64)
    own = logits - np.log(np.exp(logits - logits.max()).sum()) - logits.max()
    model = load_model("starter")
    np.testing.assert_allclose(own, model.log_probabilities("The sea was")[10], atol=1e-4)
    assert reader["alphabet"] == model.alphabet.characters
    assert model.memory is not None
    assert set(model.memory.tensors()) <= set(reader["tensors"])


def test_what_followed_is_read_with_a_few_lines(reader: dict[str, Any]) -> None:
    model = load_model("starter")
    ids = model.alphabet.encode(prose(3_000))
    ngrams = NgramModel.counted([ids], len(model.alphabet))
    tensors = {f"memory.{name}": tensor for name, tensor in ngrams.tensors.items()}
    seen = 0
    for end in range(20, 200, 7):
        recent = ids[:end].tolist()
        expected = {
            LENGTHS[order - 1]: dict(zip(found.symbols, found.counts, strict=True))
            for order, found in ngrams._found(recent)
        }
        for length in LENGTHS:
            found = reader["followers"](tensors, recent[-length:])
            assert found == expected.get(length, {})
            seen += bool(found)
    assert seen > 50
    assert reader["followers"](tensors, [0]) == {}


def test_the_theme_is_one() -> None:
    folder = paths.private_folder(paths.config_folder() / "themes")
    (theme,) = [
        block for block in blocks(ROOT / "docs" / "settings.md", "toml") if "primary" in block
    ]
    (folder / "paper.toml").write_text(theme, encoding="utf-8")
    assert [one.name for one in own_themes()] == ["paper"]
