"""README says what is true: its Python runs, its commands, targets, keys and files exist."""

import re
import sys
import tomllib
from dataclasses import fields
from pathlib import Path
from types import ModuleType

from textual.app import App

from rnnwriter import GhostTextArea
from rnnwriter.cli import cli
from rnnwriter.settings import Settings, load_settings
from rnnwriter.suggest.suggestion import Suggestion
from rnnwriter.tui.actions import ACTIONS
from rnnwriter.tui.keymap import keymap
from tests.tui.helpers import until

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The code blocks of `language`."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_its_python_runs() -> None:
    example, _ = blocks("python")
    names: dict[str, object] = {}
    exec(example, names)
    suggestion = names["suggester"].suggest("It was the first time in my li")  # type: ignore[attr-defined]
    assert suggestion is None or isinstance(suggestion, Suggestion)
    rows = names["model"].log_probabilities("The sea")  # type: ignore[attr-defined]
    assert rows.shape[0] == 7


async def test_its_app_suggests_and_tells_what_was_taken() -> None:
    _, example = blocks("python")
    assert len(example.splitlines()) < 40
    # As a module: Textual looks for the file that an app stands in.
    module = ModuleType("letters")
    sys.modules["letters"] = module
    exec(example, module.__dict__)
    app: App[None] = module.Letters()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        area = app.query_one(GhostTextArea)
        await pilot.press(*"It was the first time in my li")
        await until(pilot, lambda: area.ghost == "fe", "a ghost is shown")
        await pilot.press("tab")
        await until(pilot, lambda: app._notifications, "it is told what was taken")
        assert area.text == "It was the first time in my life"
        assert [one.message for one in app._notifications] == ["2 keys saved"]


def test_its_commands_exist() -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    options = {
        option for command in cli.commands.values() for p in command.params for option in p.opts
    }
    for line in lines:
        command, _, _ = line.partition("#")
        words = command.rpartition("| ")[2].split()
        if words[0] == "make":
            assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
        else:
            assert words[0] == "rnnwriter"
            assert words[1] in cli.commands or words[1].endswith(".md") or words[1] == "--model"
            assert {word for word in words if word.startswith("--")} <= options, line


def test_its_keys_are_those_of_the_program() -> None:
    table = "".join(line for line in README.splitlines() if line.startswith("| "))
    for action in ACTIONS:
        if action.group not in ("Edit", "Move", "Select") and action.keys:
            assert action.key_name in table, action.id


def test_its_settings_are_those_of_the_program(tmp_path: Path) -> None:
    (example,) = blocks("toml")
    path = tmp_path / "settings.toml"
    path.write_text(example, encoding="utf-8")
    settings = load_settings(path)
    assert keymap(settings.keys)
    assert {field.name for field in fields(Settings)} == set(tomllib.loads(example))


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
