"""Training beside the editor: real processes, followed, asked, found again, suggested with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from textual.pilot import Pilot

from rnnwriter.engines import load_engine
from rnnwriter.training.events import Entered, Evaluated, Event, Paused, Progress, Sampled, Started
from rnnwriter.training.following import View, folded
from rnnwriter.training.process import holder
from rnnwriter.training.run import run_of
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.prompts import Choice
from rnnwriter.tui.training import Training, sparkline, summary, training_arguments
from rnnwriter.tui.training_screen import TrainingScreen, head, keys, samples
from tests.commands.programs import base
from tests.texts import write_jottings
from tests.training.test_following import EVALUATED, STARTED

from .helpers import asked, gone, running, told, until, writer

GOING_ON: list[Event] = [
    Entered("training"),
    Started(4_574_499, 99, 35_100, 3_088, "cpu"),
    Evaluated(0, 0, 2.9, True),
    Progress(0.43, 250.0, 100, 600_000, 4321.0, 2.2),
    Evaluated(100, 600_000, 2.1, True),
    Sampled(100, "The sea ", "was quiet.\nIt was", "is a page"),
]


def test_the_status_line_tells_what_is_left_and_how_good_it_is() -> None:
    view = folded("me", GOING_ON)
    assert summary(view) == ("me 43% 4:10 2.10 b/c █▁", "43%")
    assert summary(folded("me", [Entered("reading")])) == ("me reading", "reading")
    assert summary(view.after(Paused(1, "on battery"))) == ("me paused at 43%", "paused")
    assert summary(view.after(Entered("measuring"))) == ("me measuring", "measuring")


def test_a_sparkline_shows_the_last_values() -> None:
    assert sparkline([3.0]) == ""
    assert sparkline([1.0, 1.0]) == "▁▁"
    assert sparkline([9.0, *range(8)]) == "▁▂▃▄▅▆▇█"


def test_the_screen_says_how_it_stands_and_what_can_be_done() -> None:
    view = folded("me", GOING_ON)
    said = head(view).plain
    for part in ("me", "in training", "43%", "4:10 left", "4,321 characters/s", "2.100 bits"):
        assert part in said
    assert "was quiet. It was" in samples(view).plain
    assert "before: The sea is a page" in samples(view).plain
    assert "P pauses" in keys(view)
    assert "P goes on" in keys(view.after(Paused(1, "")))
    assert keys(view.after(Entered("measuring"))) == "Esc back to the text"
    assert "on battery" in head(view.after(Paused(1, "on battery"))).plain


def test_what_the_program_is_called_with() -> None:
    assert training_arguments(Path("/n"), "me", 2.5, update=False) == [
        *("/n", "--name", "me", "--minutes", "2.5")
    ]
    assert training_arguments(Path("/n"), "me", 2, ["battery"], update=True) == [
        *("/n", "--update", "me", "--minutes", "2", "--pause-on", "battery")
    ]


@asynccontextmanager
async def editing(name: str) -> AsyncIterator[tuple[WriterApp, Pilot[None], Training]]:
    """The editor with the model `name`, ready to follow a training."""
    app = writer(load=load_engine, model=name, spelling="")
    async with running(app) as pilot:
        await until(pilot, lambda: app.training is not None, "training can be followed")
        assert app.training is not None
        yield app, pilot, app.training


def view_of(training: Training) -> View:
    """What is known of the run that is followed."""
    assert training.view is not None
    return training.view


async def seen(pilot: Pilot[Any], training: Training, **wanted: object) -> None:
    """Wait until the view is as `wanted`."""

    def matches() -> bool:
        view = training.view
        return view is not None and all(
            getattr(view, name) == value for name, value in wanted.items()
        )

    await until(pilot, matches, f"the training is {wanted}")


async def test_a_training_is_paused_kept_and_suggested_with(young: Path, tmp_path: Path) -> None:
    # So many that they are not read often enough before it is asked to end.
    notes = write_jottings(tmp_path / "notes", files=400)
    async with editing(base(young)) as (app, pilot, training):
        training.start("me", [str(notes), "--name", "me", "--from", "base", "--minutes", "60"])
        await seen(pilot, training, phase="training")
        await until(pilot, lambda: "me " in app.status_bar.status.training[0], "the line tells")
        await pilot.press("f12")
        await asked(pilot, app, TrainingScreen)
        await pilot.press("p")
        await seen(pilot, training, state="paused")
        assert app.status_bar.status.training[1] == "paused"
        await pilot.press("p")
        await seen(pilot, training, state="running")
        await until(pilot, lambda: view_of(training).best > 0, "it has become better")
        # The editor suggests with it as soon as it is better than what it began with.
        await until(pilot, lambda: _engine(app) == "me", "the better network suggests")
        await pilot.press("s")
        await seen(pilot, training, state="done")
        report = view_of(training).report
        assert report is not None
        assert (report.parent, report.end) == ("base", "kept")
        await pilot.press("escape")
        await told(pilot, app, "me is trained")
        assert _engine(app) == "me"
        await pilot.press("alt+m")
        await told(pilot, app, "base suggests")
        assert _engine(app) == "base"
        await pilot.press("alt+m")
        await told(pilot, app, "me suggests")
    # The next time it is the one to begin with.
    async with editing("") as (app, pilot, training):
        assert _engine(app) == "me"


async def test_a_training_outlives_the_editor_and_is_found_by_the_next_one(
    young: Path, tmp_path: Path
) -> None:
    notes = write_jottings(tmp_path / "notes")
    run = run_of("me")
    async with editing(base(young)) as (app, pilot, training):
        # From scratch it takes all the time that it is given.
        training.start("me", [str(notes), "--name", "me", "--from", "scratch", "--minutes", "60"])
        await seen(pilot, training, phase="training")
        await pilot.press("ctrl+q")
        await asked(pilot, app, Choice)
        await pilot.press("escape")
        assert not app._exit
        await pilot.press("ctrl+q")
        await asked(pilot, app, Choice)
        await pilot.press("g")
        await gone(pilot, app)
    process = holder(run)
    assert process is not None
    async with editing("base") as (app, pilot, training):
        await until(pilot, lambda: "me " in app.status_bar.status.training[0], "it is found")
        psutil.Process(process).kill()
        await seen(pilot, training, state="lost")
        await told(pilot, app, "goes on with it")
        await pilot.press("f12")
        await asked(pilot, app, TrainingScreen)
        await pilot.press("r")
        await seen(pilot, training, state="running", phase="training")
        await pilot.press("d")
        await asked(pilot, app, Choice)
        await pilot.press("d")
        await told(pilot, app, "is discarded")
    assert not run.folder.exists()


async def test_news_that_come_to_a_closed_screen_are_not_shown() -> None:
    async with editing("") as (app, pilot, training):
        screen = TrainingScreen(training)
        app.push_screen(screen)
        await asked(pilot, app, TrainingScreen)
        await pilot.press("escape")
        await until(pilot, lambda: not screen.children, "its widgets are removed")
        screen._show(folded("me", GOING_ON))


async def test_what_cannot_be_trained_is_told(young: Path, tmp_path: Path) -> None:
    async with editing(base(young)) as (app, pilot, training):
        training.start("me", [str(tmp_path / "none"), "--name", "me", "--minutes", "1"])
        await told(pilot, app, "does not exist")


def _engine(app: WriterApp) -> str:
    return app.models.engine.name if app.models.engine else ""


@pytest.mark.parametrize("phase", ["reading", "starting"])
def test_before_there_are_figures(phase: Any) -> None:
    view = folded("me", [Entered(phase)])
    assert "me" in head(view).plain
    assert samples(view).plain == ""
    assert view.after(STARTED).after(EVALUATED).best == 1
