"""Training events, as a person sees them."""

import io

from rich.console import Console

from rnnwriter.commands.progress import TrainingDisplay
from rnnwriter.training.events import Evaluated, Event, Finished, Progress, Started

STARTED = Started(2_646_181, 101, 638_199, 73_564, "cpu")
PROGRESS = Progress(0.25, 450.0, 10, 40_960, 8123.4, 1.987)
EVALUATED = Evaluated(10, 40_960, 1.876, True)


def shown(*events: Event, terminal: bool = True) -> str:
    """What is on the screen, or in the pipe, after these events."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=110, color_system=None)
    with TrainingDisplay(console, 600) as display:
        for event in events:
            display.show(event)
    return out.getvalue()


def test_the_time_left_is_known_from_the_start() -> None:
    text = shown(STARTED)
    assert "2,646,181 weights, 101 symbols, on cpu" in text
    assert "10:00 left" in text


def test_a_terminal_sees_speed_bits_and_time_left() -> None:
    text = shown(STARTED, PROGRESS, EVALUATED)
    for part in ("25%", "7:30 left", "8,123 char/s", "training 1.987", "validation 1.876"):
        assert part in text
    assert "0:00 left" in shown(STARTED, PROGRESS, EVALUATED, Finished("me", 1, 10.0, 1.8))


def test_a_pipe_sees_each_measurement_as_a_line() -> None:
    text = shown(STARTED, PROGRESS, EVALUATED, terminal=False)
    assert "after 40,960 characters: validation 1.876 bits/char\n" in text
