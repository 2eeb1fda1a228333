"""The models there are, through the keys a person presses, and what becomes of the files."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, OptionList, Static

from rnnwriter import paths
from rnnwriter.engines import load_engine
from rnnwriter.model.store import models, trained_path
from rnnwriter.remembered import read_memory
from rnnwriter.training.run import run_of
from rnnwriter.training.spec import Spec
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.comparison_screen import ComparisonScreen
from rnnwriter.tui.models_screen import ModelsScreen
from rnnwriter.tui.prompts import Choice, LinePrompt
from tests.commands.programs import Personal
from tests.engines.packages import KNOWS_A_WORD, install
from tests.training.test_process import HOLD

from .helpers import asked, loaded, running, told, until, writer


@pytest.fixture
def mine(young: Path, trained: Path) -> None:
    """Two models, small ones, and a file that is none."""
    paths.private_folder(paths.models_folder())
    for name, file in (("mine", young), ("better", trained)):
        trained_path(name).write_bytes(file.read_bytes())
    trained_path("bad").write_bytes(b"x" * 100)


def app_with(model: str = "mine", **settings: Any) -> WriterApp:
    """The editor with real engines."""
    return writer(load=load_engine, model=model, spelling="", **settings)


async def opened(pilot: Pilot[Any], app: WriterApp, *, highlighting: str = "") -> ModelsScreen:
    """Ask for the models, and go to one."""
    await loaded(pilot, app)
    await pilot.press("alt+v")
    await asked(pilot, app, ModelsScreen)
    screen = app.screen
    assert isinstance(screen, ModelsScreen)
    await until(pilot, lambda: not screen._busy, "models are listed")
    if highlighting:
        await go_to(pilot, screen, highlighting)
    return screen


async def go_to(pilot: Pilot[Any], screen: ModelsScreen, name: str) -> None:
    """Highlight a model with the keys, and wait until it is told of."""
    await pilot.press("home", *["down"] * names(screen).index(name))
    await until(pilot, lambda: said(screen).startswith(name), f"it is told of {name}")


def names(screen: ModelsScreen) -> list[str]:
    """What is listed."""
    options = screen.query_one(OptionList).options
    return [str(option.prompt).split()[0] for option in options]


def line(screen: ModelsScreen, name: str) -> str:
    """The row of a model."""
    return str(screen.query_one(OptionList).get_option_at_index(names(screen).index(name)).prompt)


def said(screen: ModelsScreen) -> str:
    """What stands below the list."""
    return str(screen.query_one("#detail", Static).render())


async def notified(pilot: Pilot[Any], app: WriterApp, part: str) -> None:
    """Wait for a sentence in a corner."""
    await until(
        pilot,
        lambda: any(part in one.message for one in app._notifications),
        f"it is said that {part!r}",
    )


async def closed(pilot: Pilot[Any], app: WriterApp) -> None:
    """Wait until the text is all there is."""
    await until(pilot, lambda: len(app.screen_stack) == 1, "the pane is closed")


async def test_the_list_begins_where_the_one_that_suggests_is(mine: None) -> None:
    app = app_with()
    async with running(app) as pilot:
        screen = await opened(pilot, app)
        assert names(screen) == ["starter", "bad", "better", "mine"]
        await until(pilot, lambda: said(screen).startswith("mine   suggests"), "it is told of")
        assert "There is no report" in said(screen)
        assert "suggests" in line(screen, "mine")
        assert "suggests" not in line(screen, "starter")
        assert "unusable" in line(screen, "bad")
        await go_to(pilot, screen, "bad")
        assert "not a usable rnnwriter model" in said(screen)
        await pilot.press("enter")
        await notified(pilot, app, "not a usable rnnwriter model")
        assert app.screen is screen
        await pilot.press("alt+v")
        await closed(pilot, app)
        assert app.editor.has_focus


async def test_the_report_of_the_last_training_is_shown(personal: Personal) -> None:
    personal.settle()
    app = app_with("starter")
    async with running(app) as pilot:
        screen = await opened(pilot, app, highlighting="me")
        assert "never trained on" in said(screen)
        assert "keys saved" in said(screen)
        scroll = screen.query_one("VerticalScroll")
        await until(pilot, lambda: scroll.max_scroll_y > 0, "it is laid out")
        await pilot.press("pagedown")
        await until(pilot, lambda: scroll.scroll_offset.y > 0, "the rest is shown")
        assert said(screen).startswith("me")
        await pilot.press("pageup")
        await until(pilot, lambda: scroll.scroll_offset.y == 0, "the beginning is shown")


async def test_another_one_suggests_and_there_is_a_way_back(mine: None) -> None:
    app = app_with()
    async with running(app) as pilot:
        await opened(pilot, app, highlighting="better")
        await pilot.press("enter")
        await closed(pilot, app)
        await told(pilot, app, "better suggests; Alt+M goes back")
        assert app.models.engine is not None
        assert app.models.engine.name == read_memory().model == "better"
        await pilot.press("alt+m")
        await told(pilot, app, "mine suggests")
        assert read_memory().model == "mine"


async def test_a_model_that_is_damaged_inside_is_one_sentence(mine: None) -> None:
    path = trained_path("better")
    path.write_bytes(path.read_bytes()[:-100])
    app = app_with()
    async with running(app) as pilot:
        screen = await opened(pilot, app, highlighting="better")
        await pilot.press("s")
        await notified(pilot, app, "is damaged")
        await until(pilot, lambda: said(screen).startswith("better"), "it is told of again")
        assert app.models.engine is not None
        assert app.models.engine.name == "mine"
        # It can be deleted all the same.
        await pilot.press("delete")
        await asked(pilot, app, Choice)
        await pilot.press("d")
        await notified(pilot, app, "better is deleted")
        assert "better" not in models()


async def test_engines_of_packages_are_chosen_too(packages: Path) -> None:
    install(packages, "knowing", KNOWS_A_WORD)
    install(packages, "broken", "raise RuntimeError('no words')")
    app = app_with("starter")
    async with running(app) as pilot:
        screen = await opened(pilot, app, highlighting="broken")
        assert "is broken (no words)" in said(screen)
        await go_to(pilot, screen, "knowing")
        assert "An engine of the package knowing 1.0." in said(screen)
        for key in ("c", "r", "e", "d", "space"):
            await pilot.press(key)
            assert app.screen is screen
        await notified(pilot, app, "knowing is an engine of the package knowing, no model")
        await pilot.press("enter")
        await closed(pilot, app)
        await told(pilot, app, "knowing: suggests")
        screen = await opened(pilot, app, highlighting="starter")
        assert "suggests" in line(screen, "knowing")
        await pilot.press("c")
        await notified(pilot, app, "knowing: suggests; mark a model to compare with")
        assert app.screen is screen


async def test_a_model_gets_another_name_everywhere(mine: None) -> None:
    app = app_with()
    async with running(app) as pilot:
        screen = await opened(pilot, app, highlighting="mine")
        await pilot.press("r")
        await asked(pilot, app, LinePrompt)
        app.screen.query_one(Input).value = "../x"
        await pilot.press("enter")
        await notified(pilot, app, "cannot name a model")
        for taken in ("better", "starter"):
            await until(pilot, lambda: app.screen is screen and not screen._busy, "it is asked")
            await pilot.press("r")
            await asked(pilot, app, LinePrompt)
            app.screen.query_one(Input).value = taken
            await pilot.press("enter")
        await notified(pilot, app, "a model or a training called 'better'")
        await until(pilot, lambda: app.screen is screen and not screen._busy, "it is asked")
        await pilot.press("r")
        await asked(pilot, app, LinePrompt)
        app.screen.query_one(Input).value = "diary"
        await pilot.press("enter")
        await notified(pilot, app, "mine is called diary now")
        await until(pilot, lambda: said(screen).startswith("diary   suggests"), "it is listed")
        assert set(models()) == {"starter", "bad", "better", "diary"}
        await pilot.press("escape")
        await closed(pilot, app)
        assert app.status_bar.status.model == "diary"
        await app.models.keep()
        assert read_memory().model == "diary"


async def test_the_starter_is_neither_renamed_nor_deleted() -> None:
    app = app_with("starter")
    async with running(app) as pilot:
        screen = await opened(pilot, app)
        for key in ("r", "d"):
            await pilot.press(key)
            await until(pilot, lambda: not screen._busy, "it is said")
            assert app.screen is screen
        assert [one.message for one in app._notifications] == [
            "starter comes with the program and stays as it is"
        ] * 2


async def test_a_copy_is_made_and_nothing_replaced_unasked(mine: None, tmp_path: Path) -> None:
    app = app_with()
    target = tmp_path / "copy.safetensors"
    async with running(app) as pilot:
        screen = await opened(pilot, app, highlighting="mine")

        async def export(name: str) -> None:
            await until(pilot, lambda: app.screen is screen and not screen._busy, "it is done")
            await pilot.press("e")
            await asked(pilot, app, LinePrompt)
            assert "Whoever has this model" in str(app.screen.query_one("Label", Static).render())
            app.screen.query_one(Input).value = name
            await pilot.press("enter")

        await export(str(tmp_path / "copy"))
        await notified(pilot, app, "mine is copied to")
        assert target.read_bytes() == trained_path("mine").read_bytes()
        target.write_text("a letter")
        await export(str(target))
        await asked(pilot, app, Choice)
        await pilot.press("escape")
        await until(pilot, lambda: not screen._busy, "it is left")
        assert target.read_text() == "a letter"
        await export(str(target))
        await asked(pilot, app, Choice)
        await pilot.press("r")
        await until(pilot, lambda: target.stat().st_size > 100, "it is replaced")
        await export(str(tmp_path / "none" / "x"))
        await notified(pilot, app, "its folder is gone")
        await export("\0")
        await notified(pilot, app, "cannot be used as a name")


async def test_the_starter_takes_the_place_of_what_is_deleted(mine: None) -> None:
    run_of("mine").create(Spec("mine", (), 1.0))
    app = app_with()
    async with running(app) as pilot:
        screen = await opened(pilot, app, highlighting="mine")
        await pilot.press("d")
        await asked(pilot, app, Choice)
        await pilot.press("escape")
        await until(pilot, lambda: not screen._busy, "nothing is done")
        assert "mine" in models()
        await pilot.press("d")
        await asked(pilot, app, Choice)
        await pilot.press("enter")
        await notified(pilot, app, "mine is deleted, and starter suggests in its place")
        await until(pilot, lambda: "mine" not in names(screen), "it is not listed any more")
        assert "mine" not in models()
        assert not run_of("mine").folder.exists()
        assert read_memory().model == "starter"
        await pilot.press("escape")
        await closed(pilot, app)
        # Nor is there a way back to it.
        await pilot.press("alt+m")
        await told(pilot, app, "There is no model before this one")


async def test_a_model_in_training_is_marked_and_stays(mine: None) -> None:
    app = app_with("starter")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD.replace("'me'", "'mine'")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        async with running(app) as pilot:
            screen = await opened(pilot, app, highlighting="mine")
            assert "in training" in line(screen, "mine")
            await pilot.press("d")
            await asked(pilot, app, Choice)
            await pilot.press("d")
            await notified(pilot, app, f"'mine' is in training, by process {process.pid}")
            assert "mine" in models()
        process.kill()


async def test_which_two_are_compared(mine: None) -> None:
    app = app_with()
    async with running(app) as pilot:
        screen = await opened(pilot, app, highlighting="mine")
        await pilot.press("c")
        await notified(pilot, app, "go to another one to compare it with")

        async def compared() -> tuple[str, ...]:
            await pilot.press("c")
            await asked(pilot, app, ComparisonScreen)
            assert isinstance(app.screen, ComparisonScreen)
            both = tuple(app.screen._names)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen, "the list is back")
            return both

        await go_to(pilot, screen, "better")
        assert await compared() == ("mine", "better")
        await pilot.press("space")
        assert "marked" in line(screen, "better")
        # What is marked is compared with what suggests, where nothing else is highlighted.
        assert await compared() == ("mine", "better")
        await go_to(pilot, screen, "starter")
        assert await compared() == ("better", "starter")
        await go_to(pilot, screen, "better")
        await pilot.press("space")
        assert "marked" not in line(screen, "better")


async def test_the_mouse_does_all_that_keys_do(mine: None) -> None:
    app = app_with()
    async with running(app) as pilot:
        screen = await opened(pilot, app)
        options = screen.query_one(OptionList)
        await pilot.click(options, offset=(3, 0))
        await until(pilot, lambda: said(screen).startswith("starter"), "it is told of")
        assert app.screen is screen
        assert [str(button.label) for button in screen.query(Button)] == [
            *("Suggest", "Compare", "Rename", "Export", "Delete")
        ]
        for name, prompt in (("compare", ComparisonScreen), ("export", LinePrompt)):
            await pilot.click(named(screen, name))
            await asked(pilot, app, prompt)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen and not screen._busy, "it is left")
        await pilot.click(options, offset=(3, 2))
        await until(pilot, lambda: said(screen).startswith("better"), "it is told of")
        await pilot.click(named(screen, "suggest"))
        await closed(pilot, app)
        await told(pilot, app, "better suggests")
        screen = await opened(pilot, app)
        await pilot.click(screen.query_one(OptionList), offset=(3, 3), times=2)
        await closed(pilot, app)
        await told(pilot, app, "mine suggests")


def named(screen: ModelsScreen, name: str) -> Button:
    """A button."""
    return next(button for button in screen.query(Button) if button.name == name)


async def test_while_the_model_is_loaded_one_asks_again() -> None:
    app = app_with("starter")
    async with running(app) as pilot:
        app.models.loading = True
        await pilot.press("alt+v")
        await told(pilot, app, "The model is not loaded yet")
