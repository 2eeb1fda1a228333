"""Go to a heading: the outline of the text, narrowed by typing."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from rnnwriter.printable import printable
from rnnwriter.tui.line_input import LineInput
from rnnwriter.tui.outline import Heading, heading_at
from rnnwriter.tui.pane import Pane


class OutlineScreen(Pane[int | None]):
    """Returns the line of the heading that was chosen, or None.

    headings: of the text. line: the cursor's, whose heading is highlighted.
    """

    TITLE = "Headings"
    KEYS = "↑↓ choose   Enter goes there   Esc back to the text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+t", "dismiss", "Close", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, headings: Sequence[Heading], line: int) -> None:
        super().__init__()
        self._headings = headings
        self._line = line

    def compose_pane(self) -> Iterator[Widget]:
        """A line to type in, and the headings below it."""
        yield LineInput(placeholder="Type to narrow them down", compact=True)
        yield OptionList()

    def on_mount(self) -> None:
        """Show all, at the one that the cursor is under."""
        super().on_mount()
        self._show("")
        here = heading_at(self._headings, self._line)
        self.query_one(OptionList).highlighted = here or 0

    def _show(self, typed: str) -> None:
        words = typed.lower().split()
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(
            Option(Content("  " * (heading.level - 1) + printable(heading.text)), str(heading.line))
            for heading in self._headings
            if all(word in heading.text.lower() for word in words)
        )
        if options.option_count:
            options.highlighted = 0

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _choose_highlighted(self) -> None:
        option = self.query_one(OptionList).highlighted_option
        if option is not None and option.id is not None:
            self.dismiss(int(option.id))

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        assert event.option.id is not None
        self.dismiss(int(event.option.id))

    def action_move(self, rows: int) -> None:
        """Move the highlight while the typing goes on."""
        options = self.query_one(OptionList)
        if rows > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_dismiss(self, result: int | None = None) -> None:  # type: ignore[override]
        """Close without choosing."""
        self.dismiss(None)
