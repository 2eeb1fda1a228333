"""Panes are there for the keyboard and for the mouse, on screens of every size."""

from collections.abc import Iterator

import pytest
from textual.app import App
from textual.widget import Widget
from textual.widgets import Static

from rnnwriter.tui.pane import Pane, clickable

from .helpers import until


class Questions(Pane[str]):
    """Gives what was pressed."""

    TITLE = "A title [that is no markup]"
    KEYS = "↑↓ choose   P pauses   Esc back to the text"
    BINDINGS = [("escape", "dismiss('closed')"), ("p", "dismiss('paused')")]  # noqa: RUF012

    def compose_pane(self) -> Iterator[Widget]:
        """A line."""
        yield Static("what it is about")


class Host(App[None]):
    """Shows a pane, and keeps what came of it."""

    CSS_PATH = "../../rnnwriter/tui/editor.tcss"
    said: str | None = None

    def show(self) -> None:
        """Show it."""

        def keep(said: str | None) -> None:
            self.said = said

        self.push_screen(Questions(), keep)


@pytest.mark.parametrize("size", [(30, 6), (60, 15), (80, 24), (200, 60)])
async def test_a_pane_has_title_content_and_keys_at_the_right_edge(size: tuple[int, int]) -> None:
    app = Host()
    async with app.run_test(size=size) as pilot:
        app.show()
        await pilot.pause()
        pane = app.screen.query_one(".pane")
        await until(pilot, lambda: pane.region.right == size[0], "it is there")
        assert pane.region.height == size[1]
        foot = app.screen.query_one(".pane--keys").region
        assert foot.bottom <= size[1]
        title = app.screen.query_one(".pane--title", Static).render()
        assert str(title) == Questions.TITLE


async def test_a_click_on_a_key_does_what_the_key_does() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show()
        await pilot.pause()
        column = Questions.KEYS.index("P pauses")
        assert await pilot.click(".pane--keys", offset=(column, 1))
        await until(pilot, lambda: app.said == "paused", "it is pressed")


async def test_a_click_beside_the_pane_closes_it_and_one_in_it_does_not() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show()
        await pilot.pause()
        await pilot.click(".pane", offset=(5, 5))
        await pilot.pause()
        assert app.said is None
        await pilot.click(offset=(2, 5))
        await until(pilot, lambda: app.said == "closed", "it is closed")


@pytest.mark.parametrize(
    ("keys", "pressed"),
    [
        ("P pauses", ["p"]),
        ("Esc back to the text   F12 trains   Ctrl+S keeps", ["escape", "f12", "ctrl+s"]),
        ("←→ change   Del default\nCtrl+Z undo", ["delete", "ctrl+z"]),
        ("↑↓ choose   PgUp PgDn more   Erase it", []),
    ],
)
def test_what_one_key_does_can_be_clicked(keys: str, pressed: list[str]) -> None:
    content = clickable(keys)
    assert content.plain == keys
    actions = [
        span.style.meta["@click"] for span in content.spans if not isinstance(span.style, str)
    ]
    assert actions == [f"screen.press({key!r})" for key in pressed]
