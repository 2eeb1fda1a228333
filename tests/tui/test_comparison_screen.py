"""Two models on the open text: what is shown, and that closing ends the work."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from rnnwriter import paths
from rnnwriter.evaluation.comparing import Comparison, Figures
from rnnwriter.model.store import trained_path
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.comparison_screen import (
    ComparisonScreen,
    continuations,
    ending,
    figures,
    said,
)
from tests.texts import prose

from .helpers import asked, loaded, running, until, writer

FOUND = Comparison(
    (
        Figures("starter", 2.104, 0.182, ("first", "second time ", "third\nday")),
        Figures("me", 1.639, 0.298, ("home", "house", "hand")),
    ),
    3_000,
    800,
)
EVIL = "\x1b]0;PWNED\x07[red]"


@pytest.fixture
def mine(young: Path, trained: Path) -> None:
    """Two models, small ones."""
    paths.private_folder(paths.models_folder())
    for name, file in (("mine", young), ("better", trained)):
        trained_path(name).write_bytes(file.read_bytes())


def shown(screen: ComparisonScreen, name: str) -> str:
    """What one of its parts says."""
    return str(screen.query_one(f"#{name}", Static).render())


async def shown_on(
    pilot: Pilot[Any], app: WriterApp, names: tuple[str, str], text: str
) -> ComparisonScreen:
    """Compare models on a text."""
    await loaded(pilot, app)
    screen = ComparisonScreen(names, text, text, "normal")
    app.push_screen(screen)
    await asked(pilot, app, ComparisonScreen)
    return screen


async def test_figures_and_continuations_stand_side_by_side(mine: None) -> None:
    app = writer()
    async with running(app) as pilot:
        text = prose(400, seed=5) + "The gardener walked to the quiet gar"
        screen = await shown_on(pilot, app, ("mine", "better"), text)
        await until(pilot, lambda: "bits per character" in shown(screen, "figures"), "figures")
        assert "keys saved" in shown(screen, "figures")
        assert "walked to the quiet gar”" in shown(screen, "figures")
        assert shown(screen, "first").startswith("mine\n1 ")
        assert shown(screen, "second").startswith("better\n1 den")
        assert len(shown(screen, "second").splitlines()) == 4
        assert f"{len(text):,} characters" in shown(screen, "said")
        left, right = (screen.query_one(name).region for name in ("#first", "#second"))
        assert left.y == right.y
        assert left.right <= right.x
        await pilot.press("down", "pagedown", "up", "pageup", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1, "it is closed")


async def test_a_text_that_is_too_short_is_told(mine: None) -> None:
    app = writer()
    async with running(app) as pilot:
        screen = await shown_on(pilot, app, ("mine", "better"), "")
        await until(pilot, lambda: "too short" in shown(screen, "said"), "it is told")
        assert "bits" not in shown(screen, "figures")
        assert "each would begin" in shown(screen, "figures")
        assert shown(screen, "first").startswith("mine\n1 ")


async def test_what_cannot_be_compared_is_one_sentence(mine: None) -> None:
    app = writer()
    async with running(app) as pilot:
        screen = await shown_on(pilot, app, ("nobody", "better"), prose(400))
        await until(
            pilot, lambda: "no model called 'nobody'" in shown(screen, "doing"), "it is told"
        )
        await pilot.press("q")
        await until(pilot, lambda: len(app.screen_stack) == 1, "it is closed")


async def test_closing_ends_it(mine: None, monkeypatch: pytest.MonkeyPatch) -> None:
    came: list[Comparison | None] = []
    compared = ComparisonScreen._found

    def found(self: ComparisonScreen, goes_on: Any) -> Comparison | None:
        came.append(compared(self, goes_on))
        return came[-1]

    monkeypatch.setattr(ComparisonScreen, "_found", found)
    app = writer()
    async with running(app) as pilot:
        screen = await shown_on(pilot, app, ("starter", "starter"), prose(4_000))
        assert "Comparing starter and starter" in shown(screen, "doing")
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1, "it is closed")
        await until(pilot, lambda: came == [None], "the thread ends without figures")


def test_the_better_figure_stands_out() -> None:
    lines = figures(FOUND)
    assert [line.plain.split() for line in lines] == [
        ["starter", "me"],
        ["bits", "per", "character", "2.104", "1.639"],
        ["keys", "saved,", "about", "18.2%", "29.8%"],
    ]
    assert len({len(line.plain) for line in lines}) == 1
    for line, better in zip(lines[1:], ("1.639", "29.8%"), strict=True):
        (span,) = line.spans
        assert line.plain[span.start : span.end].strip() == better
    same = Comparison((FOUND.figures[0],) * 2, 300, 300)
    assert not any(line.spans for line in figures(same))
    assert "last 3,000 characters" in said(FOUND)


def test_what_is_shown_is_on_its_line_and_whole() -> None:
    assert continuations(FOUND.figures[0]).plain.splitlines() == [
        *("starter", "1 first…", "2 second…", "3 third⏎day…")
    ]
    assert ending("It was\n\nthe  first") == "After “It was the first”"
    assert ending("x" * 30 + " word" * 30).startswith("After “… word")
    assert ending("  \n") == ending("") != ""


def test_what_models_write_is_text() -> None:
    evil = Figures("m" * 64, None, None, (EVIL, EVIL, EVIL))
    for content in (
        continuations(evil).plain.replace("\n", ""),
        ending(EVIL),
        figures(Comparison((evil, evil), 1, 1))[0].plain,
    ):
        assert "\x1b" not in content
        assert "\x07" not in content
