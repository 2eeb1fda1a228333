"""The keys of the settings, checked against the actions there are and against each other."""

from collections.abc import Mapping

from textual.keys import Keys

from rnnwriter.errors import UserError
from rnnwriter.tui.actions import ACTIONS, Action, key_name, no_key

_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_NAMED = {key.value for key in Keys} | {"space", "enter", "delete", "backspace", "tab", "escape"}


def keymap(
    keys: Mapping[str, str], actions: tuple[Action, ...] = ACTIONS, *, yielding: bool = False
) -> dict[str, str]:
    """Textual's keymap for `keys`: comma-separated keys by an action's id; "" takes its keys away.

    Actions that share a default key with a changed one are in it too. Raises UserError, one
    sentence, for an action that does not exist, for what is written unlike a key, and for a key
    that two actions would share that do not already. yielding: an action that is not named in
    `keys` gives up a key that they give to another one, so that keys chosen once stay valid
    whatever keys new actions come with.
    """
    known = {action.id: action for action in actions}
    for id_, value in keys.items():
        if id_ not in known:
            raise UserError(
                f"the settings give a key to {id_!r}, which is no action; the help lists them"
            )
        for key in _split(value):
            _check(id_, key)
    chosen = {action.id: _split(keys.get(action.id, action.keys)) for action in actions}
    shared = _sharing({action.id: _split(action.keys) for action in actions})
    if yielding:
        for id_ in chosen.keys() - keys.keys():
            chosen[id_] = [key for key in chosen[id_] if not _wanted(key, id_, keys, shared)]
    for key, ids in _by_key(chosen).items():
        for one in ids:
            for other in ids:
                if one < other and (one, other) not in shared:
                    raise UserError(
                        f"the settings give {key_name(key)} to both {one} and {other};"
                        " give one of them another key"
                    )
    # Textual gives a default key up when one of its actions is changed, so what it shared the key
    # with is named too.
    named = {other for pair in shared for id_ in pair if id_ in keys for other in pair} | {*keys}
    named |= {id_ for id_, action in known.items() if chosen[id_] != _split(action.keys)}
    return {id_: ",".join(chosen[id_]) or no_key(id_) for id_ in chosen if id_ in named}


def yielded(keys: Mapping[str, str], actions: tuple[Action, ...] = ACTIONS) -> dict[str, str]:
    """What is left, as a person would write it, to the actions that give up keys for `keys`."""
    left = keymap(keys, actions, yielding=True)
    return {
        id_: "" if value == no_key(id_) else value for id_, value in left.items() if id_ not in keys
    }


def without_keys(keys: Mapping[str, str]) -> str:
    """What to say of actions that have no key any more because of `keys`; "" for nothing."""
    none = sorted(id_ for id_, value in yielded(keys).items() if not value)
    if not none:
        return ""
    what = f"{none[0]} has" if len(none) == 1 else f"{', '.join(none)} have"
    return f"{what} no key any more, because the settings give it to another action"


def _wanted(key: str, id_: str, keys: Mapping[str, str], shared: set[tuple[str, str]]) -> bool:
    """Whether `keys` give `key` to an action that the action `id_` does not share it with."""
    return any(
        key in _split(value) and not {(one, id_), (id_, one)} & shared
        for one, value in keys.items()
    )


def _split(keys: str) -> list[str]:
    return [key.strip().lower() for key in keys.split(",") if key.strip()]


def _check(id_: str, key: str) -> None:
    *modifiers, last = key.split("+")
    if any(modifier not in _MODIFIERS for modifier in modifiers) or not (
        len(last) == 1 or last in _NAMED or last.replace("_", "").isalpha()
    ):
        raise UserError(
            f"the settings give {id_} the key {key!r}, which is none; write keys as in 'ctrl+s'"
        )


def _by_key(chosen: Mapping[str, list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id_, keys in chosen.items():
        for key in keys:
            found.setdefault(key, []).append(id_)
    return found


def _sharing(defaults: Mapping[str, list[str]]) -> set[tuple[str, str]]:
    """Pairs of actions that are on one key by default: the first acts when it has something to."""
    return {
        (one, other)
        for ids in _by_key(defaults).values()
        for one in ids
        for other in ids
        if one < other
    }
