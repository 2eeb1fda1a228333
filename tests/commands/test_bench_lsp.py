"""What is measured of the language server is of a real one, in this run."""

from rnnwriter.commands.bench_lsp import TEXTS, measure_complete, measure_lsp


def test_keys_are_measured_until_the_answer_is_there() -> None:
    report = measure_lsp("starter", keys=41)
    assert set(report) == set(TEXTS)
    for figures in report.values():
        assert 0 < figures.p50 <= figures.p95 <= figures.p99
        assert 0 < figures.answered <= 1


def test_starts_are_measured_beside_what_cannot_be_saved() -> None:
    start = measure_complete("starter", starts=2)
    assert start.milliseconds.median > 0
    assert start.over.median > 1
