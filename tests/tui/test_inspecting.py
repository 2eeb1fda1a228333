"""The inspector in the editor: it shows what the model expects where the cursor is, while open."""

import subprocess
import sys

import pytest
from textual.geometry import Region

from rnnwriter import Suggester, load_model
from rnnwriter.engines import Engine
from rnnwriter.settings import Mode, Settings
from rnnwriter.suggest.suggestion import Outlook
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.ghost_text_area import GhostTextArea
from rnnwriter.tui.inspector import Inspector, View
from rnnwriter.tui.open_file import OpenFile, open_file

from .helpers import Foreteller, Host, Phrases, loaded, quiet, running, told, until, writer

TYPED = "It was the first time in the Unit"


def view(app: WriterApp) -> View:
    """What is shown; an empty one while it is closed."""
    pane = app.inspecting.pane if app.inspecting else None
    return pane.view if pane else View()


def foretold(teller: Foreteller, **settings: object) -> WriterApp:
    """The editor with a model whose outlook is known."""
    engine = Engine("teller", lambda settings: teller)
    return WriterApp(OpenFile(), Settings(spelling="", **settings), lambda name: engine)  # type: ignore[arg-type]


async def test_it_shows_what_the_shipped_model_expects() -> None:
    model = load_model("starter")
    app = WriterApp(open_file(None), Settings(mode="sampled", temperature=0.9, spelling=""))

    def expected(text: str, mode: Mode, temperature: float) -> Outlook:
        return Suggester(model, mode, temperature).outlook(text)

    def shown(text: str, mode: Mode, temperature: float) -> bool:
        """Whether it shows that; what was written may be known farther back."""
        seen, wanted = view(app), expected(text, mode, temperature)
        return (
            seen.mode == mode
            and seen.outlook is not None
            and (
                [one.text for one in seen.outlook.likeliest]
                == [one.text for one in wanted.likeliest]
                and seen.outlook.temperature == temperature
                and seen.outlook.entropy == pytest.approx(wanted.entropy, abs=1e-3)
                and seen.outlook.entropy_at_temperature
                == pytest.approx(wanted.entropy_at_temperature, abs=1e-3)
                and "".join(one.text for one in seen.outlook.written) == text
            )
        )

    async with app.run_test(size=(120, 30)) as pilot:
        await loaded(pilot, app)
        app.editor.insert(TYPED[:-1])
        await pilot.press("alt+i")
        await until(pilot, lambda: shown(TYPED[:-1], "sampled", 0.9), "it is open")
        await pilot.press(TYPED[-1])
        await until(pilot, lambda: shown(TYPED, "sampled", 0.9), "a key was typed")
        await pilot.press("f4")
        await until(pilot, lambda: shown(TYPED, "sampled", 1.0), "it is warmer")
        outlook = view(app).outlook
        assert outlook
        assert outlook.entropy == pytest.approx(outlook.entropy_at_temperature)
        await pilot.press("f3", "f3")
        await until(pilot, lambda: shown(TYPED, "sampled", 0.8), "it is cooler")
        await pilot.press("f2")
        await until(pilot, lambda: shown(TYPED, "greedy", 0.8), "it is greedy")
        await pilot.press("left")
        await until(pilot, lambda: shown(TYPED[:-1], "greedy", 0.8), "the cursor moved")
        await pilot.press("delete")
        await until(pilot, lambda: shown(TYPED[:-1], "greedy", 0.8), "a character went")
        await pilot.press("alt+i")
        await pilot.pause()
        assert not app.query(Inspector)


async def test_while_it_is_closed_nothing_is_asked() -> None:
    teller = Foreteller("The cat sat")
    app = foretold(teller)
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press("T", "h", "e", "left", "right")
        await quiet(pilot, app.editor)
        assert teller.looked == []
        await pilot.press("alt+i")
        await until(pilot, lambda: teller.looked == ["The", "The"], "it is asked, and asked again")
        await pilot.press("alt+i", "space", "f4", "left")
        await quiet(pilot, app.editor)
        assert len(teller.looked) == 2
        assert app.editor.region.width == 80


def test_before_it_is_opened_nothing_of_it_is_imported() -> None:
    code = (
        "import sys, rnnwriter.tui.app;"
        "print([one for one in sys.modules if 'inspect' in one and 'rnnwriter' in one])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_what_was_asked_of_a_text_that_has_changed_is_not_told() -> None:
    teller = Foreteller()
    teller.gate.clear()
    editor = GhostTextArea(suggester=teller)
    host = Host(editor)
    async with host.run_test() as pilot:
        await pilot.press("a")
        editor.foresee(10)
        await until(pilot, lambda: teller.looked, "it runs")
        await pilot.press("b")
        assert host.messages == []
        teller.gate.set()
        await quiet(pilot, editor)
        assert host.messages == []
        editor.foresee(10)
        editor.foresee(10)
        await until(pilot, lambda: host.messages, "it is told")
        await quiet(pilot, editor)
        assert host.messages == ["foreseen ab"]


async def test_a_suggestion_comes_before_the_outlook() -> None:
    order: list[str] = []

    class Ordered(Foreteller):
        def suggest(self, text_before_cursor: str, text_after_cursor: str = "") -> None:
            order.append("suggest")

        def outlook(self, text_before_cursor: str, count: int, reread: bool = False) -> Outlook:
            order.append("outlook")
            return super().outlook(text_before_cursor, count, reread)

    app = foretold(Ordered())
    async with running(app) as pilot:
        await loaded(pilot, app)
        await pilot.press("alt+i")
        await until(pilot, lambda: len(order) == 2, "it rests")
        order.clear()
        await pilot.press("x")
        await until(pilot, lambda: len(order) == 3, "it rests again")
        assert order == ["suggest", "outlook", "outlook"]


async def test_it_works_with_suggestions_off_and_says_what_is_missing() -> None:
    teller = Foreteller()
    app = foretold(teller)
    async with running(app) as pilot:
        await pilot.press("alt+i")
        await loaded(pilot, app)
        await pilot.press("f5", "x")
        await until(pilot, lambda: teller.looked[-1:] == ["x"], "it is asked")
        await until(pilot, lambda: view(app).outlook, "it is shown")
        app.editor.suggester = Phrases()
        await until(pilot, lambda: "does not say" in view(app).notice, "another model has none")
        app.editor.suggester = None
        await until(pilot, lambda: "No model" in view(app).notice, "there is no model")

        def broken(text: str, count: int, reread: bool = False) -> Outlook:
            raise RuntimeError("no weights")

        teller.outlook = broken  # type: ignore[assignment, method-assign]
        app.editor.suggester = teller
        await until(pilot, lambda: "does not say" in view(app).notice, "it fails")


@pytest.mark.parametrize(
    ("size", "text", "pane"),
    [
        ((60, 15), Region(0, 0, 60, 8), Region(0, 8, 60, 6)),
        ((80, 24), Region(0, 0, 80, 15), Region(0, 15, 80, 8)),
        ((120, 30), Region(0, 0, 84, 29), Region(84, 0, 36, 30)),
        ((200, 60), Region(0, 0, 160, 59), Region(160, 0, 40, 60)),
    ],
)
async def test_it_leaves_the_text_its_place(
    size: tuple[int, int], text: Region, pane: Region
) -> None:
    app = foretold(Foreteller())
    async with app.run_test(size=size) as pilot:
        await loaded(pilot, app)
        await pilot.press("alt+i")
        await until(pilot, lambda: view(app).outlook, "it is shown")
        await pilot.pause()
        assert app.editor.region == text
        assert app.query_one(Inspector).region == pane
        assert app.status_bar.region == Region(0, size[1] - 1, text.width, 1)
        await pilot.press("ctrl+f")
        await until(pilot, lambda: app.find_bar and app.find_bar.region.height, "finding")
        assert app.query_one(Inspector).region.height == pane.height


async def test_the_cursor_stays_on_the_screen() -> None:
    app = foretold(Foreteller())
    async with app.run_test(size=(60, 15)) as pilot:
        await loaded(pilot, app)
        editor = app.editor
        editor.insert("\n".join(f"line {number}" for number in range(12)))
        await pilot.press("alt+i")
        await until(pilot, lambda: view(app).outlook, "it is shown")

        def on_screen() -> bool:
            """Whether the cursor is."""
            return 0 <= editor.cursor_screen_offset.y < editor.content_region.bottom

        await until(pilot, lambda: editor.region.height == 8 and on_screen(), "the cursor is shown")


async def test_it_moves_below_the_text_when_the_screen_becomes_narrow() -> None:
    app = foretold(Foreteller())
    async with app.run_test(size=(120, 30)) as pilot:
        await loaded(pilot, app)
        await pilot.press("alt+i")
        await until(pilot, lambda: view(app).outlook, "it is shown")
        assert app.query_one(Inspector).is_beside
        await pilot.resize_terminal(70, 20)
        await until(pilot, lambda: not app.query_one(Inspector).is_beside, "it moves")
        await pilot.pause()
        assert app.editor.region.width == 70
        assert app.query_one(Inspector).region.bottom == 19


async def test_the_palette_opens_it_too() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        commands = {one.title: one for one in app.get_system_commands(app.screen)}
        await commands["See what the model expects, or not"].callback()
        await until(pilot, lambda: view(app).notice, "it is open")
        await pilot.press("f3")
        await told(pilot, app, "Temperature 0.6, once suggestions are sampled")
