"""The settings, drawn from their types: each with its value, what it does and its default.

A change acts at once on the text beside the pane, and is in the file when the pane goes.
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from textual import on, work
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from rnnwriter.errors import UserError
from rnnwriter.settings_file import Change
from rnnwriter.tui.line_input import LineInput
from rnnwriter.tui.narrowed import NarrowedPane
from rnnwriter.tui.setting_fields import FIELDS, Field, entered, shown, stepped, turned, typed
from rnnwriter.tui.settling import Settling

_NAME_CELLS = 16
# Of these there are, or may be, many: one is chosen from a list.
_MANY = ("model", "theme", "spelling")
# Names that are not in the list can be typed: two models together, a file, what an engine takes.
_FREE = ("model",)


class SettingsScreen(NarrowedPane[None]):
    """Shows and changes the settings of `settling`."""

    TITLE = "Settings"
    KEYS = "←→ change   Enter type, choose   Del default\nCtrl+Z undo   Esc back to the text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f11,alt+o", "close", "Close", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
        Binding("delete,backspace", "reset", show=False),
        Binding("ctrl+z", "undo", show=False),
        Binding("down,up,tab,shift+tab", "keep", show=False),
    ]

    def __init__(self, settling: Settling) -> None:
        super().__init__()
        self._settling = settling
        self._editing = ""
        self._was = ""

    def compose_foot(self) -> Iterator[Widget]:
        """A line for a value that is typed, and what the highlighted setting does."""
        yield LineInput(compact=True, id="value", select_on_focus=False)
        yield Static(id="what")

    def on_mount(self) -> None:
        """Tell what each change comes to."""
        super().on_mount()
        self._settling.changed = self._show_change
        self._settling.failed = self._fail

    def rows(self) -> Iterable[tuple[str, str, str]]:
        """Every setting, by its group."""
        for field in FIELDS.values():
            yield field.group, field.name, f"{field.name} {field.what}"

    def row(self, id_: str) -> Content:
        """Its name and value; one that is not the default stands out."""
        value = getattr(self._settling.values, id_)
        style = "dim" if value == FIELDS[id_].default else "bold"
        return Content.assemble(f"{id_:<{_NAME_CELLS}}", (shown(id_, value), style))

    def show_rows(self, highlighted: str | None = None) -> None:
        """Show what fits what was typed; where nothing does, nothing is described."""
        super().show_rows(highlighted)
        self._describe()

    @property
    def _field(self) -> Field | None:
        return FIELDS[self.highlighted] if self.highlighted else None

    def _show_change(self) -> None:
        if self.is_mounted:
            self.refresh_rows()
            self._describe()

    def _fail(self, sentence: str) -> None:
        self.app.notify(sentence, severity="error", markup=False)

    @on(OptionList.OptionHighlighted)
    def _describe(self) -> None:
        """What the highlighted setting does, what it is without an entry, what it is for now."""
        field = self._field
        if self._editing and (field is None or field.name != self._editing):
            self._finish(keep=True)
        lines = []
        if field is not None:
            lines.append(Content(field.what))
            value = getattr(self._settling.values, field.name)
            more = [f"{field.limits.capitalize()}."] if field.limits else []
            if value != field.default:
                more.append(f"Default: {shown(field.name, field.default)}.")
            if (now := self._settling.for_now(field.name)) is not None:
                more.append(f"Until you quit: {shown(field.name, now)}.")
            lines.append(Content.styled(" ".join(more), "dim"))
        self.query_one("#what", Static).update(Content("\n").join(lines))

    # Changing

    def _change(self, change: Change) -> None:
        try:
            self._settling.change(change)
        except UserError as error:
            self._fail(str(error))

    def action_turn(self, steps: int) -> None:
        """The next value, or the one before."""
        field = self._field
        if field is None or self._editing:
            return
        value = getattr(self._settling.values, field.name)
        if field.kind == "number":
            new = stepped(field.name, value, steps)
        elif choices := self._settling.choices(field.name):
            new = turned(choices, value, steps)
        else:
            self.action_open()
            return
        if new != value:
            self._change(Change(field.name, new))

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Change to the next of few choices; choose from many; type a value."""
        field = self._field
        if self._editing:
            self._finish(keep=True)
        elif field is None:
            return
        elif field.kind == "table":
            self._show_keys()
        elif field.name in _MANY:
            self._pick(field.name)
        elif field.kind == "choice":
            self.action_turn(1)
        else:
            self._edit(field)

    @work
    async def _show_keys(self) -> None:
        from rnnwriter.tui.keys_screen import KeysScreen

        await self.app.push_screen_wait(KeysScreen(self._settling))

    @work
    async def _pick(self, name: str) -> None:
        from rnnwriter.tui.pick_screen import PickScreen

        value = getattr(self._settling.values, name)
        tried = self._settling.preview if name == "theme" else None
        chosen = await self.app.push_screen_wait(
            PickScreen(name, self._settling.choices(name), value, tried, free=name in _FREE)
        )
        if chosen is not None and chosen != value:
            self._change(Change(name, chosen))
        elif tried is not None:
            tried(name, value)

    def action_reset(self) -> None:
        """Back to the default: no entry in the file."""
        field = self._field
        if field is None or self._editing:
            return
        if field.kind == "table":
            self._fail("Enter shows the keys; Delete there gives an action its own key again")
        else:
            self._change(Change(field.name, None))

    def action_undo(self) -> None:
        """Take the last change back."""
        if name := self._settling.undo():
            self.show_rows(name)

    # Typing a value

    def types(self, key: str, letter: str | None) -> bool:
        """A figure begins a number, other letters narrow the list.

        What was sent to the list before the line for a value had the focus belongs there.
        """
        field = self._field
        value = self.query_one("#value", Input)
        if self._editing and letter is not None:
            value.insert_text_at_cursor(letter)
        elif self._editing and key == "backspace":
            value.action_delete_left()
        elif field is not None and field.kind == "number" and (letter or "").isdecimal():
            self._edit(field, letter)
        else:
            return super().types(key, letter)
        return True

    def _edit(self, field: Field, line: str | None = None) -> None:
        try:
            was = typed(getattr(self._settling.values, field.name))
        except UserError as error:
            self._fail(f"{field.name}: {error}")
            return
        self._editing, self._was = field.name, was
        value = self.query_one("#value", Input)
        value.placeholder = "one, another" if field.kind == "texts" else ""
        value.value = was if line is None else line
        value.cursor_position = len(value.value)
        value.add_class("-editing")
        # At once, so that what is typed next is typed there.
        self.set_focus(value)
        self.call_after_refresh(self.options.scroll_to_highlight)
        self.show_keys("Enter keeps it\nEsc leaves it as it was")

    @on(Input.Submitted, "#value")
    def _submitted(self) -> None:
        if self._editing:
            self._finish(keep=True)

    def action_keep(self) -> None:
        """Keep the value that was typed."""
        if not self._editing:
            # The key has another meaning then.
            raise SkipAction
        self._finish(keep=True)

    def _finish(self, *, keep: bool) -> None:
        """Stop typing a value; one that is wrong is told, and typed on."""
        value = self.query_one("#value", Input)
        name, line = self._editing, value.value
        if keep and line != self._was:
            try:
                new: Any = entered(name, line)
            except UserError as error:
                self._fail(str(error))
                return
            self._change(Change(name, new))
        self._editing = ""
        value.remove_class("-editing")
        self.set_focus(self.options)
        self.show_keys(self.KEYS)

    async def action_close(self) -> None:
        """Stop typing; or go back to the text, once everything is in the file."""
        if self._editing:
            self._finish(keep=False)
            return
        await self._settling.flush()
        self.dismiss(None)
