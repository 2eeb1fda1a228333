"""A pane with a list that is narrowed by typing.

The list has the focus all the time and reads letters itself, and keys act in it, not when they have
bubbled up to the app: however fast they come, none goes astray and each acts in its turn.
"""

from collections.abc import Iterable, Iterator
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rnnwriter.printable import printable
from rnnwriter.tui.acting import act
from rnnwriter.tui.pane import Pane

Result = TypeVar("Result")
_HINT = "Type to narrow them down"


class Rows(OptionList):
    """The list; its pane's keys come before its own."""

    async def on_key(self, event: events.Key) -> None:
        """Do what a key is for, now."""
        if await self._act(event):
            event.stop()
            event.prevent_default()

    async def _act(self, event: events.Key) -> bool:
        pane = self.screen
        assert isinstance(pane, NarrowedPane)
        letter = event.character if event.is_printable and event.character != " " else None
        if pane.types(event.key, letter):
            return True
        for node in (pane, self):
            if await act(node, node._bindings.key_to_bindings.get(event.key, ())):
                return True
        return False


class NarrowedPane(Pane[Result]):
    """What was typed, and below it the rows that hold it, in groups.

    first: the id of the row to begin with; "" for the first one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "open", show=False)]
    first = ""

    def __init__(self) -> None:
        super().__init__()
        self.line = ""
        self._erasing = False

    def compose_pane(self) -> Iterator[Widget]:
        """What was typed, the list, and what stands below it."""
        yield Static(id="filter", markup=False)
        yield Rows()
        yield from self.compose_foot()

    def compose_foot(self) -> Iterator[Widget]:
        """What stands below the list."""
        yield from ()

    def rows(self) -> Iterable[tuple[str, str, str]]:
        """(group, id, what is looked through) of each row."""
        raise NotImplementedError

    def row(self, id_: str) -> Content:
        """What a row shows."""
        raise NotImplementedError

    @property
    def options(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    @property
    def highlighted(self) -> str | None:
        """The id of the row that is highlighted."""
        option = self.options.highlighted_option
        return None if option is None else option.id

    def on_mount(self) -> None:
        """Show all of them."""
        super().on_mount()
        self.show_rows(self.first)
        self.options.focus()

    def on_resize(self) -> None:
        """Groups stand apart where there is room."""
        self.show_rows(self.highlighted)

    def show_rows(self, highlighted: str | None = None) -> None:
        """Show what fits what was typed; one of them highlighted, else the one that is called so,
        else the first.
        """
        part = self.line.lower()
        self.query_one("#filter", Static).update(
            Content(printable(self.line)) if part else Content.styled(_HINT, "dim")
        )
        dense = self.size.height < self.VERTICAL_BREAKPOINTS[-1][0]
        found: list[Option] = []
        last = ""
        for group, id_, text in self.rows():
            if part in f"{group} {text}".lower():
                if group != last:
                    heading = group if dense or not found else f"\n{group}"
                    found.append(Option(Content.styled(heading, "bold $text-primary"), None, True))
                    last = group
                found.append(Option(self.row(id_), id_))
        self.options.set_options(found)
        ids = [one.id for one in found if one.id is not None]
        called = [id_ for id_ in ids if part and id_.startswith(part)]
        chosen = [id_ for id_ in (highlighted, *called, *ids) if id_ in ids][:1]
        self.options.highlighted = self.options.get_option_index(chosen[0]) if chosen else None

    def refresh_rows(self) -> None:
        """Show each row as it is now."""
        for option in list(self.options.options):
            if option.id is not None:
                self.options.replace_option_prompt(option.id, self.row(option.id))

    def types(self, key: str, letter: str | None) -> bool:
        """Whether a key that was pressed over the list narrows it, or takes that back.

        Backspace that has erased the last letter does nothing else until it is let go.
        """
        if letter is not None:
            self._narrow(self.line + letter)
        elif key == "backspace" and (self.line or self._erasing):
            self._erasing = True
            if self.line:
                self._narrow(self.line[:-1])
            return True
        self._erasing = False
        return letter is not None

    def _narrow(self, line: str) -> None:
        self.line = line
        self.show_rows()
