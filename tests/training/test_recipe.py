"""The recipe follows from text, budget and speed."""

import itertools
from dataclasses import replace

from rnnwriter.corpus.documents import Document, Split
from rnnwriter.model.architecture import Architecture
from rnnwriter.training.recipe import WIDTHS, plan
from rnnwriter.training.spec import SCRATCH, Recipe, Spec

SPEC = Spec(name="mine", paths=(), minutes=3, parent=SCRATCH)
SPEED = 12_000.0
MINUTES = (0.05, 1, 3, 10, 60, 600, 6000)


def data(characters: int) -> Split:
    """Notes of about so many characters, a tenth of them kept apart."""
    cut = characters // 10
    return Split((Document("a", "x" * (characters - cut)),), (Document("b", "x" * cut),))


def planned(characters: int, minutes: float) -> tuple[int, Recipe]:
    """The width and the recipe for a text and a budget."""
    spec = plan(replace(SPEC, minutes=minutes), data(characters), None, SPEED)
    return spec.architecture.hidden[0], spec.recipe


def test_more_time_makes_a_larger_network_until_the_text_is_too_small_for_it() -> None:
    for characters in (20_000, 10_000_000):
        widths = [planned(characters, minutes)[0] for minutes in MINUTES]
        assert widths == sorted(widths)
        assert set(widths) <= set(WIDTHS)
    assert planned(20_000, 6000)[0] < planned(10_000_000, 6000)[0] == WIDTHS[-1]


def test_many_epochs_call_for_dropout() -> None:
    dropouts = [planned(1_000_000, minutes)[1].dropout for minutes in MINUTES]
    assert dropouts[0] == 0
    assert dropouts == sorted(dropouts)
    assert 0.2 < dropouts[-1] <= 0.6


def test_wide_networks_learn_slowly() -> None:
    rates = [planned(10_000_000, minutes)[1].learning_rate for minutes in MINUTES]
    assert all(later <= earlier for earlier, later in itertools.pairwise(rates))


def test_measuring_takes_a_small_part_of_the_budget() -> None:
    for minutes in MINUTES[1:]:
        width, recipe = planned(1_000_000, minutes)
        seen = 60 * minutes * SPEED * Architecture(64, (512,)).weights_read(100)
        seen /= Architecture(64, (width,)).weights_read(100)
        assert recipe.evaluations >= 2
        assert recipe.evaluations * 100_000 / 3 < max(0.05 * seen, 2 * 100_000)


def test_a_plan_depends_on_the_speed_only_when_time_is_the_budget() -> None:
    text = data(1_000_000)
    slow, fast = (plan(SPEC, text, None, speed) for speed in (1e3, 1e5))
    assert slow.architecture.hidden < fast.architecture.hidden
    steps = replace(SPEC, steps=500)
    one, other = (plan(steps, text, None, speed) for speed in (1e3, 1e5))
    assert one == other


def test_a_continued_network_keeps_its_size() -> None:
    parent = Architecture(8, (24, 12))
    for minutes in MINUTES:
        spec = plan(replace(SPEC, minutes=minutes), data(100_000), parent, SPEED)
        assert spec.architecture == parent


def test_any_number_of_workers_shares_the_streams_and_adds_its_speed() -> None:
    text = data(10_000_000)
    for workers in (1, 2, 5, 7):
        assert plan(SPEC, text, None, SPEED, workers).recipe.batch % workers == 0
    assert plan(SPEC, text, None, SPEED, 4).architecture == (
        plan(SPEC, text, None, 4 * SPEED).architecture
    )
