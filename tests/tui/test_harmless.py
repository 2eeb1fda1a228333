"""Nothing that a widget draws is a command to the terminal."""

from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color
from textual.content import Content
from textual.widgets import Input, Static, Tree

from rnnwriter.tui.harmless import Harmless
from tests.tui.helpers import running, writer

EVIL = "a\x1b]0;x\x07b\x9b1m\u2028c"


def test_texts_go_through_without_commands() -> None:
    style = Style(bold=True)
    segments = [Segment("plain"), Segment(EVIL, style)]
    black = Color(0, 0, 0)
    assert Harmless().apply(segments, black) == [Segment("plain"), Segment("a]0;xb1mc", style)]
    clean = segments[:1]
    assert Harmless().apply(clean, black) is clean
    moving = [Segment("\x1b[H", None, [(ControlType.HOME,)])]
    assert Harmless().apply(moving, black) == moving


async def test_widgets_of_others_draw_none() -> None:
    app = writer()
    async with running(app) as pilot:
        tree: Tree[None] = Tree(EVIL)
        await app.mount(Static(Content(EVIL)), Input(EVIL, placeholder=EVIL), tree)
        await pilot.pause()
        for widget in (*app.query(Static), *app.query(Input), tree):
            for strip in widget.render_lines(widget.size.region):
                assert all(character.isprintable() for character in strip.text), strip.text
        assert any("]0;x" in strip.text for strip in tree.render_lines(tree.size.region))
