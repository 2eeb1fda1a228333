"""Text in which each character shows how probable it was: by colour, or by a mark below it.

Colours as in GLTR (Gehrmann et al. 2019), by probability where that goes by rank.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from rnnwriter.commands.output import PlainConsole
from rnnwriter.model.model import Draw


@dataclass(frozen=True)
class Band:
    """Probabilities of at least `least`. style: a colour of the terminal's. mark: where there are
    no colours.
    """

    least: float
    name: str
    style: str
    mark: str


BANDS = (
    Band(0.5, "50 % or more", "", " "),
    Band(0.2, "20 to 50 %", "black on green", "."),
    Band(0.05, "5 to 20 %", "black on yellow", "-"),
    Band(0.01, "1 to 5 %", "bright_white on red", "+"),
    Band(0.0, "under 1 %", "bright_white on magenta", "#"),
)
_BREAK, _TAB = "⏎", "⇥"


def band(probability: float) -> Band:
    """The one that `probability` lies in."""
    return next(one for one in BANDS if probability >= one.least)


def show(prompt: str, draws: Iterable[Draw], console: Console | None = None) -> None:
    """Print a legend, `prompt` and what continues it, as it is drawn: by character in colour,
    otherwise by row.
    """
    console = console or PlainConsole(highlight=False)
    if console.no_color or console.color_system is None:
        _show_marked(prompt, draws, console)
    else:
        _show_coloured(prompt, draws, console)


def _print(console: Console, text: Text, end: str = "") -> None:
    console.print(text, end=end, soft_wrap=True)


def _show_coloured(prompt: str, draws: Iterable[Draw], console: Console) -> None:
    names = ((f" {one.name} ", one.style) for one in BANDS)
    _print(console, Text.assemble("Probability:", *names), "\n\n")
    _print(console, Text(prompt))
    for draw in draws:
        style = band(draw.probability).style
        for character in draw.text:
            if character == "\n":
                # A break has no colour; its sign does, where there is one to show.
                _print(console, Text(_BREAK if style else "", style), "\n")
            else:
                _print(console, Text(character.replace("\t", _TAB), style))
    _print(console, Text(), "\n")


def _show_marked(prompt: str, draws: Iterable[Draw], console: Console) -> None:
    names = ", ".join(f"{one.mark} {one.name}" for one in BANDS if one.mark.strip())
    _print(console, Text(f"Probability, below each character: {names}"), "\n\n")
    rows = _Rows(console)
    for character in prompt:
        rows.add(character, " ")
    for draw in draws:
        for character in draw.text:
            rows.add(character, band(draw.probability).mark)
    rows.end()


class _Rows:
    """Rows that break after a blank, each with a row of marks below it."""

    def __init__(self, console: Console) -> None:
        self._console = console
        # Characters, each with a mark.
        self._row: list[tuple[str, str]] = []

    def add(self, character: str, mark: str) -> None:
        """Put a character at the end."""
        if character == "\n":
            if mark.strip():
                self._put(_BREAK, mark)
            self.end()
        else:
            self._put(character.replace("\t", _TAB), mark)

    def _put(self, character: str, mark: str) -> None:
        self._row.append((character, mark))
        # A wide character may leave too much for a row of its own, too.
        while len(self._row) > 1 and self._width() > self._console.width:
            blanks = [at for at, (one, _) in enumerate(self._row[:-1], 1) if one == " "]
            at = blanks[-1] if blanks else len(self._row) - 1
            rest, self._row = self._row[at:], self._row[:at]
            self.end()
            self._row = rest

    def _width(self) -> int:
        return sum(cell_len(one) for one, _ in self._row)

    def end(self) -> None:
        """Print what there is."""
        marks = (mark.ljust(cell_len(one))[: cell_len(one)] for one, mark in self._row)
        for line in ("".join(one for one, _ in self._row), "".join(marks)):
            _print(self._console, Text(line.rstrip()), "\n")
        self._row = []
