"""Inside the network: the text coloured by one cell, and what cells were found to follow.

The text is read in a thread when the screen is there. Up and down choose a feature, left and right
go through the cells in the order in which they follow it, digits go to a cell by its number.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rnnwriter.engines.engine import ReadCells
from rnnwriter.evaluation.cells import Cells, Integers, Tracking
from rnnwriter.evaluation.features import FEATURES
from rnnwriter.tui.cell_text import CellText, shade_key
from rnnwriter.tui.cells import Excerpt
from rnnwriter.tui.pane import Pane

_LIVELIEST = "varying"
_NAME = max(len(feature.name) for feature in FEATURES) + 1
_DIGITS = frozenset("0123456789")
_KEYS = "↑↓ feature   ←→ cell   0-{last} number   PgUp PgDn   Esc back to the text"


class CellsScreen(Pane[None]):
    """Reads `excerpt` with the network called `name`. read: does it, in a thread."""

    TITLE = "Inside the network"
    KEYS = "Esc back to the text"
    WIDE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,alt+l,q", "dismiss", "Close", show=False),
        Binding("left", "step(-1)", "The cell before", show=False),
        Binding("right", "step(1)", "The next cell", show=False),
        Binding("backspace", "untype", "Take a digit back", show=False),
        Binding("pageup", "scroll_text(-1)", show=False, priority=True),
        Binding("pagedown", "scroll_text(1)", show=False, priority=True),
    ]

    @dataclass
    class Progress(Message):
        """The share of the text that is read."""

        share: float

    def __init__(self, name: str, excerpt: Excerpt, read: ReadCells) -> None:
        super().__init__()
        self._name = name
        self._excerpt = excerpt
        self._read = read
        self._wanted = True
        self._cells: Cells | None = None
        # None for the cells whose activation varies most.
        self._tracking: Tracking | None = None
        self._cell = 0
        self._typed = ""

    def compose_pane(self) -> Iterator[Widget]:
        """What is shown, the features, the text, what colours mean."""
        yield Static(id="cell")
        text = CellText(self._excerpt.text, self._excerpt.cursor, id="text")
        yield Horizontal(OptionList(), text)
        yield shade_key()

    def on_mount(self) -> None:
        """Read."""
        super().on_mount()
        self._tell_share(0.0)
        self.run_worker(self._find())

    def on_unmount(self) -> None:
        """What is not read by now is not wanted any more."""
        self._wanted = False

    async def _find(self) -> None:
        def goes_on(share: float) -> bool:
            self.post_message(self.Progress(share))
            return self._wanted

        try:
            cells = await asyncio.to_thread(self._read, self._excerpt.text, goes_on)
        except Exception as error:  # whatever is wrong with a model, the text can be written
            self.query_one("#cell", Static).update(
                Content(f"The cells of {self._name} cannot be read ({error})")
            )
            return
        if cells is not None and self._wanted:
            self._show_found(cells)

    @on(Progress)
    def _show_progress(self, event: Progress) -> None:
        if self._cells is None:
            self._tell_share(event.share)

    def _tell_share(self, share: float) -> None:
        count = len(self._excerpt.text)
        self.query_one("#cell", Static).update(
            Content(f"{self._name} reads {count:,} characters: {share:.0%}")
        )

    def _show_found(self, cells: Cells) -> None:
        self._cells = cells
        options = self.query_one(OptionList)
        options.add_options(Option(_line(tracking)) for tracking in cells.trackings)
        options.add_option(Option(_LIVELIEST))
        options.highlighted = 0
        self.set_focus(options)
        self.show_keys(_KEYS.format(last=cells.activations.shape[1] - 1))

    # Choosing

    @on(OptionList.OptionHighlighted)
    def _choose_feature(self, event: OptionList.OptionHighlighted) -> None:
        assert self._cells is not None
        trackings = self._cells.trackings
        at = event.option_index
        self._tracking = trackings[at] if at < len(trackings) else None
        self._typed = ""
        self._go_to(int(self._ranked[0]))

    @property
    def _ranked(self) -> Integers:
        """The cells in the order in which left and right go through them."""
        assert self._cells is not None
        return self._cells.liveliest if self._tracking is None else self._tracking.ranked

    def _go_to(self, cell: int) -> None:
        """Show what `cell` does."""
        cells = self._cells
        assert cells is not None
        self._cell = cell
        self.query_one("#text", CellText).show(cells.activations[:, cell])
        place = int((self._ranked == cell).argmax()) + 1
        self.query_one("#cell", Static).update(head(cells, cell, self._tracking, place))

    def action_step(self, steps: int) -> None:
        """Go to the next cell, or the one before."""
        if self._cells is None:
            return
        self._typed = ""
        ranked = self._ranked
        place = int((ranked == self._cell).argmax()) + steps
        self._go_to(int(ranked[min(max(place, 0), len(ranked) - 1)]))

    def on_key(self, event: events.Key) -> None:
        """Digits go to the cell of this number; one that leads beyond the last begins another."""
        digit = event.character
        if self._cells is None or digit is None or digit not in _DIGITS:
            return
        event.stop()
        count = self._cells.activations.shape[1]
        typed = self._typed + digit
        self._typed = typed if int(typed) < count else digit
        if int(self._typed) < count:
            self._go_to(int(self._typed))

    def action_untype(self) -> None:
        """Take the last digit back."""
        self._typed = self._typed[:-1]
        if self._typed:
            self._go_to(int(self._typed))

    def action_scroll_text(self, pages: int) -> None:
        """Show what stands above, or below."""
        text = self.query_one("#text", CellText)
        text.scroll_relative(y=pages * max(text.size.height - 1, 1), animate=False)


def head(cells: Cells, cell: int, tracking: Tracking | None, place: int) -> Content:
    """What `cell` is, and how it follows a feature, as the `place`th of all."""
    layer = f", layer {cells.layer(cell)}" if len(cells.layers) > 1 else ""
    if tracking is None:
        follows = f"no. {place} of those that vary most"
    else:
        follows = (
            f"{tracking.feature.label}, no. {place}   held out {tracking.held_out[cell]:+.2f},"
            f" found {tracking.found[cell]:+.2f}, chance {tracking.chance:.2f}"
        )
    return Content.assemble((f"cell {cell}", "bold"), (f"{layer}   {follows}", "$foreground 80%"))


def _line(tracking: Tracking) -> Content:
    """A feature, and how its best cell follows it; quiet when that may be chance."""
    held_out = float(tracking.held_out[tracking.best])
    style = "" if abs(held_out) > tracking.chance else "dim"
    return Content.styled(f"{tracking.feature.name:<{_NAME}}{held_out:+.2f}", style)
