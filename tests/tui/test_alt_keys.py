import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from rnnwriter.tui.actions import ACTIONS
from rnnwriter.tui.alt_keys import read_alt_keys_at_once

from .helpers import loaded, running, until, writer


def keys(sent: str) -> list[tuple[str, str | None]]:
    """What Textual reads of what a terminal sends in one piece."""
    read_alt_keys_at_once()
    parser = XTermParser(False)
    return [
        (read.key, read.character)
        for part in (sent, "")
        for read in parser.feed(part)
        if isinstance(read, Key)
    ]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("\x1be\x1be", [("alt+e", None), ("alt+e", None)]),
        ("\x1bmab", [("alt+m", None), ("a", "a"), ("b", "b")]),
        ("\x1b,\x1b.", [("alt+comma", None), ("alt+full_stop", None)]),
        ("\x1bM", [("alt+shift+m", None)]),
        ("\x1b\x1bm", [("escape", "\x1b"), ("alt+m", None)]),
        # As they were.
        ("\x1b", [("escape", "\x1b")]),
        ("\x1bb", [("ctrl+left", None)]),
        ("\x1bOP", [("f1", None)]),
        ("\x1b[1;3C", [("alt+right", None)]),
    ],
)
def test_each_is_a_key_of_its_own(sent: str, read: list[tuple[str, str | None]]) -> None:
    assert keys(sent) == read


def test_each_key_of_an_action_is_read_under_its_name() -> None:
    every = {key for action in ACTIONS for key in action.keys.split(",")}
    letters = {key for key in every if key.startswith("alt+") and len(key) == len("alt+x")}
    assert letters
    for key in letters - {"alt+b", "alt+f"}:
        assert keys(f"\x1b{key[-1]}") == [(key, None)]


async def test_a_key_with_alt_that_does_nothing_writes_nothing() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        for key, character in keys("\x1bj\x1b>x"):
            app.post_message(Key(key, character))
        await until(pilot, lambda: app.editor.text != "", "the last key is written")
        assert app.editor.text == "x"
