"""Ten thousand random operations on the editor and on a plain list of characters agree."""

import random
from dataclasses import dataclass, field

from textual.document._document import Location

from rnnwriter.suggest.suggestion import Suggestion
from rnnwriter.tui.ghost_text_area import GhostTextArea
from rnnwriter.tui.history import HistoryState
from rnnwriter.tui.prose_layout import ProseLayout

from .helpers import Host

OPERATIONS = 10_000
# What a person sees as one character each; they never join with their neighbours.
CHARACTERS = ["a", "b", "c", "d", " ", " ", ".", "\n", "é", "漢", "👍🏽", "🇩🇪", "- "]
GHOST = "ghost of words"


@dataclass
class Model:
    """The text as a list of characters, with an anchor and a cursor between them."""

    characters: list[str] = field(default_factory=list)
    anchor: int = 0
    cursor: int = 0

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.characters)

    def put(self, new: list[str]) -> None:
        """Replace the selection."""
        start, end = sorted((self.anchor, self.cursor))
        self.characters[start:end] = new
        self.anchor = self.cursor = start + len(new)

    def go(self, place: int, select: bool) -> None:
        """Move the cursor."""
        self.cursor = min(max(place, 0), len(self.characters))
        if not select:
            self.anchor = self.cursor

    def location(self, place: int) -> Location:
        """Where `place` is in lines and columns."""
        before = "".join(self.characters[:place])
        return before.count("\n"), len(before) - before.rfind("\n") - 1

    def place(self, location: Location) -> int:
        """The inverse of `location`."""
        return next(i for i in range(len(self.characters) + 1) if self.location(i) == location)


class Run:
    """An editor and its model, and every text that a state of the history ever stood for."""

    def __init__(self, editor: GhostTextArea, draw: random.Random) -> None:
        self.editor = editor
        self.model = Model()
        self.draw = draw
        self.states: list[tuple[HistoryState, str]] = [(editor.history.state, "")]
        self.accepted: tuple[int, HistoryState] | None = None

    def step(self) -> None:
        """One operation on both."""
        editor, model, draw = self.editor, self.model, self.draw
        match draw.choice("tttttttttbbdlrLRpuzyag"):
            case "t":
                character = draw.choice(CHARACTERS)
                for one in character if character == "- " else [character]:
                    if one == "." and self.after_a_blank_of_a_ghost():
                        model.anchor -= 1
                    editor._replace_via_keyboard(one, *editor.selection)
                    model.put([one])
                    self.check()
            case "p":
                new = draw.choices(["x", "y", " ", "\n"], k=draw.randint(2, 12))
                editor._replace_via_keyboard("".join(new), *editor.selection)
                model.put(new)
            case "b":
                editor.action_delete_left()
                if model.anchor == model.cursor:
                    model.anchor = max(model.cursor - 1, 0)
                model.put([])
            case "d":
                editor.action_delete_right()
                if model.anchor == model.cursor:
                    model.anchor = min(model.cursor + 1, len(model.characters))
                model.put([])
            case "l" | "L" as key:
                select = key == "L"
                collapses = not select and model.anchor != model.cursor
                editor.action_cursor_left(select)
                place = min(model.anchor, model.cursor) if collapses else model.cursor - 1
                model.go(place, select)
            case "r" | "R" as key:
                select = key == "R"
                collapses = not select and model.anchor != model.cursor
                editor.action_cursor_right(select)
                place = max(model.anchor, model.cursor) if collapses else model.cursor + 1
                model.go(place, select)
            case "u":
                editor.action_cursor_text_end()
                model.go(len(model.characters), select=False)
            case "a" | "g" as key:
                if editor.selection.is_empty:
                    self.show_a_ghost()
                    part = GHOST if key == "a" else GHOST[: GHOST.index(" ") + 1]
                    if key == "a":
                        editor.action_accept_ghost()
                    else:
                        editor.action_accept_ghost_word()
                    model.put(list(part))
                    self.accepted = model.cursor, editor.history.state
            case "z" | "y" as key:
                if key == "z":
                    editor.undo()
                else:
                    editor.redo()
                self.follow_history()

    def after_a_blank_of_a_ghost(self) -> bool:
        """Whether the cursor is where a word of a ghost was just taken; its blank makes way."""
        if self.accepted is None or self.model.anchor != self.model.cursor:
            return False
        place, state = self.accepted
        followed = self.model.characters[place - 1 : place] == [" "]
        return followed and place == self.model.cursor and state.same(self.editor.history.state)

    def show_a_ghost(self) -> None:
        """As if the suggester had answered."""
        self.editor._version += 1
        self.editor._known = [Suggestion(GHOST, 0.5)]
        self.editor._show_known(0)

    def follow_history(self) -> None:
        """The text is the one that this state of the history stood for; the model takes it over."""
        state = self.editor.history.state
        text = next(text for known, text in self.states if known.same(state))
        assert self.editor.text == text
        self.model.characters = _split(text)
        self.model.anchor = self.model.place(self.editor.selection.start)
        self.model.cursor = self.model.place(self.editor.selection.end)

    def check(self) -> None:
        """Both agree; the layout agrees with the text."""
        editor, model = self.editor, self.model
        assert editor.text == model.text
        assert editor.selection.start == model.location(model.anchor)
        assert editor.selection.end == model.location(model.cursor)
        state = editor.history.state
        if not any(known.same(state) for known, _ in self.states[-3:]):
            self.states.append((state, editor.text))


def _split(text: str) -> list[str]:
    """The characters of a text that was made of CHARACTERS."""
    characters: list[str] = []
    whole = [one for one in CHARACTERS if len(one) > 1 and one != "- "]
    at = 0
    while at < len(text):
        one = next((one for one in whole if text.startswith(one, at)), text[at])
        characters.append(one)
        at += len(one)
    return characters


async def test_the_editor_agrees_with_a_list_of_characters() -> None:
    editor = GhostTextArea()
    host = Host(editor)
    async with host.run_test(size=(30, 12)) as pilot:
        draw = random.Random(5)
        run = Run(editor, draw)
        for number in range(OPERATIONS):
            run.step()
            run.check()
            if number % 500 == 0:
                await pilot.pause()
                fresh = ProseLayout(editor.document, editor.wrap_width)
                assert editor._plain.lines == fresh.lines
                fresh.settle_some(10_000)
                editor._plain.settle_some(10_000)
                assert editor._plain.height == fresh.height
            if len(run.model.characters) > 400:
                editor.select_all()
                editor.action_delete_left()
                run.model = Model()
                run.check()
        while editor.history.undo_stack:
            editor.undo()
        assert editor.text == ""
