"""The action registry: every action exists, and no key is taken from the text area."""

from textual.binding import Binding

from rnnwriter.tui.actions import ACTIONS, key_name
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.ghost_text_area import GhostTextArea
from rnnwriter.tui.help_screen import help_rows
from rnnwriter.tui.prose_text_area import ProseTextArea


def test_ids_and_keys_are_used_once() -> None:
    keys = [key for action in ACTIONS for key in action.keys.split(",")]
    assert len(set(keys)) == len(keys)
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_no_key_is_one_that_edits_text() -> None:
    editing = {
        key
        for parent in (GhostTextArea, *ProseTextArea.__mro__)
        for binding in parent.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    assert "ctrl+z" in editing
    assert not editing & {key for action in ACTIONS for key in action.keys.split(",")}


def test_every_action_is_there() -> None:
    for action in ACTIONS:
        assert hasattr(WriterApp, f"action_{action.call.split('(')[0]}")


def test_keys_are_shown_as_people_write_them() -> None:
    assert key_name("ctrl+s") == "Ctrl+S"
    assert key_name("f1,ctrl+g") == "F1"
    assert key_name("tab") == "Tab"


def test_help_names_every_action_and_how_to_accept() -> None:
    rows = help_rows()
    assert ("Tab", "Accept the suggestion") in rows
    for action in ACTIONS:
        assert (action.key_name, action.description) in rows
