"""Finding and replacing as a person does it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input, Static

from rnnwriter.tui.find_bar import FindBar
from rnnwriter.tui.prose_text_area import ProseTextArea

from .helpers import until

TEXT = "One cat.\nTwo cats, one Cat.\nNo dog."


class Host(App[None]):
    """A text area and its find bar."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.editor = ProseTextArea(text)
        self.bar = FindBar(self.editor)
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        """Both."""
        yield self.editor
        yield self.bar

    def on_find_bar_told(self, event: FindBar.Told) -> None:
        """Keep it."""
        self.told.append(event.sentence)

    @property
    def count(self) -> str:
        """What the bar says of the matches."""
        return str(self.query_one("#find-count", Static).render())


@asynccontextmanager
async def finding(
    text: str = TEXT, replacing: bool = False
) -> AsyncIterator[tuple[Pilot[None], Host]]:
    """The bar open, ready to type in."""
    host = Host(text)
    async with host.run_test(size=(60, 15)) as pilot:
        host.bar.open(replacing)
        await pilot.pause()
        yield pilot, host


async def test_typing_goes_to_the_next_match_and_counts() -> None:
    async with finding() as (pilot, host):
        await pilot.press("c", "a", "t")
        assert host.editor.selected_text == "cat"
        assert host.editor.selection.start == (0, 4)
        assert host.count == "1/3"
        await pilot.press("s")
        assert host.editor.selection.start == (1, 4)
        assert host.count == "1/1"
        await pilot.press("x")
        assert host.count == "none"
        await pilot.press("backspace", "backspace")
        assert host.editor.selection.start == (0, 4)


async def test_enter_and_arrows_go_around_and_escape_goes_back() -> None:
    async with finding() as (pilot, host):
        await pilot.press("c", "a", "t")
        starts = []
        for key in ("enter", "down", "enter", "up", "up"):
            await pilot.press(key)
            starts.append(host.editor.selection.start)
        assert starts == [(1, 4), (1, 14), (0, 4), (1, 14), (1, 4)]
        await pilot.press("escape")
        assert not host.bar.is_open
        assert host.editor.has_focus
        assert host.editor.selected_text == "cat"


async def test_switches_change_what_is_found() -> None:
    async with finding() as (pilot, host):
        await pilot.press("c", "a", "t")
        await pilot.press("alt+c")
        assert host.count.endswith("/2")
        await pilot.press("alt+w")
        assert host.count.endswith("/1")
        await pilot.press("alt+c", "alt+w", "alt+r")
        host.query_one("#find-text", Input).value = "c.t"
        await pilot.pause()
        assert host.count.endswith("/3")
        host.query_one("#find-text", Input).value = "c(t"
        await pilot.pause()
        assert "not a regular expression" in host.told[-1]


async def test_the_selection_is_what_is_looked_for() -> None:
    host = Host(TEXT)
    async with host.run_test() as pilot:
        host.editor.move_cursor((2, 3))
        host.editor.move_cursor((2, 6), select=True)
        host.bar.open()
        await pilot.pause()
        assert host.query_one("#find-text", Input).value == "dog"
        assert host.count == "1/1"


async def test_replacing_one_goes_on_to_the_next() -> None:
    async with finding(replacing=True) as (pilot, host):
        await pilot.press("c", "a", "t", "tab", "o", "x")
        assert host.query_one("#replace-text", Input).value == "ox"
        await pilot.press("enter")
        assert host.editor.text.startswith("One ox.\nTwo cats")
        assert host.editor.selection.start == (1, 4)
        await pilot.press("enter")
        assert "Two oxs" in host.editor.text


async def test_replacing_all_is_one_step_of_undo() -> None:
    async with finding(replacing=True) as (pilot, host):
        await pilot.press("c", "a", "t", "tab", "o", "x", "alt+a")
        assert host.editor.text == "One ox.\nTwo oxs, one ox.\nNo dog."
        assert "Replaced 3" in host.told[-1]
        assert host.count == "none"
        host.editor.undo()
        assert host.editor.text == TEXT


async def test_a_long_text_is_counted_in_the_background() -> None:
    async with finding("cat\n" * 9000) as (pilot, host):
        await pilot.press("c")
        await until(pilot, lambda: host.count == "1/9,000", "all are counted")


async def test_editing_counts_anew() -> None:
    async with finding() as (pilot, host):
        await pilot.press("c", "a", "t")
        host.editor.insert("cat ", (0, 0))
        host.bar.recount()
        assert host.count.endswith("/4")
