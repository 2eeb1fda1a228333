"""What is measured of the editor is of this run: more work takes longer, fewer bytes are fewer."""

import sys

import pytest

from rnnwriter.commands.bench_editor import cases, measure_keys, measure_start


def test_keys_are_measured_against_the_first_case() -> None:
    small = [case for case in cases() if "10 KB" in case.name]
    stock, ours = measure_keys(small, rounds=2, keys=3).values()
    assert stock.over.median == 1
    assert 0 < ours.milliseconds <= ours.p99_milliseconds
    # Textual's own area draws all of its rows for a key.
    assert 0 < ours.bytes_a_key < stock.bytes_a_key


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_starts_are_measured_in_real_processes() -> None:
    stock, ours, large = measure_start(rounds=2).values()
    assert stock.over.median == 1
    assert ours.beside.startswith("TextArea")
    assert large.beside.startswith("rnnwriter")
    assert min(one.milliseconds for one in (stock, ours, large)) > 50
