"""Keys are changed by pressing them."""

from rnnwriter.paths import settings_file
from rnnwriter.settings import load_settings
from rnnwriter.tui.keys_screen import KeyPrompt, KeysScreen
from rnnwriter.tui.settings_screen import SettingsScreen

from .helpers import asked, loaded, running, until, writer


async def test_a_key_is_pressed_kept_and_given_back() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press("f11")
        await asked(pilot, app, SettingsScreen)
        await pilot.press(*"keys", "enter")
        await asked(pilot, app, KeysScreen)
        screen = app.screen
        assert isinstance(screen, KeysScreen)
        await pilot.press(*"replace", "enter")
        await asked(pilot, app, KeyPrompt)
        # Letters write; Ctrl+F, which would find, is a key like others.
        await pilot.press("a", "enter")
        assert isinstance(app.screen, KeyPrompt)
        await pilot.press("ctrl+f")
        await asked(pilot, app, KeysScreen)
        assert not app.settings.keys
        await pilot.press("enter")
        await asked(pilot, app, KeyPrompt)
        await pilot.press("alt+h")
        await asked(pilot, app, KeysScreen)
        assert app.settings.keys == {"find.replace": "alt+h"}
        assert str(screen.row("find.replace")).startswith("Alt+H")
        await pilot.press("escape")
        await asked(pilot, app, SettingsScreen)
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1, "the pane is gone")
        assert load_settings(settings_file()).keys == {"find.replace": "alt+h"}
        await pilot.press("alt+h")
        await until(pilot, lambda: app.find_bar is not None, "the new key replaces")


async def test_an_action_gets_its_own_key_again() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press("f11")
        await asked(pilot, app, SettingsScreen)
        await pilot.press(*"keys", "enter")
        await asked(pilot, app, KeysScreen)
        for key, kept in (("f13", {"suggest.accept": "f13"}), ("tab", {}), ("escape", {})):
            await pilot.press("enter")
            await asked(pilot, app, KeyPrompt)
            await pilot.press(key)
            await asked(pilot, app, KeysScreen)
            assert app.settings.keys == kept
        await pilot.press("ctrl+z")
        assert app.settings.keys == {"suggest.accept": "f13"}
        await pilot.press("delete")
        assert app.settings.keys == {}
