"""Choose a folder of notes: the ones that are known, a name that is typed, a tree."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DirectoryTree, Input, OptionList
from textual.widgets.option_list import Option

from rnnwriter.errors import UserError
from rnnwriter.printable import printable
from rnnwriter.tui.line_input import LineInput
from rnnwriter.tui.open_file import path_of
from rnnwriter.tui.path_screen import PathScreen, PathTree


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


class _Folders(PathTree):
    """Folders, without the hidden ones."""

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Leave out files, and what is hidden."""
        return [path for path in paths if path.is_dir() and not path.name.startswith(".")]


class NotesScreen(PathScreen):
    """Returns the folder that was chosen or named, or None.

    known: folders to offer. folder: where the tree begins, and what names are relative to.
    """

    TITLE = "Learn from notes"
    KEYS = "Enter looks through the folder; nothing is learnt yet   Esc back to the text"

    def __init__(self, known: Sequence[Path], folder: Path) -> None:
        super().__init__()
        self._known = [path for path in dict.fromkeys(known) if _exists(path)]
        self._folder = folder.resolve()

    def compose_pane(self) -> Iterator[Widget]:
        """A line for a name, known folders, the tree."""
        yield LineInput(placeholder="Type the name of a folder, or choose", compact=True)
        yield OptionList(
            *(
                Option(Content.styled(printable(str(path)), ""), str(index))
                for index, path in enumerate(self._known)
            )
        )
        yield _Folders(self._folder)

    def on_mount(self) -> None:
        """Nothing is offered where nothing is known."""
        super().on_mount()
        self.query_one(OptionList).display = bool(self._known)

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        """A name of something that is there; without one, the first that is offered."""
        name = event.value.strip()
        if not name:
            if self._known:
                self.dismiss(self._known[0])
            return
        try:
            path = path_of(name, self._folder)
        except UserError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if _exists(path):
            self.dismiss(path)
        else:
            self.notify(f"{path} does not exist", severity="error", markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        assert event.option.id is not None
        self.dismiss(self._known[int(event.option.id)])

    @on(DirectoryTree.DirectorySelected)
    def _picked(self, event: DirectoryTree.DirectorySelected) -> None:
        self.query_one(Input).value = str(event.path)
