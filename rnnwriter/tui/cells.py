"""Looking inside the network from the app: which part of the text is read, and by which model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp

# Characters, which take some seconds to read; most of them before the cursor.
MOST = 5_000
_AFTER = 1_000


@dataclass(frozen=True)
class Excerpt:
    """A part of a text, and where in it the cursor stands."""

    text: str
    cursor: int


def excerpt(lines: Sequence[str], location: tuple[int, int]) -> Excerpt:
    """At most MOST characters around `location`, (line, column); where lines are not too long,
    from the beginning of one.
    """
    line, column = location
    first, before = line, column
    while first and before < MOST:
        first -= 1
        before += len(lines[first]) + 1
    end, after = line + 1, len(lines[line]) - column
    while end < len(lines) and after < MOST:
        after += len(lines[end]) + 1
        end += 1
    text = "\n".join(lines[first:end])
    begin = max(min(before - (MOST - _AFTER), len(text) - MOST), 0)
    if begin and text[begin - 1] != "\n":
        begin = text.find("\n", begin, min(begin + _AFTER, before)) + 1 or begin
    return Excerpt(text[begin : begin + MOST], before - begin)


async def show_cells(app: "WriterApp") -> None:
    """Show what the cells of the network that suggests do around the cursor."""
    engine = app.models.engine
    if engine is None:
        loading = "The model is not loaded yet" if app.models.loading else "There is no model"
        app.tell(f"{loading}, so there is no network to look into")
        return
    if engine.cells is None:
        app.tell(f"{engine.name} has no network to look into")
        return
    part = excerpt(app.editor.document.lines, app.editor.cursor_location)
    if not part.text.strip():
        app.tell("There is no text to read; write some first")
        return
    from rnnwriter.tui.cells_screen import CellsScreen

    await app.push_screen_wait(CellsScreen(engine.name, part, engine.cells))
