"""Texts that were not saved: which, how they differ from what is on disk, and what to do."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rnnwriter.printable import printable
from rnnwriter.recovery.leftovers import Leftover
from rnnwriter.tui.difference import Line, changed, difference
from rnnwriter.tui.pane import Pane

Decision = tuple[int, Literal["open", "discard"]]
_STYLES = {"+": "$text-success", "-": "$text-error", " ": "", "…": "dim"}


class RecoveryScreen(Pane[Decision | None]):
    """Shows what was not saved; returns which one to open or to throw away, or None."""

    TITLE = "Not saved when rnnwriter ended"
    KEYS = (
        "Enter opens it, unsaved; Delete throws it away; Escape asks again next time. "
        "+ is what you wrote, - what is on disk."
    )
    WIDE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("delete,ctrl+d", "discard", "Throw away", show=False),
        Binding("pageup", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(1)", show=False),
    ]

    def __init__(self, left: Sequence[Leftover]) -> None:
        super().__init__()
        self._left = left
        self._lines: dict[int, list[Line]] = {}

    def compose_pane(self) -> Iterator[Widget]:
        """What was left, and the difference of one of them."""
        yield OptionList(*(Option(self._entry(at), str(at)) for at in range(len(self._left))))
        yield VerticalScroll(Static(id="difference"), can_focus=False)

    def on_mount(self) -> None:
        """The last one first."""
        super().on_mount()
        self.query_one(OptionList).highlighted = 0
        self.query_one(OptionList).focus()

    def _entry(self, at: int) -> Content:
        unsaved = self._left[at].unsaved
        name = unsaved.path.name if unsaved.path else "Untitled"
        folder = str(unsaved.path.parent) if unsaved.path else "a text without a name"
        when = datetime.fromtimestamp(unsaved.seconds).strftime("%d %b %H:%M")
        return Content.assemble(printable(name), (f"  {when}  {printable(folder)}", "dim"))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        left = self._left[event.option_index]
        lines = self._lines.setdefault(
            event.option_index, difference(left.on_disk, left.unsaved.text)
        )
        more, less = changed(lines)
        shown = [
            Content.styled(f"{line.mark} {printable(line.text)}\n", _STYLES[line.mark])
            for line in lines
        ]
        counted = f"{more} new lines, {less} gone\n\n"
        self.query_one("#difference", Static).update(
            Content.assemble((counted, "$foreground 60%"), *shown)
        )

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss((event.option_index, "open"))

    def action_discard(self) -> None:
        """Throw away the highlighted one."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss((at, "discard"))

    def action_scroll(self, pages: int) -> None:
        """See more of the difference."""
        area = self.query_one(VerticalScroll)
        if pages > 0:
            area.scroll_page_down()
        else:
            area.scroll_page_up()

    def action_close(self) -> None:
        """Decide later."""
        self.dismiss(None)
