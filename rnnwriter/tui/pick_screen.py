"""One of many values of a setting, chosen from a list."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from rnnwriter.tui.narrowed import NarrowedPane
from rnnwriter.tui.setting_fields import shown

# The row of what was typed; the others are numbered.
_TYPED = "typed"


class PickScreen(NarrowedPane[str | None]):
    """Returns the value that was chosen for the setting `name`, or None.

    value: what it is. tried: called with what is highlighted, to show what it would be like.
    free: whether another value may be typed.
    """

    KEYS = "↑↓ look   Enter keeps it   Esc leaves it as it was"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
    ]

    def __init__(
        self,
        name: str,
        choices: Sequence[str],
        value: str,
        tried: Callable[[str, str], object] | None = None,
        *,
        free: bool = False,
    ) -> None:
        super().__init__()
        self.title = name.capitalize()
        self._setting = name
        self._choices = choices
        self._value = value
        self._tried = tried
        self._free = free
        self.first = str(choices.index(value))

    def rows(self) -> Iterable[tuple[str, str, str]]:
        """Every choice."""
        for at, choice in enumerate(self._choices):
            yield "", str(at), shown(self._setting, choice)
        typed = self.line
        if self._free and typed and typed not in self._choices:
            yield "", _TYPED, typed

    def row(self, id_: str) -> Content:
        """What it is called."""
        choice = self._choice(id_)
        style = "bold" if choice == self._value else ""
        return Content.styled(shown(self._setting, choice), style)

    def _choice(self, id_: str) -> str:
        return self.line if id_ == _TYPED else self._choices[int(id_)]

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if self._tried is not None and event.option_id is not None:
            self._tried(self._setting, self._choice(event.option_id))

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Choose what is highlighted."""
        if self.highlighted is not None:
            self.dismiss(self._choice(self.highlighted))

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
