"""What the panes of models look like; see `test_snapshots`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import textual
from textual.pilot import Pilot
from textual.widgets import OptionList

from rnnwriter.corpus.alphabet import Alphabet
from rnnwriter.engines.listing import Listed
from rnnwriter.engines.registry import Registered
from rnnwriter.evaluation.comparing import Comparison, Figures
from rnnwriter.model.architecture import Architecture
from rnnwriter.model.file import ModelInfo
from rnnwriter.training.report import Report
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.comparison_screen import ComparisonScreen
from rnnwriter.tui.keeping import Keeping
from rnnwriter.tui.model_rows import Entry
from rnnwriter.tui.models_screen import ModelsScreen
from tests.training.test_report import REPORT

from .helpers import loaded, until, writer
from .test_snapshots import TEXTUAL

pytestmark = pytest.mark.skipif(
    textual.__version__ != TEXTUAL, reason=f"the pictures were taken with Textual {TEXTUAL}"
)

Compare = Callable[..., bool]
SIZES = pytest.mark.parametrize("size", [(60, 15), (80, 24)], ids=["small", "usual"])
THEMES = pytest.mark.parametrize("theme", ["textual-dark", "ansi-light"])

STARTER = ModelInfo(
    Architecture(64, (1024,)),
    Alphabet("abcdefghijklmnopqrstuvwxyz .,"),
    "English prose: blogs, handbooks, guides",
    "scratch",
    "2026-11-23T15:30:48+00:00",
    figures={"validation_bits": 1.5583},
)
ME = replace(
    STARTER,
    trained_on="notes: 100 documents",
    parent="starter",
    created="2026-11-24T10:00:00+00:00",
    figures={"validation_bits": 1.639},
)
ENTRIES = [
    Entry(Listed("starter", info=STARTER)),
    Entry(Listed("letters-from-the-north", info=ME), in_training=True),
    Entry(Listed("me", info=ME)),
    Entry(Listed("me.previous", info=replace(ME, figures={}))),
    Entry(Listed("dictionary", engine=Registered("dictionary", "some-dictionary", "1.2"))),
    Entry(Listed("old", problem="old.safetensors is not a usable rnnwriter model: it has no")),
]
FOUND = Comparison(
    (
        Figures(
            "starter",
            2.104,
            0.182,
            (
                "the sea was calm and the boats lay still in the ",
                "and then the wind came up from the south, so we ",
                "in the morning nobody spoke of it, for all of us",
            ),
        ),
        Figures(
            "me",
            1.639,
            0.298,
            (
                "the harbour was quiet when I came down to it on ",
                "and then my sister wrote that she would come by ",
                "in the quiet garden behind the house, where the ",
            ),
        ),
    ),
    3_000,
    800,
)


class _Known(Keeping):
    """Models that are known, and lie on no disk."""

    async def entries(self) -> list[Entry]:
        """The same on every machine."""
        return ENTRIES

    async def report(self, name: str) -> Report | None:
        """Of one of them."""
        return replace(REPORT, name=name) if name == "me" else None


@SIZES
@THEMES
@pytest.mark.parametrize("name", ["me", "old"])
def test_the_models(snap_compare: Compare, size: tuple[int, int], theme: str, name: str) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, WriterApp)
        await loaded(pilot, app)
        screen = ModelsScreen(_Known(app), "normal")
        await app.push_screen(screen)
        await until(pilot, lambda: not screen._busy, "models are listed")
        options = screen.query_one(OptionList)
        options.highlighted = [entry.name for entry in ENTRIES].index("me")
        await pilot.pause()
        await pilot.press("space", *["down"] * (3 if name == "old" else 0))
        shown = screen.query_one("#detail")
        await until(pilot, lambda: name in str(shown.render()), "it is told of")
        await pilot.pause()

    assert snap_compare(writer(theme=theme), run_before=prepare, terminal_size=size)


@SIZES
@THEMES
def test_two_models(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, WriterApp)
        await loaded(pilot, app)
        screen = ComparisonScreen(("starter", "me"), "", "It was late, and so ", "normal")
        screen._found = lambda goes_on: FOUND  # type: ignore[method-assign]
        await app.push_screen(screen)
        await until(pilot, lambda: screen.query_one("VerticalScroll").display, "it is shown")
        await pilot.pause()

    assert snap_compare(writer(theme=theme), run_before=prepare, terminal_size=size)
