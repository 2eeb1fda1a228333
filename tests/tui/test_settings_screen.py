"""The settings' pane: what is shown, changed, kept, undone, by keys and by mouse."""

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Footer, Input, OptionList, Static

from rnnwriter.paths import settings_file
from rnnwriter.settings import Settings, load_settings
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.ghost_text_area import GhostTextArea
from rnnwriter.tui.pick_screen import PickScreen
from rnnwriter.tui.setting_fields import FIELDS, typed
from rnnwriter.tui.settings_screen import SettingsScreen

from .helpers import asked, loaded, running, told, until, writer


def kept(text: str) -> Path:
    """The settings' file, with `text` in it."""
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


async def shown(pilot: Pilot[Any], app: WriterApp, name: str = "") -> SettingsScreen:
    """Show the settings, and go to one."""
    await pilot.press("f11")
    await asked(pilot, app, SettingsScreen)
    screen = app.screen
    assert isinstance(screen, SettingsScreen)
    if name:
        screen.show_rows(name)
        await pilot.pause()
    return screen


def told_below(screen: SettingsScreen) -> str:
    """What is said of the highlighted setting."""
    return str(screen.query_one("#what", Static).content)


async def back(pilot: Pilot[Any], app: WriterApp) -> None:
    """Go back to the text."""
    await pilot.press("escape")
    await until(pilot, lambda: len(app.screen_stack) == 1, "the pane is gone")


async def test_every_setting_is_shown_with_its_value_and_what_it_does() -> None:
    kept("width = 60\n")
    app = writer()
    async with running(app) as pilot:
        screen = await shown(pilot, app)
        rows = {one.id: str(one.prompt) for one in screen.options.options if one.id}
        assert set(rows) == set(FIELDS)
        assert rows["width"].split() == ["width", "60"]
        for name, field in FIELDS.items():
            screen.show_rows(name)
            assert field.what in told_below(screen)
        screen.show_rows("width")
        assert "From 20 to 400. Default: 80." in told_below(screen)
        assert "Default" not in told_below(await _at(screen, "seed"))


async def _at(screen: SettingsScreen, name: str) -> SettingsScreen:
    screen.show_rows(name)
    return screen


async def test_what_is_changed_acts_at_once_and_is_kept() -> None:
    path = kept("# mine\nmode = 'greedy' # for now\n")
    app = writer()
    async with app.run_test(size=(200, 24)) as pilot:
        await loaded(pilot, app)
        screen = await shown(pilot, app, "mode")
        await pilot.press("right")
        assert app.settings.mode == "sampled"
        assert app.status_bar.status.mode == "sampled"
        screen.show_rows("width")
        await pilot.press("left")
        assert app.viewing.width == 76
        await until(pilot, lambda: app.editor.wrap_width == 75, "lines are shorter")
        screen.show_rows("typewriter")
        await pilot.press("space")
        assert app.editor.typewriter
        screen.show_rows("focus")
        await pilot.press("enter", "enter")
        assert app.editor.focus_on == "sentence"
        await back(pilot, app)
        assert path.read_text() == (
            '# mine\nmode = "sampled" # for now\nwidth = 76\ntypewriter = true\n'
            'focus = "sentence"\n'
        )
        assert load_settings(path) == Settings(
            mode="sampled", width=76, typewriter=True, focus="sentence"
        )
        assert app.focused is app.editor


@pytest.mark.parametrize(
    ("name", "figures", "value"),
    [
        ("temperature", "1.5", 1.5),
        ("goal", "400", 400),
        ("seed", "7", 7),
        ("backups", "3", 3),
    ],
)
async def test_figures_begin_a_number(name: str, figures: str, value: Any) -> None:
    app = writer()
    async with running(app) as pilot:
        screen = await shown(pilot, app, name)
        await pilot.press(*figures)
        assert screen.query_one("#value", Input).has_focus
        await pilot.press("enter")
        assert getattr(app.settings, name) == value
        assert screen.options.has_focus
        await back(pilot, app)
        assert load_settings(settings_file()) == Settings(**{name: value})
        assert app.writing.goal == (400 if name == "goal" else 0)


async def test_texts_are_typed_and_what_is_wrong_is_told_and_typed_on() -> None:
    app = writer()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await shown(pilot, app, "exclude")
        await pilot.press("enter", *"drafts/, *.log", "enter")
        await pilot.press("enter", *", y", "escape")
        assert typed(app.settings.exclude) == "drafts/, *.log"
        await pilot.press("enter", *', "x', "enter")
        await until(pilot, lambda: app._notifications, "it is told")
        assert "a quote is open" in next(iter(app._notifications)).message
        assert screen.query_one("#value", Input).has_focus
        await pilot.press('"', "enter")
        await back(pilot, app)
        assert load_settings(settings_file()).exclude == ("drafts/", "*.log", "x")


async def test_the_default_comes_back_and_a_change_is_undone() -> None:
    text = "# a\nwidth = 60  # narrow\ngoal = 5\n"
    path = kept(text)
    app = writer(width=60, goal=5)
    async with running(app) as pilot:
        screen = await shown(pilot, app, "width")
        await pilot.press("delete")
        assert app.viewing.width == 80
        await until(pilot, lambda: path.read_text() == "# a\ngoal = 5\n", "the entry is gone")
        screen.show_rows("goal")
        await pilot.press("right", "right")
        assert app.writing.goal == 100
        await pilot.press("ctrl+z")
        assert app.writing.goal == 50
        assert screen.highlighted == "goal"
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert (app.writing.goal, app.viewing.width) == (5, 60)
        assert screen.highlighted == "width"
        await back(pilot, app)
        assert path.read_text() == text


async def test_typing_narrows_the_list_and_escape_goes_back() -> None:
    app = writer()
    async with running(app) as pilot:
        screen = await shown(pilot, app)
        await pilot.press(*"keys")
        assert [one.id for one in screen.options.options if one.id] == ["footer", "keys"]
        assert screen.highlighted == "keys"
        await pilot.press(*"xyz")
        assert screen.options.option_count == 0
        assert told_below(screen) == ""
        await pilot.press("right", "enter", "delete", "ctrl+z")
        # Backspace, held until the line is empty, does not go on to the values.
        await pilot.press(*["backspace"] * 20, "down")
        assert screen.highlighted == "mode"
        await back(pilot, app)
        assert not settings_file().exists()


async def test_rows_are_clicked() -> None:
    app = writer()
    async with running(app) as pilot:
        screen = await shown(pilot, app)
        at = screen.options.get_option_index("mode")
        await pilot.click(OptionList, offset=(3, at))
        assert app.settings.mode == "sampled"
        await back(pilot, app)
        assert load_settings(settings_file()).mode == "sampled"


async def test_a_theme_is_looked_at_before_it_is_chosen() -> None:
    app = writer(theme="nord")
    async with running(app) as pilot:
        kept('theme = "nord"\n')
        await shown(pilot, app, "theme")
        await pilot.press("enter")
        await asked(pilot, app, PickScreen)
        await pilot.press(*"drac")
        await until(pilot, lambda: app.theme == "dracula", "it is looked at")
        await pilot.press("escape")
        await until(pilot, lambda: app.theme == "nord", "it is as it was")
        await asked(pilot, app, SettingsScreen)
        await pilot.press("right")
        first = app.theme
        assert first != "nord"
        await pilot.press("enter")
        await asked(pilot, app, PickScreen)
        await pilot.press(*"gruv", "enter")
        await asked(pilot, app, SettingsScreen)
        await until(pilot, lambda: app.theme == "gruvbox", "it is chosen")
        await pilot.press("ctrl+z")
        assert app.theme == first
        await pilot.press("delete")
        assert app.theme == "textual-dark"
        await back(pilot, app)
        assert settings_file().read_text() == ""


async def test_a_file_that_is_not_valid_is_told_and_left_alone() -> None:
    path = kept("width = 3\n")
    app = writer()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f11")
        await told(pilot, app, "should lie in 20 to 400")
        assert isinstance(app.focused, GhostTextArea)
        path.unlink()
        await shown(pilot, app, "width")
        path.write_text("width = ")
        await pilot.press("right")
        await until(pilot, lambda: app._notifications, "it is told")
        assert "Not kept" in next(iter(app._notifications)).message
        assert (app.viewing.width, app.settings.width) == (80, 80)
        await back(pilot, app)
        assert path.read_text() == "width = "


async def test_what_holds_only_for_now_is_told() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press("f2")
        screen = await shown(pilot, app, "mode")
        assert "Until you quit: sampled." in told_below(screen)
        await pilot.press("right")
        assert "Until" not in told_below(screen)


async def test_the_footer_comes_and_goes() -> None:
    app = writer()
    async with running(app) as pilot:
        await shown(pilot, app, "footer")
        await pilot.press("right")
        await until(pilot, lambda: app.screen_stack[0].query(Footer), "the footer is there")
        await pilot.press("right")
        await until(pilot, lambda: not app.screen_stack[0].query(Footer), "the footer is gone")


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (200, 60)])
async def test_it_fits_on_any_screen(size: tuple[int, int]) -> None:
    app = writer()
    async with app.run_test(size=size) as pilot:
        screen = await shown(pilot, app, "private")
        assert screen.options.region.height >= 5
        for part in ("#filter", "#what", ".pane--keys"):
            region = screen.query_one(part).region
            assert screen.query_one(".pane").region.contains_region(region)
        await pilot.press("enter")
        assert screen.query_one("#value").region.height == 1


async def test_keys_that_arrive_together_go_where_they_were_meant() -> None:
    app = writer()
    async with running(app) as pilot:
        screen = await shown(pilot, app)

        async def arrive(*keys: str) -> None:
            for key in keys:
                app.post_message(events.Key(key, key if len(key) == 1 else None))
            await pilot.pause()

        await arrive(*"goal", *"4005", "backspace", "enter", *["backspace"] * 9)
        await until(pilot, lambda: app.writing.goal == 400, "the number is taken")
        assert screen.line == ""
        # Where the line has the focus already, two are one.
        screen.show_rows("backups")
        await pilot.press("7")
        await arrive("enter", "enter")
        await until(pilot, lambda: app.settings.backups == 7, "the number is taken")
        await arrive(*"width", "right", "right", "left", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1, "the pane is gone")
        assert load_settings(settings_file()) == Settings(goal=400, width=84, backups=7)
