"""What screens that choose a file or folder have in common."""

from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import DirectoryTree, OptionList

from rnnwriter.tui.pane import Pane


class PathTree(DirectoryTree):
    """A tree in the signs of this program."""

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    ICON_FILE = "  "


class PathScreen(Pane[Path | None]):
    """A line for a name, above lists to choose from. Returns what was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("down", "move", show=False),
    ]

    def action_move(self) -> None:
        """Go from the name to the lists below it."""
        options = self.query_one(OptionList)
        if options.display and options.highlighted is None:
            options.highlighted = 0
        self.focus_next()

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
