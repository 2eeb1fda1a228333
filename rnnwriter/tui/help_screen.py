"""What the keys do, drawn from the action registry and the keys of the settings."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rnnwriter.tui.actions import ACTIONS, GROUPS, key_name
from rnnwriter.tui.pane import Pane

# Gaps between the columns, padding and scroll bar.
_FRAME = 4 + 6 + 1


def help_rows(keys: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(key, what it does, the action's id) of every action; ("", group, "") before each group.

    keys: Textual's keymap.
    """
    rows: list[tuple[str, str, str]] = []
    for group in GROUPS:
        rows.append(("", group, ""))
        for action in ACTIONS:
            if action.group == group:
                name = key_name(keys.get(action.id, action.keys))
                rows.append((name or "–", action.description, action.id))
    return rows


class HelpScreen(Pane[None]):
    """The keys; Escape, F1, Enter or Q closes it."""

    TITLE = "Keys"
    KEYS = "↑↓ PgUp PgDn more   Esc back to the text"
    WIDE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,ctrl+g,enter,q", "dismiss", "Close", show=False)
    ]

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._keys = keys

    def compose_pane(self) -> Iterator[Widget]:
        """One line for each key."""
        self._text = Static()
        yield VerticalScroll(self._text)

    def on_resize(self) -> None:
        """The names for the settings are left out where they would not fit."""
        rows = help_rows(self._keys)
        keys = max(len(key) for key, _, _ in rows)
        texts = max(len(text) for key, text, _ in rows if key)
        ids = max(len(id_) for _, _, id_ in rows)
        named = self.size.width >= keys + texts + ids + _FRAME
        lines = [
            Content.assemble(
                (f"{key:<{keys}}  ", "bold"),
                (f"{text:<{texts}}  " if named else text, "$foreground 80%"),
                (id_ if named else "", "$foreground 40%"),
            )
            if key
            else Content.styled(f"\n{text}" if index else text, "bold $text-primary")
            for index, (key, text, id_) in enumerate(rows)
        ]
        self._text.update(Content("\n").join(lines))
