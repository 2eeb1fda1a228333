"""What the keys do, drawn from the action registry and the editor widget's own bindings."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from rnnwriter.tui.actions import ACTIONS, key_name
from rnnwriter.tui.ghost_text_area import GhostTextArea

_EDITING = (
    ("Ctrl+Z", "Undo"),
    ("Ctrl+Y", "Redo"),
    ("Ctrl+X", "Cut"),
    ("Ctrl+C", "Copy"),
    ("Ctrl+V", "Paste"),
)


def help_rows() -> list[tuple[str, str]]:
    """(key, what it does), suggestions first."""
    ghost = [
        (key_name(binding.key), binding.description)
        for binding in GhostTextArea.BINDINGS
        if isinstance(binding, Binding)
    ]
    actions = [(action.key_name, action.description) for action in ACTIONS]
    return [*ghost, ("", ""), *actions, ("", ""), *_EDITING]


class HelpScreen(ModalScreen[None]):
    """The keys; Escape, F1, Enter or Q closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,ctrl+g,enter,q", "dismiss", "Close", show=False)
    ]

    def compose(self) -> ComposeResult:
        """One line for each key."""
        rows = help_rows()
        width = max(len(key) for key, _ in rows)
        lines = [
            Content.assemble((f"{key:<{width}}", "bold"), "   ", (text, "$foreground 80%"))
            for key, text in rows
        ]
        with VerticalScroll(classes="help"):
            yield Static(Content("\n").join(lines))
