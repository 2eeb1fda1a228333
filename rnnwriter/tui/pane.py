"""A pane: what slides in over the text from the right edge, and goes away with Escape.

All of them are built alike: a title, what they are about, and a line of what keys do.
"""

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

Result = TypeVar("Result")


class Pane(ModalScreen[Result]):
    """A screen whose content is a pane.

    TITLE: what stands at its top. KEYS: what its keys do, for its foot; "" for no foot.
    WIDE: whether it needs as much of the screen as it can have.
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
            if self.KEYS:
                yield Static(self.KEYS, classes="pane--keys", markup=False)

    def compose_pane(self) -> Iterator[Widget]:
        """What the pane is about."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Slide in, once it is known how wide it is."""
        self.call_after_refresh(self.query_one(".pane").add_class, "-open")

    def show_keys(self, keys: str) -> None:
        """Say what keys do now."""
        self.query_one(".pane--keys", Static).update(Content(keys))
