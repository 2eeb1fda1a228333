"""A pane: what slides in over the text from the right edge, and goes away with Escape.

All of them are built alike: a title, what they are about, and a line of what keys do. Who has a
mouse clicks on a key there, or beside the pane to close it.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

Result = TypeVar("Result")

_BETWEEN = "   "
_NAMED: Mapping[str, str] = MappingProxyType(
    {
        "Esc": "escape",
        "Enter": "enter",
        "Del": "delete",
        "Delete": "delete",
        "Space": "space",
        "Tab": "tab",
    }
)
_ANY_KEY = re.compile(r"[A-Z]|F\d\d?|(?:Ctrl|Alt)\+[A-Z]")


class Pane(ModalScreen[Result]):
    """A screen whose content is a pane.

    TITLE: what stands at its top. KEYS: what its keys do, for its foot, such as "P pauses", with
    three blanks or a line break between them. WIDE: whether it needs as much of the screen as it
    can have.
    """

    # Of the height of the screen; Textual declares it so.
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012
    KEYS: ClassVar[str] = "Esc back to the text"
    WIDE: ClassVar[bool] = False

    def compose(self) -> ComposeResult:
        """The frame, and in it what `compose_pane` gives."""
        with Vertical(classes="pane -wide" if self.WIDE else "pane"):
            yield Static(self.title or "", classes="pane--title", markup=False)
            yield from self.compose_pane()
            yield Static(clickable(self.KEYS), classes="pane--keys")

    def compose_pane(self) -> Iterator[Widget]:
        """What the pane is about."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Slide in, once it is known how wide it is."""
        self.call_after_refresh(self.query_one(".pane").add_class, "-open")

    def show_keys(self, keys: str) -> None:
        """Say what keys do now."""
        self.query_one(".pane--keys", Static).update(clickable(keys))

    def on_click(self, event: events.Click) -> None:
        """Beside the pane is back in the text."""
        if event.widget is self:
            self.action_press("escape")

    def action_press(self, key: str) -> None:
        """Do what a key does, for who has clicked on its name."""
        self.app.simulate_key(key)


def clickable(keys: str) -> Content:
    """`keys`, as Pane has them, with a click on what one key does doing it."""
    return Content("\n").join(
        Content(_BETWEEN).join(_part(part) for part in line.split(_BETWEEN))
        for line in keys.split("\n")
    )


def _part(part: str) -> Content:
    name = part.partition(" ")[0]
    key = _NAMED.get(name) or (name.lower() if _ANY_KEY.fullmatch(name) else "")
    if not key:
        return Content(part)
    return Content.styled(part, Style.from_meta({"@click": f"screen.press({key!r})"}))
