"""Open a file: the recent ones, narrowed by typing, and a tree of the folder."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DirectoryTree, Input, OptionList
from textual.widgets.option_list import Option

from rnnwriter.errors import UserError
from rnnwriter.files import is_there
from rnnwriter.printable import printable
from rnnwriter.remembered import Recent
from rnnwriter.tui.line_input import LineInput
from rnnwriter.tui.open_file import path_of
from rnnwriter.tui.path_screen import PathScreen, PathTree


class _Tree(PathTree):
    """Folders and files, without the hidden ones."""

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Leave out what is hidden."""
        return [path for path in paths if not path.name.startswith(".")]


class OpenScreen(PathScreen):
    """Returns the file that was chosen or named, or None.

    recent: the last files first. folder: where the tree begins, and what names are relative to.
    """

    TITLE = "Open"
    KEYS = "↑↓ choose   Enter opens   Esc back to the text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "close", show=False),
    ]

    def __init__(self, recent: Sequence[Recent], folder: Path) -> None:
        super().__init__()
        self._recent = [Path(one.path) for one in recent if is_there(Path(one.path))]
        self._folder = folder.resolve()

    def compose_pane(self) -> Iterator[Widget]:
        """A line for a name, recent files, the folder."""
        yield LineInput(placeholder="Type a name, or choose", compact=True)
        yield OptionList()
        yield _Tree(self._folder)

    def on_mount(self) -> None:
        """Show the recent files."""
        super().on_mount()
        self._show("")

    def _show(self, typed: str) -> None:
        words = typed.lower().split()
        options = self.query_one(OptionList)
        options.clear_options()
        for index, path in enumerate(self._recent):
            name = printable(str(path))
            if all(word in name.lower() for word in words):
                parent = f"  {printable(str(path.parent))}"
                options.add_option(
                    Option(
                        Content.assemble(printable(path.name), (parent, "dim")),
                        str(index),
                    )
                )
        options.display = bool(options.option_count)
        if typed and options.option_count:
            options.highlighted = 0

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        """A name that is there, or else the highlighted file, or else a new file of that name."""
        name = event.value.strip()
        option = self.query_one(OptionList).highlighted_option
        try:
            path = path_of(name, self._folder) if name else None
        except UserError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if path and (is_there(path) or option is None):
            self.dismiss(path)
        elif option is not None and option.id is not None:
            self.dismiss(self._recent[int(option.id)])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        assert event.option.id is not None
        self.dismiss(self._recent[int(event.option.id)])

    @on(DirectoryTree.FileSelected)
    def _picked(self, event: DirectoryTree.FileSelected) -> None:
        self.dismiss(event.path)
