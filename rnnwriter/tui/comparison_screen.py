"""Two models on the text that is open: figures, and how each goes on where the cursor is.

They are loaded and asked in a thread; closing the pane ends that.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from rnnwriter.evaluation.comparing import LEAST, Comparison, Figures, compare
from rnnwriter.model import load_model
from rnnwriter.printable import printable
from rnnwriter.settings import Eagerness
from rnnwriter.tui.pane import Pane

# Of the text before the cursor, the last ones that are shown.
_BEFORE = 60
_LABEL = 20
_NAME = 14


class ComparisonScreen(Pane[None]):
    """Compares models by name on the end of a text, and after what stands before the cursor."""

    TITLE = "Two models on this text"
    WIDE = True
    KEYS = "Esc stops"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", show=False),
    ]

    @dataclass
    class Progress(Message):
        """How far it is."""

        share: float

    def __init__(self, names: Sequence[str], text: str, before: str, eagerness: Eagerness) -> None:
        super().__init__()
        self._names = names
        self._text = text
        self._before = before
        self._eagerness = eagerness
        self._wanted = True

    def compose_pane(self) -> Iterator[Widget]:
        """What is done, how far it is, what came of it."""
        yield Static(id="head")
        yield ProgressBar(total=1.0, show_eta=False, show_percentage=False)
        with VerticalScroll(id="found"):
            yield Static(id="figures")
            yield Horizontal(Static(id="first"), Static(id="second"))

    def on_mount(self) -> None:
        """Begin."""
        super().on_mount()
        both = " and ".join(self._names)
        self.query_one("#head", Static).update(Content(f"Comparing {printable(both)}"))
        self.query_one("#found").display = False
        self.run_worker(self._compare())

    def on_unmount(self) -> None:
        """What is not known by now is not wanted any more."""
        self._wanted = False

    async def _compare(self) -> None:
        def goes_on(share: float) -> bool:
            if self._wanted:
                self.post_message(self.Progress(share))
            return self._wanted

        try:
            found = await asyncio.to_thread(self._found, goes_on)
        except Exception as error:  # whatever is wrong with a model, the text can be written
            self._say(Content(f"They cannot be compared: {error}"))
            return
        if found is not None and self._wanted:
            self._show(found)

    def _found(self, goes_on: Callable[[float], bool]) -> Comparison | None:
        models = [load_model(name) for name in self._names]
        return compare(models, self._text, self._before, goes_on, self._eagerness)

    @on(Progress)
    def _show_progress(self, event: Progress) -> None:
        self.query_one(ProgressBar).update(progress=event.share)

    def _say(self, content: Content) -> None:
        self.query_one("#head", Static).update(content)
        self.query_one(ProgressBar).display = False
        self.show_keys("Esc back to the models")

    def _show(self, found: Comparison) -> None:
        self._say(figures(found))
        shown = self.query_one("#found")
        shown.display = True
        shown.focus()
        before = " ".join(self._before[-_BEFORE:].split())
        self.query_one("#figures", Static).update(
            Content.styled(
                f"At the cursor, after: {printable(before)}"
                if before
                else "At the cursor, where nothing is written yet:",
                "$foreground 60%",
            )
        )
        for place, one in zip(("#first", "#second"), found.figures, strict=True):
            self.query_one(place, Static).update(continuations(one))

    def action_close(self) -> None:
        """End, or go back."""
        self.dismiss(None)


def figures(found: Comparison) -> Content:
    """A table, the better figure in bold, and what it is of."""
    first, second = found.figures
    lines = [_row("", _name(first), _name(second), "", "")]
    said = f"The text is too short for figures; write {LEAST} characters, and compare again."
    if first.bits is not None and second.bits is not None:
        better, worse = ("bold", "") if first.bits <= second.bits else ("", "bold")
        lines.append(
            _row("bits per character", f"{first.bits:.3f}", f"{second.bits:.3f}", better, worse)
        )
    if first.savings is not None and second.savings is not None:
        better, worse = ("bold", "") if first.savings >= second.savings else ("", "bold")
        lines.append(
            _row(
                "keys saved, about", f"{first.savings:.0%}", f"{second.savings:.0%}", better, worse
            )
        )
        said = (
            f"Of the last {found.characters:,} characters of this text, typing the last"
            f" {found.typed:,}. A model that has learnt this text looks better than it is."
        )
    return Content("\n").join([*lines, Content(""), Content.styled(said, "$foreground 60%")])


def _row(label: str, first: str, second: str, style: str, other: str) -> Content:
    return Content.assemble(
        f"{label:<{_LABEL}}", (f"{first:>{_NAME}}", style), "  ", (f"{second:>{_NAME}}", other)
    )


def _name(one: Figures) -> str:
    name = printable(one.name)
    return name if len(name) <= _NAME else name[: _NAME - 1] + "…"


def continuations(one: Figures) -> Content:
    """How a model goes on, the likeliest way first."""
    lines = [Content.styled(printable(one.name), "bold")]
    for number, text in enumerate(one.continuations, 1):
        shown = printable(text.replace("\n", "⏎"))
        lines.append(Content.assemble((f"{number} ", "$foreground 60%"), shown))
    return Content("\n").join(lines)
