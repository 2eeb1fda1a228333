"""Engines by name: ours, those of packages that are installed, and packages that are broken."""

import json
import shutil
from pathlib import Path

import pytest

from rnnwriter import paths
from rnnwriter.engines import load_engine
from rnnwriter.engines.registry import Registered, registered
from rnnwriter.errors import UserError
from rnnwriter.model.store import starter_path
from rnnwriter.settings import Settings
from rnnwriter.version import __version__
from tests.commands.programs import refused, rnnwriter

from .packages import KNOWS_A_WORD, install


def test_the_network_is_registered_like_any_other() -> None:
    assert registered() == [Registered("network", "rnnwriter", __version__)]
    assert load_engine("starter").name == load_engine("network").name == "starter"
    assert load_engine("network:starter").name == "starter"
    with pytest.raises(UserError, match="no model called 'nobody'"):
        load_engine("network:nobody")


def test_an_engine_of_a_package_suggests(packages: Path) -> None:
    install(packages, "knowing", KNOWS_A_WORD)
    assert [one.name for one in registered()] == ["network", "knowing"]
    engine = load_engine("knowing:lighthouse")
    assert engine.name == "knowing:lighthouse"
    suggestion = engine.suggester(Settings()).suggest("She saw the light")
    assert suggestion is not None
    assert suggestion.text == "house"


def test_a_model_comes_before_an_engine_of_its_name(packages: Path) -> None:
    install(packages, "knowing", KNOWS_A_WORD)
    folder = paths.private_folder(paths.models_folder())
    shutil.copy(starter_path(), folder / "knowing.safetensors")
    assert load_engine("knowing").cells is not None
    assert load_engine("knowing:word").cells is None


@pytest.mark.parametrize(
    ("code", "loads", "why"),
    [
        ("import nothing_of_that_name", "", "No module named 'nothing_of_that_name'"),
        ("raise SystemExit('goes')", "", "goes"),
        ("def load(what): return 'an engine'", "", "it gave str for an Engine"),
        ("def load(what): return 1 / 0", "", "division by zero"),
        ("load = 'nothing'", "", "cannot be called"),
        ("", "broken:nowhere", "no attribute 'nowhere'"),
    ],
)
def test_a_broken_package_is_named_in_one_sentence(
    packages: Path, code: str, loads: str, why: str
) -> None:
    install(packages, "broken", code, loads=loads)
    with pytest.raises(UserError, match="the package 'broken' is broken") as raised:
        load_engine("broken:anything")
    assert why in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


def test_what_an_engine_refuses_is_its_own_sentence(packages: Path) -> None:
    code = """
        from rnnwriter import UserError

        def load(what):
            raise UserError(f"there is no word {what!r}; name another")
    """
    install(packages, "choosy", code)
    with pytest.raises(UserError, match=r"^there is no word 'x'; name another$"):
        load_engine("choosy:x")


def test_the_program_lists_engines_and_leaves_broken_ones_out(packages: Path) -> None:
    install(packages, "knowing", KNOWS_A_WORD)
    install(packages, "broken", "import nothing_of_that_name")
    listed = json.loads(rnnwriter("models", "--json").stdout)
    assert [engine["name"] for engine in listed["engines"]] == ["network", "knowing"]
    (sentence,) = listed["unusable"]
    assert "'broken'" in sentence
    shown = rnnwriter("models").stdout
    assert "knowing is an engine of knowing 1.0" in shown
    assert "the package 'broken' is broken" in shown


def test_the_program_suggests_with_an_engine(packages: Path) -> None:
    install(packages, "knowing", KNOWS_A_WORD)
    install(packages, "broken", "import nothing_of_that_name")
    text = packages.parent / "text.txt"
    text.write_text("She saw the light")
    done = rnnwriter("complete", "--model", "knowing:lighthouse", standard_input=text)
    assert done.stdout == "house\n"
    done = rnnwriter("complete", "--model", "broken", standard_input=text)
    assert "the package 'broken' is broken" in refused(done, 1)


def test_an_engine_that_raises_is_named_in_one_sentence(packages: Path) -> None:
    raising = KNOWS_A_WORD.replace("begun =", "raise ValueError('no words')\n            begun =")
    install(packages, "raising", raising)
    text = packages.parent / "text.txt"
    text.write_text("She saw the light")
    done = rnnwriter("complete", "--model", "raising:x", standard_input=text)
    assert "knowing:x failed (no words)" in refused(done, 1)
