"""Training learns, keeps its best, and goes on after a kill as if nothing had been."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnnwriter.corpus.alphabet import alphabet_of
from rnnwriter.corpus.documents import Document, split
from rnnwriter.errors import UserError
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.model import load_model
from rnnwriter.model.architecture import Architecture
from rnnwriter.model.file import read_model
from rnnwriter.training.control import Wish
from rnnwriter.training.events import (
    Evaluated,
    Event,
    Finished,
    Paused,
    Progress,
    Resumed,
    Started,
)
from rnnwriter.training.loop import Trainer
from rnnwriter.training.network import Network
from rnnwriter.training.run import RunFolder
from rnnwriter.training.spec import SCRATCH, Recipe, Spec
from tests.texts import prose

DATA = split([Document(f"{seed}", prose(2000, seed)) for seed in range(8)])
ALPHABET = alphabet_of(document.text for document in DATA.training)
SPEC = Spec(
    name="small",
    paths=(),
    minutes=0,
    steps=24,
    parent=SCRATCH,
    architecture=Architecture(8, (24, 16)),
    recipe=Recipe(batch=4, truncation=32, learning_rate=1e-2, dropout=0.1, evaluations=4),
)


def trainer(folder: Path, events: list[Event], spec: Spec = SPEC) -> Trainer:
    """A trainer in `folder` that collects its events."""
    run = RunFolder(folder)
    if not run.spec_file.exists():
        run.create(spec)
    return Trainer(spec, DATA, ALPHABET, None, run, events.append)


@pytest.mark.parametrize("at", [3, 11])
def test_a_killed_run_goes_on_to_the_same_weights(tmp_path: Path, at: int) -> None:
    whole = tmp_path / "whole"
    trainer(whole, []).train()

    broken = tmp_path / "broken"
    first = trainer(broken, [])
    for _ in range(at):
        first._step()
    first._save()
    for _ in range(2):
        first._step()

    second = trainer(broken, [])
    second.resume()
    second.train()
    for name, value in second._network.weights().items():
        expected = read_state(whole, name)
        np.testing.assert_array_equal(value, expected, err_msg=name)


def read_state(folder: Path, name: str) -> np.ndarray:
    """A weight of the last checkpoint in `folder`."""
    from safetensors.numpy import load_file

    return load_file(RunFolder(folder).state_file)[f"network.{name}"]


def test_a_stopped_run_is_saved_and_goes_on(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    run.create(SPEC)
    wish = wishes("go on", "go on", "go on", "go on", "go on", "go on", "interrupt")
    stopped = Trainer(SPEC, DATA, ALPHABET, None, run, ignore, wish=wish)
    assert stopped.train() == "interrupted"
    events: list[Event] = []
    again = trainer(tmp_path, events)
    again.resume()
    assert events == [Resumed(7)]
    assert again.train() == "trained"
    assert isinstance(events[-1], Finished)
    assert events[-1].end == "budget"
    # Windows are half as long in the first half.
    assert events[-1].characters_seen == 12 * 4 * 16 + 12 * 4 * 32
    whole = tmp_path / "whole"
    trainer(whole, []).train()
    for name, value in again._network.weights().items():
        np.testing.assert_array_equal(value, read_state(whole, name), err_msg=name)


def ignore(event: Event) -> None:
    """Nobody listens."""


def wishes(*wished: Wish) -> Callable[[], tuple[Wish, str]]:
    """What is wished after one step after the other; at last, that it goes on."""
    left = list(wished)
    return lambda: (left.pop(0) if left else "go on", "because")


def test_a_pause_is_not_counted_and_changes_nothing(tmp_path: Path) -> None:
    rested: list[float] = []
    now = [0.0]

    def sleep(seconds: float) -> None:
        rested.append(seconds)
        now[0] += 100.0

    run = RunFolder(tmp_path)
    run.create(SPEC)
    events: list[Event] = []
    paused = Trainer(
        SPEC,
        DATA,
        ALPHABET,
        None,
        run,
        events.append,
        clock=lambda: now[0],
        wish=wishes("go on", "go on", "pause", "pause", "pause"),
        sleep=sleep,
    )
    assert paused.train() == "trained"
    assert len(rested) == 3
    at = events.index(Paused(3, "because"))
    assert events[at + 1] == Resumed(3)
    assert isinstance(events[-1], Finished)
    assert events[-1].minutes == 0
    whole = tmp_path / "whole"
    trainer(whole, []).train()
    for name, value in paused._network.weights().items():
        np.testing.assert_array_equal(value, read_state(whole, name), err_msg=name)


@pytest.mark.parametrize("asleep", [False, True])
def test_what_is_wished_ends_it(tmp_path: Path, asleep: bool) -> None:
    def ended(*wished: Wish) -> tuple[str, list[Event]]:
        folder = tmp_path / wished[-1]
        run = RunFolder(folder)
        run.create(SPEC)
        before: tuple[Wish, ...] = ("pause",) if asleep else ()
        events: list[Event] = []
        one = Trainer(
            SPEC,
            DATA,
            ALPHABET,
            None,
            run,
            events.append,
            wish=wishes(*before, *wished),
            sleep=lambda seconds: None,
        )
        return one.train(), events

    outcome, events = ended("keep")
    assert outcome == "trained"
    assert isinstance(events[-1], Finished)
    assert events[-1].end == "kept"
    outcome, events = ended("discard")
    assert outcome == "discarded"
    assert not any(isinstance(event, Finished) for event in events)


def test_it_ends_when_it_only_gets_worse(tmp_path: Path) -> None:
    recipe = replace(SPEC.recipe, learning_rate=3.0, evaluations=24)
    spec = replace(SPEC, recipe=recipe, steps=48, parent="somebody")
    parent = Network(SPEC.architecture, len(ALPHABET)).weights()
    run = RunFolder(tmp_path)
    run.create(spec)
    events: list[Event] = []
    assert Trainer(spec, DATA, ALPHABET, parent, run, events.append).train() == "trained"
    assert isinstance(events[-1], Finished)
    assert events[-1].end == "hopeless"
    measured = [event.validation_bits for event in events if isinstance(event, Evaluated)]
    assert len(measured) < 24
    assert events[-1].validation_bits == min(measured)


def test_the_time_that_the_machine_sleeps_is_not_counted(tmp_path: Path) -> None:
    now = [0.0]
    looks = [0]

    def clock() -> float:
        looks[0] += 1
        now[0] += 3600 if looks[0] == 9 else 1
        return now[0]

    spec = replace(SPEC, steps=0, minutes=0.5)
    run = RunFolder(tmp_path)
    run.create(spec)
    events: list[Event] = []
    Trainer(spec, DATA, ALPHABET, None, run, events.append, clock).train()
    assert isinstance(events[-1], Finished)
    assert events[-1].minutes == pytest.approx(0.5)


def test_it_learns_and_the_best_network_is_kept(trained: Path) -> None:
    run = RunFolder(trained.parent)
    events = list(run.events())
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Finished)
    measured = [event for event in events if isinstance(event, Evaluated)]
    best = min(event.validation_bits for event in measured)
    assert len(measured) == 2
    assert best < measured[0].validation_bits
    assert best < 1.5
    assert events[-1].validation_bits == best
    info = read_model(trained).info
    assert info.figures["validation_bits"] == best
    documents = split([Document(f"{seed}", prose(4000, seed)) for seed in range(10)]).validation
    exact = bits_per_character(load_model(trained), documents).carried
    assert exact == pytest.approx(best, abs=0.05)


def test_minutes_are_counted_by_the_clock(tmp_path: Path) -> None:
    now = [0.0]

    def clock() -> float:
        now[0] += 0.3
        return now[0]

    spec = replace(SPEC, steps=0, minutes=0.25)
    run = RunFolder(tmp_path)
    run.create(spec)
    events: list[Event] = []
    Trainer(spec, DATA, ALPHABET, None, run, events.append, clock).train()
    shown = [event for event in events if isinstance(event, Progress)]
    assert shown
    for event in shown:
        assert event.seconds_left == pytest.approx(15 * (1 - event.fraction))
        assert event.characters_per_second > 0
    assert isinstance(events[-1], Finished)
    assert 0.25 <= events[-1].minutes < 0.3


def test_a_damaged_checkpoint_gives_way_to_the_one_before(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    one = trainer(tmp_path, [])
    # Nothing saved yet: it begins.
    one.resume()
    one._save()
    one._step()
    one._save()
    data = bytearray(run.state_file.read_bytes())
    # A bit of a weight that safetensors cannot know to be wrong.
    data[len(data) // 2] ^= 1
    run.state_file.write_bytes(data)
    events: list[Event] = []
    again = trainer(tmp_path, events)
    again.resume()
    assert events == [Resumed(0)]
    again.train()
    whole = tmp_path / "whole"
    trainer(whole, []).train()
    for name, value in again._network.weights().items():
        np.testing.assert_array_equal(value, read_state(whole, name), err_msg=name)
    run.before_file.write_bytes(b"nothing")
    run.state_file.write_bytes(data[:-100])
    with pytest.raises(UserError, match="is damaged"):
        trainer(tmp_path, []).resume()
