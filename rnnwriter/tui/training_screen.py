"""How a training goes: curves, what the model writes, what it is worth in the end; and its keys."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from rnnwriter.errors import UserError
from rnnwriter.printable import printable
from rnnwriter.training.control import Wish
from rnnwriter.training.following import View, clock
from rnnwriter.training.report import figures, sentences
from rnnwriter.tui.loss_plot import LossPlot
from rnnwriter.tui.pane import Pane

if TYPE_CHECKING:
    from rnnwriter.tui.training import Training

_LOG_LINES = 3
# Of what a run says, whose files anybody may have written.
_MOST_CHARACTERS = 1_000
# Rows of a screen that has room for curves.
_ROOMY = 20
_PHASES = {
    "reading": "reading the notes",
    "starting": "starting PyTorch",
    "training": "in training",
    "remembering": "fitting the memory of the notes",
    "measuring": "measuring what it is worth",
}


class TrainingScreen(Pane[str]):
    """Follows a run; returns "" when it is closed, or what is to come: "again"."""

    TITLE = "Training"
    WIDE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f12,alt+t,q", "dismiss('')", "Close", show=False),
        Binding("p", "pause", "Pause, or go on", show=False),
        Binding("s", "stop", "Stop, and keep it", show=False),
        Binding("d", "discard", "Discard", show=False),
        Binding("r", "resume", "Resume", show=False),
        Binding("n", "again", "Learn from notes again", show=False),
    ]

    def __init__(self, training: "Training") -> None:
        super().__init__()
        self._training = training

    def compose_pane(self) -> Iterator[Widget]:
        """Head, bar, curves or report, samples, log."""
        yield Static(id="head")
        yield ProgressBar(total=1.0, show_eta=False, show_percentage=False)
        yield LossPlot()
        yield VerticalScroll(Static(id="figures"), id="report")
        yield Static(id="samples")
        yield Static(id="log")

    def on_mount(self) -> None:
        """Follow."""
        super().on_mount()
        self._end = self._training.listen(self._show)
        if self._training.view is not None:
            self._show(self._training.view)

    def on_resize(self) -> None:
        """Small screens have no room for curves."""
        if self._training.view is not None:
            self._show(self._training.view)

    def on_unmount(self) -> None:
        """Follow no longer."""
        self._end()

    def _show(self, view: View) -> None:
        if not self.display:
            # It is about to be removed, and may have lost its widgets already.
            return
        report = view.report
        self.query_one("#head", Static).update(head(view))
        bar = self.query_one(ProgressBar)
        bar.display = report is None
        bar.update(progress=view.fraction)
        plot = self.query_one(LossPlot)
        roomy = self.app.size.height >= _ROOMY
        plot.display = report is None and roomy
        if report is None:
            plot.show(view)
        shown = self.query_one("#report")
        shown.display = report is not None
        if report is not None:
            self.query_one("#figures", Static).update(report_lines(view))
        self.query_one("#samples", Static).update(samples(view))
        log = self.query_one("#log", Static)
        log.display = report is None and roomy
        lines = (printable(line[:_MOST_CHARACTERS]) for line in view.log[-_LOG_LINES:])
        log.update(Content("\n".join(lines)))
        self.show_keys(keys(view))

    def _wish(self, wish: Wish) -> None:
        try:
            self._training.ask(wish)
        except UserError as error:
            self.notify(str(error), severity="error", markup=False)

    def action_pause(self) -> None:
        """Pause; or go on."""
        view = self._training.view
        if view is not None and view.heeds:
            self._wish("go on" if view.state == "paused" else "pause")

    def action_stop(self) -> None:
        """End now, with what is learnt."""
        view = self._training.view
        if view is not None and view.heeds:
            self._wish("keep")

    async def action_discard(self) -> None:
        """End, and leave nothing; asked first."""
        self.app.run_worker(self._discard(), group="discard")

    async def _discard(self) -> None:
        from rnnwriter.tui.prompts import Choice

        view = self._training.view
        if view is None or not (view.heeds or view.resumable):
            return
        question = f"All that {view.name} has learnt in this training would be lost."
        if await self.app.push_screen_wait(Choice(question, ["Discard"])) == "Discard":
            if view.alive:
                self._wish("discard")
            else:
                self._training.remove()
            self.dismiss("")

    def action_resume(self) -> None:
        """Go on with a run that ended before its time."""
        view = self._training.view
        if view is not None and view.resumable:
            try:
                self._training.resume()
            except UserError as error:
                self.notify(str(error), severity="error", markup=False)

    def action_again(self) -> None:
        """Choose notes, when nothing is in training."""
        view = self._training.view
        if view is None or not view.alive:
            self._training.dismiss()
            self.dismiss("again")


def head(view: View) -> Content:
    """Name, state, progress, speed."""
    if view.state == "running":
        state = _PHASES[view.phase]
    elif view.state == "done":
        state = "trained"
    else:
        state = {
            "paused": "paused",
            "interrupted": "interrupted",
            "failed": "stopped",
            "lost": "ended without a word",
        }[view.state]
    parts = [state + (f" ({printable(view.problem[:_MOST_CHARACTERS])})" if view.problem else "")]
    if view.report is None and view.started is not None:
        parts.append(f"{view.fraction:.0%}")
        if view.alive and view.seconds_left is not None:
            parts.append(f"{clock(view.seconds_left)} left")
        if view.characters_per_second:
            parts.append(f"{view.characters_per_second:,.0f} characters/s")
        if view.best_bits is not None:
            parts.append(f"{view.best_bits:.3f} bits per character")
    return Content.assemble((view.name, "bold"), ("   " + " · ".join(parts), "$foreground 80%"))


def samples(view: View) -> Content:
    """What the newest network writes, and what the one it began with does."""
    if not view.samples:
        return Content("")
    last = view.samples[-1]
    prompt = printable(last.prompt[:_MOST_CHARACTERS])
    parts: list[tuple[str, str]] = [
        (f"{view.name}: ", "bold"),
        (prompt, "$foreground 60%"),
        (_in_one_line(last.text), ""),
    ]
    if last.parent_text:
        parts += [
            ("\nbefore: ", "bold"),
            (prompt + _in_one_line(last.parent_text), "$foreground 60%"),
        ]
    return Content.assemble(*parts)


def _in_one_line(text: str) -> str:
    return printable(" ".join(text[:_MOST_CHARACTERS].split()))


def report_lines(view: View) -> Content:
    """The report, as a table and in sentences."""
    if view.report is None:
        return Content("")
    rows = figures(view.report)
    widths = [max(len(row[column]) for row in rows) + 3 for column in range(3)]
    table = [
        Content.assemble(
            f"{what:<{widths[0]}}",
            (f"{before:>{widths[1]}}", "$foreground 60%"),
            (f"{after:>{widths[2]}}", "bold"),
        )
        for what, before, after in rows
    ]
    text = [Content(printable(sentence[:_MOST_CHARACTERS])) for sentence in sentences(view.report)]
    return Content("\n").join([*table, Content(""), *text])


def keys(view: View) -> str:
    """What can be pressed."""
    if view.alive and not view.heeds:
        return "Esc back to the text"
    if view.alive:
        pause = "P goes on" if view.state == "paused" else "P pauses"
        return f"{pause}   S stops and keeps it   D discards   Esc back to the text"
    if view.resumable:
        return "R resumes   D discards   N other notes   Esc back to the text"
    return "N learns from notes again   Esc back to the text"
