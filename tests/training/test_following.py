"""Whoever watches a run sees what it says, and when its process is gone."""

from rnnwriter.training.events import (
    Entered,
    Evaluated,
    Event,
    Failed,
    Finished,
    Interrupted,
    Paused,
    Progress,
    Reported,
    Resumed,
    Sampled,
    Started,
)
from rnnwriter.training.following import MOST_POINTS, Follower, clock, folded
from rnnwriter.training.process import held
from rnnwriter.training.run import run_of
from tests.training.test_report import REPORT

STARTED = Started(4_574_499, 99, 35_100, 3_088, "cpu")
EVALUATED = Evaluated(6, 6_000, 2.5, True)


def progress(step: int) -> Progress:
    """A glance after `step` steps."""
    return Progress(step / 1000, 60.0, step, 1000 * step, 900.0, 3.0)


def test_a_picture_grows_with_events() -> None:
    said: list[Event] = [Entered("reading"), Entered("training"), STARTED]
    view = folded("me", said)
    assert (view.state, view.phase, view.started) == ("running", "training", STARTED)
    assert view.best_bits is None
    said += [Evaluated(0, 0, 3.0, True), progress(5), EVALUATED, Sampled(6, "The", "y", "m")]
    said += [Evaluated(9, 9_000, 2.6, False)]
    view = folded("me", said)
    assert view.validation == ((0, 3.0), (6_000, 2.5), (9_000, 2.6))
    assert (view.best_bits, view.best, view.fraction, view.seconds_left) == (2.5, 1, 0.005, 60.0)
    assert view.samples[-1].text == "y"
    assert "2.500 bits on the notes kept apart, the best so far" in view.log[-2]
    paused = view.after(Paused(9, "on battery"))
    assert (paused.state, paused.problem, paused.alive) == ("paused", "on battery", True)
    assert paused.after(Resumed(9)).state == "running"
    failed = view.after(Failed("The disk is full."))
    assert (failed.state, failed.problem, failed.resumable) == ("failed", "The disk is full.", True)
    assert view.after(Interrupted()).resumable
    done = view.after(Finished("me", 9, 1.0, 2.5)).after(Reported(REPORT.values()))
    assert (done.state, done.report, done.alive, done.resumable) == ("done", REPORT, False, False)


def test_a_long_curve_is_thinned() -> None:
    view = folded("me", map(progress, range(5 * MOST_POINTS)))
    assert MOST_POINTS / 2 <= len(view.training) <= MOST_POINTS
    assert view.training[0] == (0, 3.0)


def test_a_follower_reads_what_is_new_and_whole() -> None:
    run = run_of("me")
    follower = Follower(run)
    assert follower.look() is None
    run.clear()
    with held(run):
        run.append(Entered("training"))
        view = follower.look()
        assert view is not None
        assert (view.state, view.phase) == ("running", "training")
        run.append(EVALUATED)
        with run.events_file.open("a") as file:
            file.write('{"event": "Eval')
        view = follower.look()
        assert view is not None
        assert view.best_bits == 2.5
        with run.events_file.open("a") as file:
            file.write(
                'uated", "step": 9, "characters_seen": 9, "validation_bits": 2, "best": true}\n'
            )
            file.write("nonsense\n")
        view = follower.look()
        assert view is not None
        assert view.best_bits == 2
        # Back to a checkpoint: what came after it is forgotten.
        run.rewind(6)
        view = follower.look()
        assert view is not None
        assert view.best_bits == 2.5
    gone = follower.look()
    assert gone is not None
    assert (gone.state, gone.resumable) == ("lost", True)
    run.append(Interrupted())
    ended = follower.look()
    assert ended is not None
    assert ended.state == "interrupted"
    run.remove()
    assert follower.look() is None


def test_clock() -> None:
    assert [clock(seconds) for seconds in (0, 59.6, 754, 3725)] == [
        "0:00",
        "1:00",
        "12:34",
        "1:02:05",
    ]
