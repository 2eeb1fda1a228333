"""What the screen looks like; `pytest --snapshot-update` after looking at a change.

The pictures lie in `__snapshots__`. A person looks at them; this test only says when they change.
Textual's own looks change from version to version, so they hold for one.
"""

import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import textual
from textual.pilot import Pilot
from textual.widgets import OptionList

from rnnwriter.engines import Engine
from rnnwriter.evaluation.cells import Cells, trackings
from rnnwriter.evaluation.features import FEATURES, features
from rnnwriter.recovery.claims import another
from rnnwriter.recovery.journal import Unsaved
from rnnwriter.recovery.leftovers import Leftover
from rnnwriter.settings import Settings
from rnnwriter.suggest.suggestion import Suggestion, TextSuggester
from rnnwriter.training.events import Reported
from rnnwriter.training.following import folded
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.cells import excerpt
from rnnwriter.tui.cells_screen import CellsScreen
from rnnwriter.tui.ghost_text_area import GhostTextArea
from rnnwriter.tui.inspector import Inspector
from rnnwriter.tui.open_file import OpenFile
from rnnwriter.tui.recovery_screen import RecoveryScreen
from rnnwriter.tui.scan_screen import Plan, ScanScreen
from rnnwriter.tui.training import Training
from rnnwriter.tui.training_screen import TrainingScreen
from tests.texts import letters
from tests.training.test_report import REPORT

from .helpers import Foreteller, Host, Phrases, loaded, quiet, until
from .test_teaching import FOUND
from .test_training import GOING_ON

TEXTUAL = "8.2.8"
pytestmark = pytest.mark.skipif(
    textual.__version__ != TEXTUAL, reason=f"the pictures were taken with Textual {TEXTUAL}"
)

Compare = Callable[..., bool]
Prepare = Callable[[Pilot[Any]], Awaitable[None]]

PAGE = """# Letters from the north

The harbour was quiet when I came down to it in the morning. *Nobody* had told me
that the boats leave **before it is light**.

- ropes and `knots`
- [ ] bread

> The sea was not a place.

"""


def with_ghost(text: str, ghost: str, column: int | None = None) -> Prepare:
    """Show a ghost in the last line, at its end or at a column."""

    async def prepare(pilot: Pilot[Any]) -> None:
        editor = pilot.app.query_one(GhostTextArea)
        editor.load_text(text)
        line = editor.document.line_count - 1
        editor.move_cursor((line, len(editor.document[line]) if column is None else column))
        await pilot.pause()
        editor.suggester = Phrases()
        editor._known = [Suggestion(ghost, 0.5)]
        editor._show_known(0)
        await pilot.pause()

    return prepare


@pytest.mark.parametrize(
    ("text", "ghost", "column"),
    [
        pytest.param("It was the first", " time in my life", None, id="end"),
        pytest.param(
            "It was the first time that anybody",
            " had seen the harbour without boats",
            None,
            id="wrapped",
        ),
        pytest.param("It was time.", " the first", 6, id="middle"),
        pytest.param("日本", "日本語で書くのは楽しいことです", None, id="wide"),
        pytest.param("Well done", " 👍🏽 and thanks 👩‍👩‍👧 to all", None, id="emoji"),
        pytest.param("- ropes\n- bread", " and butter for the whole crew", None, id="list"),
    ],
)
def test_a_ghost(snap_compare: Compare, text: str, ghost: str, column: int | None) -> None:
    host = Host(GhostTextArea())
    prepare = with_ghost(text, ghost, column)
    assert snap_compare(host, run_before=prepare, terminal_size=(34, 8))


def app(suggester: TextSuggester | None = None, **settings: Any) -> WriterApp:
    """The editor on a page, with a model that suggests nothing by itself."""
    options = {"spelling": "", **settings}
    engine = Engine("starter", lambda settings: suggester or Phrases())
    return WriterApp(OpenFile(), Settings(**options), lambda name: engine)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "nord"])
def test_the_editor_in_a_theme(snap_compare: Compare, theme: str) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        await loaded(pilot, pilot.app)  # type: ignore[arg-type]
        await with_ghost(PAGE + "It was the first", " time in my life")(pilot)

    assert snap_compare(app(theme=theme, goal=100), run_before=prepare, terminal_size=(80, 24))


@pytest.mark.parametrize("size", [(60, 15), (120, 30)], ids=["small", "large"])
@pytest.mark.parametrize("keys", ["ctrl+r", "f1", "ctrl+t", "f8"])
def test_a_screen(snap_compare: Compare, size: tuple[int, int], keys: str) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        await loaded(pilot, pilot.app)  # type: ignore[arg-type]
        pilot.app.query_one(GhostTextArea).load_text(PAGE)
        await pilot.press(keys)
        if keys == "ctrl+r":
            await pilot.press(*"the")
        await pilot.pause()

    assert snap_compare(app(), run_before=prepare, terminal_size=size)


@pytest.mark.parametrize(
    ("size", "options"),
    [
        pytest.param((60, 15), {"theme": "ansi-light"}, id="below"),
        pytest.param((120, 30), {"mode": "sampled"}, id="beside"),
    ],
)
def test_the_inspector(
    snap_compare: Compare, size: tuple[int, int], options: dict[str, str]
) -> None:
    writer = app(suggester=Foreteller(), **options)

    async def prepare(pilot: Pilot[Any]) -> None:
        await loaded(pilot, writer)
        writer.editor.load_text(PAGE + "It was the first time")
        writer.editor.move_cursor(writer.editor.document.end)
        await pilot.press("alt+i")
        await until(pilot, lambda: writer.query_one(Inspector).view.outlook, "it is shown")
        await quiet(pilot, writer.editor)
        editor = writer.editor
        await until(pilot, lambda: editor._plain.width == editor.wrap_width, "the text fits")
        rows = editor.content_region
        await until(
            pilot, lambda: editor.cursor_screen_offset.y < rows.bottom, "so does the cursor"
        )
        bar = editor.vertical_scrollbar
        await until(
            pilot,
            lambda: (
                not bar.display or bar.window_virtual_size == editor._plain.height + editor._room
            ),
            "the scroll bar knows all rows",
        )

    assert snap_compare(writer, run_before=prepare, terminal_size=size)


@pytest.mark.parametrize("size", [(60, 15), (80, 24)], ids=["small", "usual"])
@pytest.mark.parametrize("theme", ["textual-dark", "ansi-light"])
@pytest.mark.parametrize("ended", [False, True], ids=["running", "ended"])
def test_a_training(snap_compare: Compare, size: tuple[int, int], theme: str, ended: bool) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        writer = pilot.app
        assert isinstance(writer, WriterApp)
        await loaded(pilot, writer)
        training = Training(writer)
        view = folded("me", GOING_ON)
        training.view = view.after(Reported(REPORT.values())) if ended else view
        await writer.push_screen(TrainingScreen(training))
        await pilot.pause()

    assert snap_compare(app(theme=theme), run_before=prepare, terminal_size=size)


@pytest.mark.parametrize("size", [(60, 15), (80, 24)], ids=["small", "usual"])
def test_what_would_be_learnt(snap_compare: Compare, size: tuple[int, int]) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        await loaded(pilot, pilot.app)  # type: ignore[arg-type]
        screen = ScanScreen(
            Path("/notes"), FOUND, Plan("me", 10.0), lambda name: "", lambda name: False
        )
        await pilot.app.push_screen(screen)
        await pilot.pause()

    assert snap_compare(app(), run_before=prepare, terminal_size=size)


@pytest.mark.parametrize("size", [(60, 15), (80, 24)], ids=["small", "usual"])
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-light"])
def test_what_was_not_saved(
    snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], theme: str
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    draft = "The sea was calm.\nNobody spoke.\n"
    left = [
        Leftover(another(), Unsaved(Path("/home/me/sea.md"), "# The sea\n\n" + draft, 1e9), draft),
        Leftover(another(), Unsaved(None, "A list\n- bread\n", 1e9 - 4_000), ""),
    ]

    async def prepare(pilot: Pilot[Any]) -> None:
        await loaded(pilot, pilot.app)  # type: ignore[arg-type]
        await pilot.app.push_screen(RecoveryScreen(left))
        await pilot.pause()

    assert snap_compare(app(theme=theme), run_before=prepare, terminal_size=size)


def known_cells(text: str, goes_on: Callable[[float], bool]) -> Cells:
    """Of a network whose four cells follow quotes, brackets, the line, and nothing."""
    values = features(text)
    activations = np.zeros((len(text), 4), dtype=np.float32)
    column = {feature.name: values[:, at] for at, feature in enumerate(FEATURES)}
    activations[:, 0] = 0.9 - 1.8 * column["quotes"]
    activations[:, 1] = 0.9 * column["brackets"] - 0.3 * column["quotes"]
    activations[:, 3] = np.arange(len(text)) % 9 / 4 - 1
    activations[:, 2] = column["line"] / 50 - 0.8 + 0.1 * activations[:, 3]
    return Cells(text, activations, (4,), trackings(values, activations))


@pytest.mark.parametrize("size", [(60, 15), (80, 24)], ids=["small", "usual"])
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
def test_cells(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    async def prepare(pilot: Pilot[Any]) -> None:
        writer = pilot.app
        assert isinstance(writer, WriterApp)
        await loaded(pilot, writer)
        part = excerpt(letters(900).split("\n"), (5, 10))
        screen = CellsScreen("starter", part, known_cells)
        await writer.push_screen(screen)
        options = screen.query_one(OptionList)
        await until(pilot, lambda: options.highlighted is not None, "the text is read")
        await pilot.pause()

    assert snap_compare(app(theme=theme), run_before=prepare, terminal_size=size)
