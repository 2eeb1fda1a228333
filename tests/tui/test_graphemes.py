"""Nothing that a person sees as one character is taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.tui.graphemes import boundary_after, boundary_before, boundary_near, graphemes

CLUSTERS = ["a", "é", "e\u0301", "漢", "👩‍👩‍👧", "👍🏽", "❤️", "🇩🇪", "\x07", " "]


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_one_step_crosses_one_cluster(cluster: str) -> None:
    line = f"x{cluster}y"
    after = 1 + len(cluster)
    assert boundary_after(line, 1) == after
    assert boundary_before(line, after) == 1
    for inside in range(1, after):
        assert boundary_near(line, inside) == 1


@given(st.lists(st.sampled_from(CLUSTERS), max_size=20))
def test_steps_visit_the_same_places_both_ways(clusters: list[str]) -> None:
    line = "".join(clusters)
    forth = [0]
    while forth[-1] < len(line):
        forth.append(boundary_after(line, forth[-1]))
    back = [len(line)]
    while back[-1] > 0:
        back.append(boundary_before(line, back[-1]))
    assert forth == back[::-1]
    assert all(boundary_near(line, column) == column for column in forth)
    assert [start for start, _, _ in graphemes(line)] == forth[:-1]


@given(st.text(max_size=30), st.integers(0, 30))
def test_any_text_can_be_crossed(line: str, column: int) -> None:
    column = min(column, len(line))
    if column < len(line):
        assert column < boundary_after(line, column) <= len(line)
    if column:
        assert 0 <= boundary_before(line, column) < column
    assert 0 <= boundary_near(line, column) <= column
