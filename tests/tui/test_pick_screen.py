"""One of many values: narrowed, looked at, chosen, or typed where that may be."""

from typing import Any

import pytest
from textual.app import App

from rnnwriter.tui.pick_screen import PickScreen

from .helpers import until


class Picking(App[None]):
    """Asks at once; keeps the answer and what was looked at."""

    CSS_PATH = "../../rnnwriter/tui/editor.tcss"

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self.options = options
        self.tried: list[str] = []
        self.answers: list[str | None] = []

    def on_mount(self) -> None:
        """Ask."""
        screen = PickScreen("model", ["", "starter", "me"], "starter", self.keep, **self.options)
        self.push_screen(screen, self.answers.append)

    def keep(self, name: str, value: str) -> None:
        """What was looked at."""
        self.tried.append(value)


@pytest.mark.parametrize(
    ("free", "keys", "answer"),
    [
        (False, ["enter"], "starter"),
        (False, ["down", "enter"], "me"),
        (False, ["up", "enter"], ""),
        (False, ["m", "e", "enter"], "me"),
        (False, ["escape"], None),
        (True, [*"me+starter", "enter"], "me+starter"),
        (True, [*"me", "enter"], "me"),
    ],
)
async def test_what_is_chosen(free: bool, keys: list[str], answer: str | None) -> None:
    app = Picking(free=free)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await until(pilot, lambda: app.answers, "something is chosen")
        assert app.answers == [answer]
        if answer is not None:
            assert app.tried[-1] == answer


async def test_what_is_nowhere_cannot_be_chosen() -> None:
    app = Picking()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"you", "enter", "space")
        await pilot.pause()
        assert app.answers == []
        assert isinstance(app.screen, PickScreen)
        assert app.screen.options.option_count == 0
