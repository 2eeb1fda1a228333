"""Generated text that shows how probable each character was."""

import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from rnnwriter import load_model
from rnnwriter.commands.probabilities import BANDS, band, show
from rnnwriter.model.model import Draw
from tests.commands.programs import rnnwriter

DRAWS = [
    Draw("a", 0.5),
    Draw("b", 0.49),
    Draw(" ", 0.1),
    Draw("c", 0.02),
    Draw("d", 0.0),
    Draw("\n", 0.9),
    Draw("\n", 0.03),
    Draw("e", 1.0),
]


def console(colours: bool, width: int = 60) -> Console:
    """One that writes into a string, as to a terminal with colours or to a file."""
    return Console(
        file=StringIO(),
        width=width,
        force_terminal=colours,
        color_system="standard" if colours else None,
        no_color=False,
    )


def shown(prompt: str, draws: list[Draw], to: Console) -> list[str]:
    """The lines below the legend, and the blank line after it."""
    show(prompt, draws, to)
    assert isinstance(to.file, StringIO)
    legend, blank, *lines = to.file.getvalue().splitlines()
    assert legend.startswith("Probability")
    assert blank == ""
    assert all(one.name in Text.from_ansi(legend).plain for one in BANDS[1:])
    return lines


@pytest.mark.parametrize(
    ("probability", "name"), [(1, "50 % or more"), (0.2, "20 to 50 %"), (0, "under 1 %")]
)
def test_every_probability_has_a_band(probability: float, name: str) -> None:
    assert band(probability).name == name
    assert len({one.mark for one in BANDS}) == len({one.style for one in BANDS}) == len(BANDS)


def test_colours_are_those_of_the_bands() -> None:
    lines = shown("x ", DRAWS, console(colours=True))
    texts = [Text.from_ansi(line) for line in lines]
    assert [text.plain for text in texts] == ["x ab cd", "⏎", "e"]
    colours = {
        (one.start, one.style.bgcolor.number)
        for one in texts[0].spans
        if not isinstance(one.style, str) and one.style.bgcolor
    }
    assert colours == {(3, 2), (4, 3), (5, 1), (6, 5)}


def test_without_colours_marks_stand_below() -> None:
    lines = shown("x ", DRAWS, console(colours=False))
    assert lines == ["x ab cd", "   .-+#", "⏎", "+", "e", ""]
    assert "\x1b" not in "".join(lines)


def test_rows_break_after_a_blank_and_marks_stand_below_wide_characters() -> None:
    draws = [Draw(one, 0.0) for one in "one 日本 three"]
    lines = shown("", draws, console(colours=False, width=9))
    assert lines == ["one 日本", "##### # #", "three", "#####"]


@given(st.text(st.sampled_from("ab 日\n\t"), max_size=60), st.integers(4, 20))
@example(" 日a日", 4)
def test_nothing_of_a_text_is_lost(text: str, width: int) -> None:
    lines = shown("", [Draw(one, 1.0) for one in text], console(colours=False, width=width))
    assert "".join(lines[::2]).replace(" ", "") == (
        text.replace(" ", "").replace("\n", "").replace("\t", "⇥")
    )
    assert not "".join(lines[1::2])
    assert all(cell_len(line) <= width for line in lines)


def test_it_shows_the_text_that_is_generated_anyway(
    trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--model", trained, "--prompt", "The gard", "--length", "40", "--seed", "4")
    plain = json.loads(rnnwriter("generate", *options, "--json").stdout)
    values = json.loads(rnnwriter("generate", *options, "--show", "--json").stdout)
    draws = list(load_model(trained).draws("The gard", 40, 0.7, 4))
    assert values["text"] == plain["text"] == "".join(one.text for one in draws)
    assert values["probabilities"] == [round(one.probability, 6) for one in draws]
    assert "probabilities" not in plain

    wanted = ("The gard" + plain["text"]).replace("\n", "").replace(" ", "")
    marked = rnnwriter("generate", *options, "--show").stdout.splitlines()[2:]
    assert "".join(marked[::2]).replace("⏎", "").replace(" ", "") == wanted
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = Text.from_ansi(rnnwriter("generate", *options, "--show").stdout).plain
    assert "".join(coloured.splitlines()[2:]).replace("⏎", "").replace(" ", "") == wanted
    monkeypatch.setenv("NO_COLOR", "1")
    assert rnnwriter("generate", *options, "--show").stdout.splitlines()[2:] == marked
