"""What would be learnt from notes, before it is: counts, what is left out and why, and one key."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Static

from rnnwriter.printable import printable
from rnnwriter.tui.line_input import LineInput
from rnnwriter.tui.pane import Pane

_MOST_LISTED = 200


@dataclass(frozen=True)
class Plan:
    """What the person wants: to teach the model `name` for so many minutes."""

    name: str
    minutes: float


class ScanScreen(Pane[Plan | None]):
    """Shows what `rnnwriter scan` found; returns what to do, or None.

    check: what is wrong with a name, in a sentence, or "".
    """

    TITLE = "What would be learnt"
    KEYS = "PgUp PgDn more   F12 trains   Esc back to the text"
    WIDE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("f12", "start", "Train", show=False),
        Binding("up,shift+tab", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("pageup", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(1)", show=False),
    ]

    def __init__(
        self,
        folder: Path,
        found: Mapping[str, Any],
        plan: Plan,
        check: Callable[[str], str],
        exists: Callable[[str], bool],
    ) -> None:
        super().__init__()
        self._folder = folder
        self._found = found
        self._plan = plan
        self._check = check
        self._exists = exists

    def compose_pane(self) -> Iterator[Widget]:
        """The counts, the name, the minutes, a button."""
        enough = self._found["verdict"] != "too few"
        text = Content("\n").join(scan_lines(self._folder, self._found))
        yield VerticalScroll(Static(text), can_focus=False)
        if enough:
            minutes = f"{self._plan.minutes:g}"
            yield Horizontal(
                Label("Name "),
                LineInput(self._plan.name, id="name", compact=True, select_on_focus=False),
                Label("Minutes "),
                LineInput(
                    minutes, id="minutes", compact=True, type="number", select_on_focus=False
                ),
            )
            train = Button("Train", id="train", compact=True)
            yield Horizontal(train, Button("Cancel", id="cancel", compact=True))
        else:
            yield Horizontal(Button("Cancel", id="cancel", compact=True))

    def on_mount(self) -> None:
        """One key is enough."""
        super().on_mount()
        self.query(Button).first().focus()
        self._tell_use()

    @on(Input.Changed, "#name")
    def _tell_use(self) -> None:
        """Whether a model is made, or one that is there is taught."""
        for button in self.query("#train").results(Button):
            name = self.query_one("#name", Input).value.strip()
            button.label = f"Teach {name} what is new" if self._exists(name) else "Train"

    @on(Input.Submitted)
    @on(Button.Pressed, "#train")
    def action_start(self) -> None:
        """Train, if what was entered will do."""
        if not self.query("#train"):
            return
        name = self.query_one("#name", Input).value.strip()
        said = self.query_one("#minutes", Input).value
        try:
            minutes = float(said)
        except ValueError:
            minutes = 0.0
        problem = self._check(name) or ("" if minutes > 0 else "give it some minutes")
        if problem:
            self.notify(problem, severity="error", markup=False)
        else:
            self.dismiss(Plan(name, minutes))

    def action_scroll(self, pages: int) -> None:
        """Show what there is no room for."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=pages * max(scroll.size.height - 1, 1), animate=False)

    @on(Button.Pressed, "#cancel")
    def action_close(self) -> None:
        """Learn nothing."""
        self.dismiss(None)


def scan_lines(folder: Path, found: Mapping[str, Any]) -> list[Content]:
    """What was found, for a person."""
    coverage = found["coverage"]
    lines = [
        Content.styled(printable(str(folder)), "bold"),
        Content(f"{found['documents']:,} documents, {found['characters']:,} characters to learn"),
        Content(printable(found["advice"])),
        Content(""),
    ]
    secrets = _listed(found["secrets"])
    lines.append(
        Content.styled(f"Private, never read: {secrets}", "$text-warning")
        if secrets
        else Content("Nothing private was found in them.")
    )
    if removed := _listed(found["removed"]):
        lines.append(Content(f"No prose: {removed}"))
    if coverage["after"] < 1 or coverage["new_characters"]:
        new = len(coverage["new_characters"])
        lines.append(
            Content(
                f"Characters known: {coverage['before']:.2%}, then {coverage['after']:.2%}"
                + (f" with {new} new" if new else "")
            )
        )
    reasons: dict[str, list[str]] = {}
    for one in found["skipped"]:
        reasons.setdefault(one["reason"], []).append(one["path"])
    for reason, files in reasons.items():
        lines.append(Content(""))
        lines.append(Content.styled(f"Left out, {printable(reason)}: {len(files):,}", "bold"))
        lines += [
            Content.styled(f"  {printable(file)}", "$foreground 60%")
            for file in files[:_MOST_LISTED]
        ]
    return lines


def _listed(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    return ", ".join(f"{count:,} {what}" for what, count in ordered)
