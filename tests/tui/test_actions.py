"""The action registry: every action exists, and each key is one that can be pressed."""

from textual.binding import Binding

from rnnwriter.tui.actions import ACTIONS, APP_ACTIONS, EDIT_ACTIONS, GHOST_ACTIONS, key_name
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.ghost_text_area import GhostTextArea
from rnnwriter.tui.help_screen import help_rows


def keys_of(action_group: object) -> list[str]:
    """Every default key of a group of actions."""
    assert isinstance(action_group, tuple)
    return [key for action in action_group for key in action.keys.split(",") if key]


def test_ids_are_used_once_and_so_are_keys_but_for_ghosts() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    plain = keys_of((*EDIT_ACTIONS, *APP_ACTIONS))
    assert len(set(plain)) == len(plain)
    # On a ghost, a key may do something else first.
    assert set(keys_of(GHOST_ACTIONS)) & set(keys_of(EDIT_ACTIONS)) == {"tab", "ctrl+right", "end"}
    assert all(action.priority for action in GHOST_ACTIONS)


def test_terminals_can_send_every_key() -> None:
    for key in keys_of(ACTIONS):
        *modifiers, last = key.split("+")
        assert not (set(modifiers) >= {"ctrl", "shift"} and len(last) == 1)
        assert key not in ("ctrl+enter", "ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j")
    # What begins a command in tmux is never the only key.
    assert not {action.keys for action in ACTIONS} & {"ctrl+b"}


def test_every_action_is_there() -> None:
    for action in ACTIONS:
        owner = GhostTextArea if action.in_editor else WriterApp
        assert hasattr(owner, f"action_{action.call.split('(')[0]}"), action.id


def test_the_editor_has_no_keys_but_these() -> None:
    bound = {
        key
        for binding in GhostTextArea.BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    assert bound == set(keys_of((*GHOST_ACTIONS, *EDIT_ACTIONS)))
    assert set(GhostTextArea._merged_bindings.key_to_bindings) == bound  # type: ignore[union-attr]


def test_keys_are_shown_as_people_write_them() -> None:
    assert key_name("ctrl+s") == "Ctrl+S"
    assert key_name("f1,ctrl+g") == "F1"
    assert key_name("tab") == "Tab"
    assert key_name("alt+full_stop") == "Alt+."


def test_help_names_every_action_with_the_keys_of_the_settings() -> None:
    rows = help_rows({"file.save": "f12", "edit.undo": "no-key-edit.undo"})
    assert ("Tab", "Take the suggestion", "suggest.accept") in rows
    assert ("F12", "Save", "file.save") in rows
    assert ("–", "Undo", "edit.undo") in rows
    assert {id_ for _, _, id_ in rows if id_} == {action.id for action in ACTIONS}
