"""What the settings look like; see `test_snapshots`."""

from typing import Any

import pytest
import textual
from textual.pilot import Pilot

from rnnwriter.paths import settings_file
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.keys_screen import KeysScreen
from rnnwriter.tui.settings_screen import SettingsScreen

from .helpers import asked, loaded, until
from .test_snapshots import PAGE, TEXTUAL, Compare, app

pytestmark = pytest.mark.skipif(
    textual.__version__ != TEXTUAL, reason=f"the pictures were taken with Textual {TEXTUAL}"
)
KEPT = """
width = 60
notes = ["~/notes", "~/letters"]
[keys]
"file.save" = "alt+w"
"""
SIZES = pytest.mark.parametrize("size", [(60, 15), (80, 24)], ids=["small", "usual"])
THEMES = pytest.mark.parametrize("theme", ["textual-dark", "ansi-light"])


async def shown(pilot: Pilot[Any]) -> SettingsScreen:
    """Show the settings over a page."""
    writer = pilot.app
    assert isinstance(writer, WriterApp)
    await loaded(pilot, writer)
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(KEPT)
    writer.editor.load_text(PAGE)
    await pilot.press("f11")
    await asked(pilot, writer, SettingsScreen)
    screen = writer.screen
    assert isinstance(screen, SettingsScreen)
    await until(pilot, lambda: screen.query_one(".pane").region.right == screen.size.width, "open")
    return screen


@SIZES
@THEMES
@pytest.mark.parametrize("keys", ["down", "t y p e w", "notes"], ids=["all", "typing", "value"])
def test_settings(snap_compare: Compare, size: tuple[int, int], theme: str, keys: str) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        screen = await shown(pilot)
        if keys == "notes":
            screen.show_rows("notes")
            await pilot.press("enter")
        else:
            await pilot.press(*keys.split())
        await pilot.pause()

    assert snap_compare(app(theme=theme, width=60), run_before=prepare, terminal_size=size)


@SIZES
@THEMES
@pytest.mark.parametrize("asking", [False, True], ids=["keys", "asked"])
def test_keys(snap_compare: Compare, size: tuple[int, int], theme: str, asking: bool) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        screen = await shown(pilot)
        screen.show_rows("keys")
        await pilot.press("enter")
        writer = pilot.app
        assert isinstance(writer, WriterApp)
        await asked(pilot, writer, KeysScreen)
        await pilot.press("down", *(["enter"] if asking else []))
        await pilot.pause()

    assert snap_compare(app(theme=theme, width=60), run_before=prepare, terminal_size=size)
