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
_NAME = 16


class ComparisonScreen(Pane[None]):
    """Compares models by name on the end of a text, and after what stands before the cursor."""

    TITLE = "Two models on this text"
    WIDE = True
    KEYS = "Esc stops"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-8)", show=False),
        Binding("pagedown,space", "scroll(8)", show=False),
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
        """What is done, how far it is; and what came of it."""
        yield Static(id="doing")
        yield ProgressBar(total=1.0, show_eta=False, show_percentage=False)
        with VerticalScroll(can_focus=False):
            yield Static(id="figures")
            yield Horizontal(Static(id="first"), Static(id="second"))
            yield Static(id="said")

    def on_mount(self) -> None:
        """Begin."""
        super().on_mount()
        both = " and ".join(self._names)
        self.query_one("#doing", Static).update(Content(f"Comparing {printable(both)}"))
        self.query_one(VerticalScroll).display = False
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
            self._ended(f"They cannot be compared: {error}")
            return
        if found is not None and self._wanted:
            self._show(found)

    def _found(self, goes_on: Callable[[float], bool]) -> Comparison | None:
        models = [load_model(name) for name in self._names]
        return compare(models, self._text, self._before, goes_on, self._eagerness)

    @on(Progress)
    def _show_progress(self, event: Progress) -> None:
        self.query_one(ProgressBar).update(progress=event.share)

    def _ended(self, why: str = "") -> None:
        """Say that it is over, and why if that is no good reason."""
        self.query_one("#doing", Static).update(Content(printable(why)))
        self.query_one("#doing").display = bool(why)
        self.query_one(ProgressBar).display = False
        self.show_keys("↑↓ PgUp PgDn more   Esc back to the models")

    def _show(self, found: Comparison) -> None:
        self._ended()
        shown = self.query_one(VerticalScroll)
        shown.display = True
        after = Content.styled(ending(self._before), "$foreground 60%")
        self.query_one("#figures", Static).update(
            Content("\n").join([*figures(found), Content(""), after])
        )
        for place, one in zip(("#first", "#second"), found.figures, strict=True):
            self.query_one(place, Static).update(continuations(one))
        self.query_one("#said", Static).update(Content.styled(said(found), "$foreground 60%"))

    def action_scroll(self, rows: int) -> None:
        """Show what there is no room for."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_close(self) -> None:
        """End, or go back."""
        self.dismiss(None)


def figures(found: Comparison) -> list[Content]:
    """A table, the better figure of each row in bold."""
    first, second = found.figures
    lines = [_row("", _name(first), _name(second))]
    if first.bits is not None and second.bits is not None:
        bits = f"{first.bits:.3f}", f"{second.bits:.3f}"
        lines.append(_row("bits per character", *bits, better=first.bits - second.bits))
    if first.savings is not None and second.savings is not None:
        savings = f"{first.savings:.1%}", f"{second.savings:.1%}"
        lines.append(_row("keys saved, about", *savings, better=second.savings - first.savings))
    return lines


def said(found: Comparison) -> str:
    """What the figures are of."""
    if found.figures[0].bits is None:
        return f"The text is too short for figures; write {LEAST} characters and compare again."
    return (
        f"Bits of the last {found.characters:,} characters of this text, keys of the last"
        f" {found.typed:,}. A model that has learnt this text looks better than it is."
    )


def ending(before: str) -> str:
    """The last words before the cursor."""
    words = before[-_BEFORE:].split()
    if not words:
        return "Where nothing is written yet, each would begin:"
    if len(before) > _BEFORE and len(words) > 1:
        words[0] = "…"
    return f"After “{printable(' '.join(words))}”"


def _row(label: str, first: str, second: str, better: float = 0.0) -> Content:
    """better: below zero for the first one, above it for the second, which is then in bold."""
    differ = first != second
    return Content.assemble(
        f"{label:<{_LABEL}}",
        (f"{first:>{_NAME}}", "bold" if differ and better < 0 else ""),
        (f"{second:>{_NAME}}", "bold" if differ and better > 0 else ""),
    )


def _name(one: Figures) -> str:
    name = printable(one.name)
    return name if len(name) < _NAME else name[: _NAME - 2] + "…"


def continuations(one: Figures) -> Content:
    """How a model goes on, the likeliest way first."""
    lines = [Content.styled(printable(one.name), "bold")]
    for number, text in enumerate(one.continuations, 1):
        # The last word may not be whole.
        shown = printable((text.rstrip().rpartition(" ")[0] or text).replace("\n", "⏎")) + "…"
        lines.append(Content.assemble((f"{number} ", "$foreground 60%"), shown))
    return Content("\n").join(lines)
