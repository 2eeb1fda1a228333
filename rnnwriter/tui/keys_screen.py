"""The keys of actions: choose an action, press its new key."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList

from rnnwriter.errors import UserError
from rnnwriter.printable import printable
from rnnwriter.settings_file import Change
from rnnwriter.tui.actions import ACTIONS, GROUPS, Action, key_name
from rnnwriter.tui.narrowed import NarrowedPane
from rnnwriter.tui.settling import Settling

_KEY_CELLS = 12
# Without these nothing can be written, or no question answered.
_KEPT = ("enter", "escape", "backspace", "space")
_BY_ID = {action.id: action for action in ACTIONS}


class KeyPrompt(ModalScreen[str]):
    """Asks for a key, whatever it does otherwise; returns Textual's name of it, or ""."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question, and why a key was no answer."""
        with Vertical(classes="prompt"):
            yield Label(self._question, markup=False)
            yield Label("Esc leaves it as it is", id="why", markup=False)

    def on_key(self, event: events.Key) -> None:
        """The answer."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss("")
        elif event.is_printable or event.key in _KEPT:
            name = key_name(event.key)
            self.query_one("#why", Label).update(
                Content(f"{name} is for writing; press one with Ctrl or Alt, or F1 to F12")
            )
        else:
            self.dismiss(event.key)


class KeysScreen(NarrowedPane[None]):
    """Shows and changes the keys of actions in the settings of `settling`."""

    TITLE = "Keys"
    KEYS = "Enter another key   Del its own key\nCtrl+Z undo   Esc back to the settings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Close", show=False),
        Binding("delete,backspace", "reset", show=False),
        Binding("ctrl+z", "undo", show=False),
    ]

    def __init__(self, settling: Settling) -> None:
        super().__init__()
        self._settling = settling
        self._before = settling.changed

    def on_mount(self) -> None:
        """Tell what each change comes to."""
        super().on_mount()
        self._settling.changed = self._show_change

    def on_unmount(self) -> None:
        """Whoever showed the settings before shows them again."""
        self._settling.changed = self._before
        self._before()

    def rows(self) -> Iterable[tuple[str, str, str]]:
        """Every action, by its group."""
        for group in GROUPS:
            for action in ACTIONS:
                if action.group == group:
                    key = key_name(self._keys(action))
                    yield group, action.id, f"{action.description} {action.id} {key}"

    def row(self, id_: str) -> Content:
        """Its key and what it does; a key of the person's own stands out."""
        action = _BY_ID[id_]
        style = "bold" if id_ in self._settling.values.keys else "dim"
        name = printable(key_name(self._keys(action))) or "–"
        return Content.assemble((f"{name:<{_KEY_CELLS}}", style), action.description)

    def _keys(self, action: Action) -> str:
        return self._settling.values.keys.get(action.id, action.keys)

    def _show_change(self) -> None:
        if self.is_mounted:
            self.refresh_rows()

    def _change(self, change: Change) -> None:
        try:
            self._settling.change(change)
        except UserError as error:
            self.notify(str(error), severity="error", markup=False)

    @on(OptionList.OptionSelected)
    @work
    async def action_open(self) -> None:
        """Ask for the key of the highlighted action."""
        if self.highlighted is None:
            return
        action = _BY_ID[self.highlighted]
        now = printable(key_name(self._keys(action))) or "none"
        question = f"Press a key for “{action.description}” (now {now})."
        if key := await self.app.push_screen_wait(KeyPrompt(question)):
            own = key in action.keys.split(",") and action.id not in self._settling.values.keys
            if not own:
                self._change(Change("keys", None if key == action.keys else key, action.id))

    def action_reset(self) -> None:
        """Give the highlighted action its own keys again."""
        id_ = self.highlighted
        if id_ is not None and id_ in self._settling.values.keys:
            self._change(Change("keys", None, id_))

    def action_undo(self) -> None:
        """Take the last change back."""
        self._settling.undo()
