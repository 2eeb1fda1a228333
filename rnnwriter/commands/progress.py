"""Training events as a progress bar in the terminal."""

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskProgressColumn, TextColumn
from rich.table import Column
from rich.text import Text

from rnnwriter.training import events
from rnnwriter.training.following import clock


class _TimeLeft(ProgressColumn):
    """Counts down to `task.fields["end"]` (seconds, monotonic) between events too."""

    def render(self, task: Task) -> Text:
        """The time left, or a dash before it is known."""
        end = task.fields["end"]
        return Text("–" if end is None else f"{clock(max(end - time.monotonic(), 0))} left")


class TrainingDisplay:
    """A live line: bar, time left, speed, training and validation bits per character.

    seconds: of the budget, None when it is counted in steps. Where output is no terminal, each
    measurement is printed as a line instead.
    """

    def __init__(self, console: Console, seconds: float | None) -> None:
        self._console = console
        self._seconds = seconds
        self._progress = Progress(
            BarColumn(bar_width=None, table_column=Column(ratio=1, min_width=8)),
            TaskProgressColumn(),
            _TimeLeft(),
            TextColumn("{task.fields[speed]} char/s"),
            TextColumn("training {task.fields[training]}"),
            TextColumn("[bold]validation {task.fields[validation]}[/] bits/char"),
            console=console,
            expand=True,
            transient=False,
        )
        self._task = self._progress.add_task(
            "", total=1.0, end=None, speed="–", training="–", validation="–"
        )

    def __enter__(self) -> "TrainingDisplay":
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def show(self, event: events.Event) -> None:
        """Bring the display up to date."""
        match event:
            case events.Started():
                self._console.print(
                    f"{event.parameters:,} weights, {event.symbols} symbols, on {event.device};"
                    f" {event.training_characters:,} characters to learn from,"
                    f" {event.validation_characters:,} kept apart"
                )
                if self._seconds is not None:
                    self._progress.update(self._task, end=time.monotonic() + self._seconds)
            case events.Progress():
                self._progress.update(
                    self._task,
                    completed=event.fraction,
                    end=time.monotonic() + event.seconds_left,
                    speed=f"{event.characters_per_second:,.0f}",
                    training=f"{event.training_bits:.3f}",
                )
            case events.Evaluated():
                self._progress.update(self._task, validation=f"{event.validation_bits:.3f}")
                if not self._console.is_terminal:
                    self._console.print(
                        f"after {event.characters_seen:,} characters:"
                        f" validation {event.validation_bits:.3f} bits/char"
                    )
            case events.Finished():
                self._progress.update(self._task, completed=1.0, end=time.monotonic())
