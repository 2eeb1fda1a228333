"""Keys of the settings are taken, or the reason why not is one sentence."""

import pytest

from rnnwriter.errors import UserError
from rnnwriter.tui.keymap import keymap, yielded


def test_keys_can_be_changed_shared_and_taken_away() -> None:
    assert keymap({}) == {}
    assert keymap({"file.save": "F13, ctrl+s"}) == {"file.save": "f13,ctrl+s"}
    assert keymap({"edit.undo": ""}) == {"edit.undo": "no-key-edit.undo"}
    # Two actions may change keys with each other.
    assert keymap({"edit.undo": "ctrl+y", "edit.redo": "ctrl+z"})
    # Indenting and accepting share Tab as they come.
    assert keymap({"suggest.accept": "f13"}) == {"suggest.accept": "f13", "edit.indent": "tab"}


def test_keys_that_were_chosen_once_stay_whatever_keys_new_actions_come_with() -> None:
    chosen = {"suggest.toggle": "ctrl+s"}
    assert keymap(chosen, yielding=True) == {
        "suggest.toggle": "ctrl+s",
        "file.save": "no-key-file.save",
    }
    assert yielded(chosen) == {"file.save": ""}
    # Of several keys, one goes.
    left = keymap({"edit.undo": "alt+f"}, yielding=True)
    assert left["move.word_right"] == "ctrl+right"
    # What shares a key shares it still.
    assert keymap({"suggest.accept": "tab"}, yielding=True)["edit.indent"] == "tab"
    with pytest.raises(UserError, match="to both"):
        keymap({"edit.undo": "f13", "edit.redo": "f13"}, yielding=True)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"file.safe": "f12"}, "'file.safe', which is no action"),
        ({"file.save": "ctrl+q"}, r"Ctrl\+Q to both file.save and program.quit"),
        ({"suggest.accept": "ctrl+z"}, r"Ctrl\+Z to both edit.undo and suggest.accept"),
        ({"file.save": "strg+s"}, "the key 'strg\\+s', which is none"),
        ({"file.save": "ctrl+"}, "which is none"),
    ],
)
def test_what_cannot_be_is_said(keys: dict[str, str], said: str) -> None:
    with pytest.raises(UserError, match=said) as raised:
        keymap(keys)
    assert "\n" not in str(raised.value)
