"""Keys that arrive together act in the order in which they were pressed."""

import pytest
from textual import events
from textual.widgets import Input

from rnnwriter.tui.prompts import LinePrompt

from .helpers import running, until, writer


def keys(*names: str) -> list[events.Key]:
    """The events of keys, by Textual's names; a letter is its own."""
    return [events.Key(name, name if len(name) == 1 else None) for name in names]


@pytest.mark.parametrize(
    ("pressed", "value"),
    [
        (["backspace", "backspace", *"diary"], "diary"),
        (["home", *"to", "end", "delete", "s"], "tomes"),
        (["left", "x", "ctrl+u", "a"], "ae"),
    ],
)
async def test_deletions_and_moves_come_before_what_is_typed_after_them(
    pressed: list[str], value: str
) -> None:
    app = writer()
    async with running(app) as pilot:
        app.push_screen(LinePrompt("Its name:", "me"))
        await until(pilot, lambda: app.screen.query(Input), "it is asked")
        field = app.screen.query_one(Input)
        await until(pilot, lambda: field.has_focus, "it can be answered")
        for event in keys(*pressed):
            app.post_message(event)
        await until(pilot, lambda: field.value == value, f"{field.value} becomes {value}")


async def test_enter_answers_with_what_was_typed_before_it() -> None:
    app = writer()
    said: list[str | None] = []
    async with running(app) as pilot:
        app.push_screen(LinePrompt("Its name:"), said.append)
        await until(pilot, lambda: app.screen.query(Input), "it is asked")
        await until(pilot, lambda: app.screen.query_one(Input).has_focus, "it can be answered")
        for event in keys(*"mee", "backspace", "enter"):
            app.post_message(event)
        await until(pilot, lambda: said == ["me"], "it is answered")
