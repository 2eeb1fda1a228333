"""What the inspector draws fits, says all it can, and says what it has not."""

from itertools import product
from typing import get_args

import pytest
from rich.cells import cell_len

from rnnwriter.settings import Mode
from rnnwriter.suggest.suggestion import Likely, Outlook, Written
from rnnwriter.tui.inspector import Line, View, below, below_height, beside

from .helpers import Foreteller

OUTLOOK = Foreteller().outlook("The sea was quiet", 10)
WORDS = Outlook(
    [Likely("harbour ", 0.6, 0.8), Likely("incomprehensibilities ", 0.2, 0.1)],
    1.2,
    3.0,
    2.0,
    [Written("the ", 8.0)],
)


def plain(lines: list[Line]) -> list[str]:
    """Without styles."""
    return ["".join(text for text, _ in line).rstrip() for line in lines]


@pytest.mark.parametrize("outlook", [OUTLOOK, WORDS, Outlook([], 0.7, 0, 0, [])])
@pytest.mark.parametrize("mode", get_args(Mode))
def test_it_fits(outlook: Outlook, mode: Mode) -> None:
    view = View(outlook, mode)
    for width, height in product([24, 31, 41, 74, 194], [1, 4, 7, 12, 22, 58]):
        column, strip = plain(beside(view, width, height)), plain(below(view, width, height))
        assert 0 < len(column) <= height
        assert 0 < len(strip) <= height
        # Figures are cut where a terminal is that narrow.
        assert all(cell_len(line) <= width for line in strip[2:])
        if width >= 31:
            assert all(cell_len(line) <= width for line in column)


def test_beside_the_text_everything_is_shown() -> None:
    lines = plain(beside(View(OUTLOOK, "sampled"), 33, 27))
    assert lines[:5] == [
        "Likely next",
        "   model           T 0.7",
        "e  ████▌      50%  ███▋       40%",
        "␣  ██▎        25%  █▌         16%",
        "⏎  █▏         12%  ▋         6.4%",
    ]
    assert [line[0] for line in lines[2:12]] == list("e␣⏎ao,日tzq")
    assert lines[12:17] == ["", "Entropy", "   2.00 bits       1.50 bits", "", "Surprise"]
    assert lines[17:19] == ["  t 2.00 bits", "  mean of 17 2.65 bits"]
    assert lines[-1] == "The␣sea␣was␣quiet"
    assert len(lines[-2]) == len(lines[-1])
    assert "once sampled" not in "".join(lines)


def test_on_a_low_screen_the_likeliest_stay() -> None:
    lines = plain(beside(View(OUTLOOK, "greedy"), 32, 12))
    assert [line[0] for line in lines[2:5]] == list("e␣⏎")
    assert "  T 0.7 counts once sampled" in lines


def test_below_the_text_bars_stand_side_by_side() -> None:
    lines = plain(below(View(OUTLOOK, "greedy"), 74, 7))
    assert lines[0] == "Entropy  █ model 2.00  █ T 0.7 1.50 bits, once sampled"
    assert lines[1].startswith("Surprise  t 2.00 bits, mean of 17 2.65 bits  ▁▁▂▃▄▅▆▁")
    assert [line[0] for line in lines[2:]] == list("e␣⏎ao")
    assert [line[38] for line in lines[2:]] == list(",日tzq")


def test_words_are_shown_as_characters_are() -> None:
    lines = plain(beside(View(WORDS, "sampled"), 36, 20))
    assert lines[2].startswith("harbour␣     ███")
    assert lines[3].startswith("incomprehens █")
    assert "  the␣ 8.00 bits" in lines
    assert "  mean of 4 2.00 bits" in lines


def test_where_nothing_is_known_it_says_so() -> None:
    for draw in (beside, below):
        assert plain(draw(View(notice="No model."), 30, 20)) == ["No model."]
        empty = View(Outlook(OUTLOOK.likeliest, 0.7, 2.0, 1.5, []))
        assert "nothing is written yet" in "\n".join(plain(draw(empty, 60, 20)))


@pytest.mark.parametrize(("width", "rows", "height"), [(54, 15, 5), (74, 24, 7), (74, 60, 7)])
def test_below_it_leaves_the_text_most_of_the_screen(width: int, rows: int, height: int) -> None:
    assert below_height(width, rows) == height
