"""The editor as a person meets it: open, write, accept, save, quit."""

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual import events
from textual.widgets import Input, OptionList, Static

from rnnwriter.engines import Engine
from rnnwriter.errors import UserError
from rnnwriter.files import TextFile
from rnnwriter.settings import Settings
from rnnwriter.suggest.suggestion import Suggestion
from rnnwriter.tui.help_screen import HelpScreen
from rnnwriter.tui.outline_screen import OutlineScreen
from rnnwriter.tui.prompts import Choice, LinePrompt
from rnnwriter.tui.statistics_screen import StatisticsScreen
from rnnwriter.tui.tally import Tally, since

from .helpers import (
    Failing,
    Phrases,
    asked,
    cat_engine,
    loaded,
    no_engine,
    running,
    told,
    until,
    writer,
)

CAT = "The cat sat"


class Told:
    """Suggests what it was made with."""

    def __init__(self, settings: Settings) -> None:
        self.text = f" {settings.mode} {settings.temperature} {settings.seed}"

    def suggest(self, text_before_cursor: str, text_after_cursor: str = "") -> Suggestion | None:
        """Mode, temperature and seed."""
        return Suggestion(self.text, 1.0)

    def alternatives(
        self, text_before_cursor: str, count: int, text_after_cursor: str = ""
    ) -> list[Suggestion]:
        """There is nothing else."""
        return [Suggestion(self.text, 1.0)]


def telling_engine(name: str) -> Engine:
    return Engine(name, Told)


# Suggestions


async def test_the_model_is_loaded_and_continues_the_text() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        assert app.status_bar.status.model == "starter"
        await pilot.press(*"The")
        await until(pilot, lambda: app.editor.ghost == " cat sat", "the ghost is shown")
        await pilot.press("tab")
        assert app.editor.text == CAT


async def test_text_written_while_the_model_loads_is_continued_when_it_is_there() -> None:
    gate = threading.Event()

    def slow(name: str) -> Engine:
        gate.wait(30)
        return cat_engine(name)

    app = writer(load=slow)
    async with running(app) as pilot:
        await pilot.press(*"The")
        assert app.status_bar.status.loading
        gate.set()
        await until(pilot, lambda: app.editor.ghost == " cat sat", "the ghost is shown")


@pytest.mark.parametrize("load", [cat_engine, no_engine], ids=["read", "missing"])
async def test_a_model_that_is_read_after_the_end_finds_no_screen(
    load: Callable[[str], Engine],
) -> None:
    app = writer(load=load)
    async with running(app) as pilot:
        await loaded(pilot, app)
    assert not app.is_running
    await app.models.begin()


async def test_what_the_text_tells_when_the_screen_is_gone_is_not_shown() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press("x")
    assert not app.screen_stack
    app.show_status()
    assert app.editor.text == "x"


async def test_mode_and_temperature_reach_the_suggester_and_the_status_bar() -> None:
    app = writer(load=telling_engine, temperature=1.9, seed=3)
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press("x")
        await until(pilot, lambda: app.editor.ghost == " greedy 1.9 3", "it is greedy")
        await pilot.press("f2")
        await until(pilot, lambda: app.editor.ghost == " sampled 1.9 3", "it is sampled")
        await pilot.press("f4", "f4")
        await until(pilot, lambda: app.editor.ghost == " sampled 2.0 3", "it stops at 2")
        await pilot.press(*["f3"] * 3)
        await until(pilot, lambda: app.editor.ghost == " sampled 1.7 3", "it is cooler")
        status = app.status_bar.status
        assert (status.mode, status.temperature) == ("sampled", 1.7)
        assert app.editor.text == "x"


async def test_suggestions_go_off_and_on() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press(*"The")
        await until(pilot, lambda: app.editor.ghost, "the ghost is shown")
        await pilot.press("f5")
        assert app.editor.ghost == ""
        assert not app.status_bar.status.suggesting
        await pilot.press("f5")
        await until(pilot, lambda: app.editor.ghost, "the ghost is back")


async def test_without_a_model_the_editor_works_and_says_why() -> None:
    app = writer(load=no_engine, model="mine")
    async with running(app) as pilot:
        await told(pilot, app, "there is no model called 'mine'; train one")
        await pilot.press(*"abc")
        assert app.editor.text == "abc"
        assert app.status_bar.status.model == ""


async def test_a_failing_starter_is_told_in_one_sentence() -> None:
    app = writer(load=lambda name: Engine(name, lambda settings: Failing()))
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press(*"abc")
        await told(pilot, app, "Suggestions are off because the model failed (no weights)")
        assert app.editor.text == "abc"
        assert not app.status_bar.status.suggesting


async def test_the_starter_suggests_in_place_of_an_engine_that_fails() -> None:
    def load(name: str) -> Engine:
        return Engine(name, lambda _: Failing()) if name == "mine" else cat_engine(name)

    app = writer(load=load, model="mine")
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press(*"The")
        await told(pilot, app, "starter suggests, because mine failed (no weights)")
        await until(pilot, lambda: app.editor.ghost, "suggestions go on")
        assert app.status_bar.status.model == "starter"


async def test_the_starter_suggests_in_place_of_an_engine_that_is_not_there() -> None:
    def load(name: str) -> Engine:
        return no_engine(name) if name == "mine" else cat_engine(name)

    app = writer(load=load, model="mine")
    async with running(app) as pilot:
        await told(pilot, app, "starter suggests: there is no model called 'mine'")
        await pilot.press(*"The")
        await until(pilot, lambda: app.editor.ghost, "suggestions go on")


# The rest


async def test_ctrl_c_never_ends_the_program() -> None:
    app = writer()
    async with running(app) as pilot:
        await pilot.press("h", "i", "ctrl+c")
        await told(pilot, app, "Ctrl+Q quits")
        await pilot.press("f7", "ctrl+c")
        assert app.clipboard == "hi"
        assert not app._exit


async def test_help_opens_and_closes_and_keeps_its_keys_to_itself() -> None:
    app = writer()
    async with running(app) as pilot:
        await pilot.press("f1")
        await asked(pilot, app, HelpScreen)
        await pilot.press("x", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1, "help is closed")
        assert app.editor.text == ""
        assert app.editor.has_focus


def test_the_widget_is_exported_lazily() -> None:
    code = (
        "import sys, rnnwriter.tui as tui; print('textual' in sys.modules); "
        "print(tui.GhostTextArea.__name__)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["False", "GhostTextArea"]


async def test_every_action_is_in_the_palette_and_can_be_run_from_it() -> None:
    app = writer()
    async with running(app) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: len(app.screen_stack) == 2, "the palette is open")
        await pilot.press(*"keep the cursor")
        found = app.screen.query_one(OptionList)
        await until(
            pilot,
            lambda: (
                [str(one.prompt).split("\n")[0] for one in found.options]
                == ["Keep the cursor in the middle"]
            ),
            "it is found",
        )
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.editor.typewriter, "typewriter scrolling is on")


async def test_keys_of_the_settings_work_and_the_old_ones_do_not() -> None:
    app = writer(keys={"suggest.toggle": "alt+g", "edit.undo": "alt+y"})
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press("f5")
        assert app.editor.suggesting
        await pilot.press("alt+g")
        assert not app.editor.suggesting
        await pilot.press("x", "alt+y")
        assert app.editor.text == ""
        await pilot.press("f2")
        assert app.settings.mode == "sampled"


async def test_an_action_that_shares_its_key_keeps_it_when_the_other_moves() -> None:
    app = writer(keys={"suggest.accept": "alt+g"})
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press(*"The")
        await until(pilot, lambda: app.editor.ghost, "the ghost is shown")
        await pilot.press("tab")
        assert app.editor.text == "The "
        await pilot.press("backspace")
        await until(pilot, lambda: app.editor.ghost, "the ghost is back")
        await pilot.press("alt+g")
        assert app.editor.text == CAT


async def test_what_is_told_of_keys_follows_the_settings() -> None:
    app = writer(keys={"program.help": "alt+h", "program.quit": "alt+x", "view.typewriter": ""})
    async with running(app) as pilot:
        await loaded(pilot, app)
        assert app.status_bar.status.help_key == "Alt+H"
        await pilot.press("ctrl+c")
        await told(pilot, app, "Alt+X quits")
        shown = {one.title: one.help for one in app.get_system_commands(app.screen)}
        assert shown["Quit"] == "Program Alt+X"
        assert shown["Keep the cursor in the middle"] == "View"


@pytest.mark.parametrize(("answer", "goal"), [("12", 12), ("0", 0), ("many", 5)])
async def test_a_goal_is_set_and_what_is_none_is_told(answer: str, goal: int) -> None:
    app = writer(goal=5)
    async with running(app) as pilot:
        app.action_set_goal()
        await asked(pilot, app, LinePrompt)
        app.screen.query_one(Input).value = answer
        await pilot.press("enter")
        if answer == "many":
            await told(pilot, app, "not 'many'")
        await until(pilot, lambda: app.writing.goal == goal, "the goal is taken")


async def test_long_texts_are_counted_after_they_are_shown() -> None:
    app = writer()
    async with running(app) as pilot:
        app.filing.file = replace(
            app.filing.file, content=TextFile("\n".join(["one two three four"] * 30_000))
        )
        app.show_file()
        assert app.status_bar.status.words is None
        await until(pilot, lambda: app.status_bar.status.words == 120_000, "words are counted")
        assert app.writing.began == 120_000


async def test_matches_are_counted_again_when_the_text_changes() -> None:
    app = writer()
    async with running(app) as pilot:
        app.editor.load_text("one two one")
        await pilot.press("ctrl+f", *"one")
        bar = app.find_bar
        assert bar
        count = bar.query_one("#find-count", Static)
        await until(pilot, lambda: str(count.render()) == "1/2", "both are counted")
        app.editor.insert("one ", (0, 0))
        await until(pilot, lambda: str(count.render()).endswith("/3"), "the third is counted")


def test_a_conflict_of_keys_is_told_before_the_screen_is_taken() -> None:
    with pytest.raises(UserError, match=r"Ctrl\+S to both"):
        writer(keys={"edit.undo": "ctrl+s", "edit.redo": "ctrl+s"})


async def test_a_key_that_the_settings_take_from_an_action_is_told() -> None:
    app = writer(keys={"edit.undo": "ctrl+s"})
    async with running(app) as pilot:
        await told(pilot, app, "file.save has no key any more")
        await pilot.press("x", "ctrl+s")
        assert app.editor.text == ""


async def test_what_was_written_and_saved_is_counted() -> None:
    app = writer(goal=4)
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press(*"The")
        await until(pilot, lambda: app.editor.ghost, "the ghost is shown")
        await pilot.press("tab")
        await until(pilot, lambda: app.status_bar.status.words == 3, "words are counted")
        status = app.status_bar.status
        assert status.characters == len(CAT)
        assert status.goal == 0.75
        # 11 characters for 4 keys.
        assert status.saved == pytest.approx(7 / 11)


async def test_alternatives_are_counted_in_the_status_line() -> None:
    app = writer(
        load=lambda name: Engine(name, lambda settings: Phrases(CAT, "The dog", "The end"))
    )
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press(*"The")
        await until(pilot, lambda: app.editor.ghost, "the ghost is shown")
        await pilot.press("ctrl+n")
        await until(
            pilot,
            lambda: app.status_bar.status.alternative == (2, 3),
            "another is shown",
        )


async def test_a_heading_is_gone_to() -> None:
    app = writer()
    async with running(app) as pilot:
        app.editor.load_text("# One\n\ntext\n\n## Two\n\nmore\n\n# Three\n")
        await pilot.press("ctrl+t")
        await asked(pilot, app, OutlineScreen)
        await pilot.press("t", "w", "enter")
        await until(pilot, lambda: len(app.screen_stack) == 1, "it was chosen")
        assert app.editor.cursor_location[0] == 4
        app.editor.load_text("no headings")
        await pilot.press("ctrl+t")
        await told(pilot, app, "There are no headings")


async def test_what_is_typed_right_after_a_key_goes_where_the_key_led() -> None:
    app = writer()
    async with running(app) as pilot:

        async def looked_for(word: str) -> None:
            for key in ("ctrl+f", *word):
                app.post_message(events.Key(key, key if len(key) == 1 else None))
            await until(
                pilot,
                lambda: isinstance(app.focused, Input) and app.focused.value == word,
                "it is said what to find",
            )

        await looked_for("the")
        await pilot.press("escape", "x")
        await looked_for("sea")
        await pilot.press("escape", "y")
        assert app.editor.text == "xy"


async def test_keys_that_arrive_together_act_in_their_order() -> None:
    app = writer(keys={"edit.undo": "alt+y"})
    async with running(app) as pilot:
        await loaded(pilot, app)

        async def arrive(*keys: str) -> None:
            for key in keys:
                app.post_message(events.Key(key, key if len(key) == 1 else None))
            await pilot.pause()

        await arrive(*"The cat sod", "backspace", "backspace", *"at", "left", "n", "ctrl+home", "!")
        assert app.editor.text == "!The cat sant"
        await arrive("ctrl+end", *" x", "enter", "tab", *"in", "ctrl+w", *"out", "alt+y", "y")
        assert app.editor.text == "!The cat sant x\n    y"


async def test_an_accepted_ghost_stands_before_what_arrives_with_tab() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press(*"The")
        await until(pilot, lambda: app.editor.ghost == " cat sat", "the ghost is shown")
        for key in ("tab", *"ting"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: app.editor.text == "The cat satting", "all of it is there")


async def test_eagerness_goes_around_and_reaches_the_suggester() -> None:
    seen: list[str] = []

    def engine(name: str) -> Engine:
        def suggester(settings: Settings) -> Phrases:
            seen.append(settings.eagerness)
            return Phrases(CAT)

        return Engine(name, suggester)

    app = writer(load=engine)
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press(*["alt+e"] * 4)
        await told(pilot, app, "Suggestions are normal")
        assert seen == ["normal", "eager", "always", "quiet", "normal"]


async def test_what_became_of_suggestions_is_counted_shown_and_erased() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press(*"The")
        await until(pilot, lambda: app.editor.ghost, "the ghost is shown")
        await pilot.press("ctrl+right", "tab", "enter", "T")
        await until(pilot, lambda: app.editor.ghost, "another is shown")
        await pilot.press("escape")
        app.action_show_statistics()
        await asked(pilot, app, StatisticsScreen)
        assert since(None) == Tally(2, 1, 1, 8, 7, words=4)
        await pilot.press("e")
        await asked(pilot, app, Choice)
        await pilot.press("e")
        await told(pilot, app, "The counts are erased")
        assert since(None) == Tally()
