"""What is measured of suggestions is of this run, with the shipped model."""

from rnnwriter.commands.bench_suggest import TEXTS, measure_suggestions
from rnnwriter.engines import load_engine


def test_keys_and_jumps_are_measured_until_the_ghost_is_drawn() -> None:
    report = measure_suggestions(load_engine("starter"), keys=41, training=False)
    assert set(report) == {f"{name}, idle" for name in TEXTS}
    for figures in report.values():
        assert 0 < figures.p50 <= figures.p95 <= figures.p99
        assert figures.jump_p95 > 0
