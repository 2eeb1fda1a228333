"""Keys with Alt, where the terminal sends an escape and the key, read as soon as they are there.

Textual waits a tenth of a second for more of the sequence. What comes meanwhile, as when the key is
pressed twice, or over a slow line, makes text of both; and of a key with a longer name, such as a
comma, Alt is forgotten (Textualize/textual#6663).
"""

import string
from collections.abc import MutableMapping
from typing import NamedTuple, cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import _character_to_key

# After an escape these begin longer sequences, of keys and of answers of the terminal.
_INTRODUCERS = frozenset("[]OPX^_")
_CHARACTERS = frozenset(string.ascii_letters + string.digits + string.punctuation) - _INTRODUCERS


class _Key(NamedTuple):
    """As one of Textual's keys, which has its name for a value."""

    value: str


def _name(character: str) -> str:
    if character.isupper():
        return f"alt+shift+{character.lower()}"
    return f"alt+{character if character.isalnum() else _character_to_key(character)}"


def read_alt_keys_at_once() -> None:
    """Tell Textual's parser, once for all apps of this process, what each sequence is."""
    known = cast(MutableMapping[str, tuple[_Key, ...]], ANSI_SEQUENCES_KEYS)
    for character in _CHARACTERS:
        known.setdefault(f"\x1b{character}", (_Key(_name(character)),))
