"""Find and replace, in a strip above the status line, over the text as it stands.

Typing looks for the next match at once; matches on the screen are marked, all are counted in the
background. Replacing all is one step of undo.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.document._document import Location
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.text_area import Selection

from rnnwriter.printable import printable
from rnnwriter.tui.find import (
    MOST,
    Match,
    Query,
    in_line,
    matches,
    next_match,
    place,
    replaced,
    replaced_one,
)
from rnnwriter.tui.line_input import LineInput
from rnnwriter.tui.prose_rows import Span
from rnnwriter.tui.prose_text_area import ProseTextArea

_TURN_SECONDS = 0.01
_TURN_CHARACTERS = 200_000
_SWITCHES = (("case", "Aa"), ("word", "“w”"), ("regex", ".*"))


class FindBar(Widget):
    """Finds in `editor`. `open` shows it, Escape hides it and goes back to the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("up", "go(False)", "Previous match", show=False),
        Binding("down", "go(True)", "Next match", show=False),
        Binding("alt+c", "switch('case')", "Match case", show=False, priority=True),
        Binding("alt+w", "switch('word')", "Whole words", show=False, priority=True),
        Binding("alt+r", "switch('regex')", "Regular expression", show=False, priority=True),
        Binding("alt+a", "replace_all", "Replace all", show=False, priority=True),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"find-bar--match", "find-bar--current"}
    DEFAULT_CSS = """
    FindBar {
        height: auto;
        display: none;
        background: $surface;
        padding: 0 3;

        &.-open { display: block; }
        & Horizontal { height: 1; }
        & .replacing { display: none; }
        &.-replacing .replacing { display: block; }
        & Static { width: auto; }
        & .find-label { width: 8; color: $foreground 60%; }
        & Input { width: 1fr; background: $surface; }
        & #find-count { color: $foreground 60%; padding-left: 2; }
        & #find-switches { padding-left: 2; }
        & #replace-hint { color: $foreground 60%; padding-left: 2; }
        & .find-bar--match { background: $warning-muted; text-style: underline; }
        & .find-bar--current { text-style: bold reverse; }
    }
    """

    @dataclass
    class Told(Message):
        """Something to tell the person, in one sentence."""

        sentence: str

    def __init__(self, editor: ProseTextArea) -> None:
        super().__init__(id="find-bar")
        self._editor = editor
        self._query = Query("")
        self._pattern: re.Pattern[str] | None = None
        self._origin: Location = (0, 0)
        self._current: Match | None = None
        self._found: list[Match] = []
        self._counting: Iterator[list[Match]] | None = None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Two lines: what to find, and what to put in its place."""
        with Horizontal():
            yield Static("Find", classes="find-label")
            yield LineInput(id="find-text", compact=True, select_on_focus=True)
            yield Static(id="find-count")
            yield Static(id="find-switches")
        with Horizontal(classes="replacing"):
            yield Static("Replace", classes="find-label")
            yield LineInput(id="replace-text", compact=True, select_on_focus=True)
            yield Static("Enter one · Alt+A all", id="replace-hint")

    def on_mount(self) -> None:
        """Count a part at a time, so that no key waits."""
        self._editor.decorators.append(self._decorate)
        self._timer = self.set_interval(_TURN_SECONDS, self._count_some, pause=True)
        self._show_switches()

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.has_class("-open")

    def open(self, replacing: bool = False) -> None:
        """Show it, with the selected text to find."""
        self._origin = min(self._editor.selection)
        selected = self._editor.selected_text
        self.add_class("-open")
        self.set_class(replacing, "-replacing")
        field = self.query_one("#find-text", Input)
        if selected and "\n" not in selected and printable(selected) == selected:
            field.value = selected
        # At once: what is typed next is for this field, however soon it comes.
        self.screen.set_focus(field)
        self._search()

    def action_close(self) -> None:
        """Hide it; what was found stays selected."""
        self.remove_class("-open", "-replacing")
        self._pattern, self._counting = None, None
        self.screen.set_focus(self._editor)
        self._editor.refresh()

    # Finding

    @on(Input.Changed, "#find-text")
    def _text_changed(self, event: Input.Changed) -> None:
        if self.is_open:
            self._ask(Query(event.value, self._query.case, self._query.word, self._query.regex))

    def action_switch(self, name: str) -> None:
        """Turn a switch of the query."""
        self._ask(self._query.toggled(name))
        self._show_switches()

    def _show_switches(self) -> None:
        parts = [
            (sign, "bold reverse" if getattr(self._query, name) else "dim")
            for name, sign in _SWITCHES
        ]
        self.query_one("#find-switches", Static).update(
            Content(" ").join(Content.styled(sign, style) for sign, style in parts)
        )

    def _ask(self, query: Query) -> None:
        self._query = query
        self._search()

    def _search(self) -> None:
        """Go to the first match from where the search began."""
        try:
            self._pattern = self._query.pattern()
        except ValueError as error:
            self._pattern = None
            self.post_message(self.Told(str(error)))
        self._current = (
            next_match(self._pattern, self._editor.document.lines, self._origin)
            if self._pattern
            else None
        )
        if self._current:
            self._select(self._current)
        self._count()
        self._editor.refresh()

    def action_go(self, forward: bool) -> None:
        """Go to the next match, or the one before."""
        if self._pattern is None:
            return
        start, end = sorted(self._editor.selection)
        found = next_match(
            self._pattern, self._editor.document.lines, end if forward else start, forward
        )
        if found:
            self._current = found
            self._origin = (found.line, found.start)
            self._select(found)
            self._show_count()
            self._editor.refresh()

    @on(Input.Submitted, "#find-text")
    def _submitted(self) -> None:
        self.action_go(True)

    def _select(self, match: Match) -> None:
        editor = self._editor
        editor.selection = Selection((match.line, match.start), (match.line, match.end))
        editor.scroll_cursor_visible(center=not self._on_screen())

    def _on_screen(self) -> bool:
        top = self._editor.scroll_offset.y
        y = self._editor.wrapped_document.location_to_offset(self._editor.cursor_location).y
        return top <= y < top + self._editor.content_size.height

    # Counting

    def recount(self) -> None:
        """The text has changed."""
        if self.is_open:
            self._count()

    def _count(self) -> None:
        self._found = []
        self._counting = (
            matches(self._pattern, self._editor.document.lines, _TURN_CHARACTERS)
            if self._pattern
            else None
        )
        self._count_some()

    def _count_some(self) -> None:
        assert self._timer is not None
        if self._counting is not None:
            more = next(self._counting, None)
            self._found += more or ()
            if more is None or len(self._found) > MOST:
                self._counting = None
        if self._counting is None:
            self._timer.pause()
        else:
            self._timer.resume()
        self._show_count()

    def _show_count(self) -> None:
        if not self._query.text:
            text = ""
        elif not self._found:
            text = "none"
        else:
            number = place(self._found, self._current) if self._current else 0
            count = f"{MOST:,}+" if len(self._found) > MOST else f"{len(self._found):,}"
            text = f"{number or '–'}/{count}"
        self.query_one("#find-count", Static).update(text)

    def _decorate(self, index: int, line: str) -> list[Span]:
        if self._pattern is None or not self.is_open:
            return []
        match, current = self._style("match"), self._style("current")
        return [
            Span(start, end, current if self._current == (index, start, end) else match)
            for start, end in in_line(self._pattern, line)
        ]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"find-bar--{name}", partial=True)

    # Replacing

    @on(Input.Submitted, "#replace-text")
    def _replace_one(self, event: Input.Submitted) -> None:
        """Replace the match that is selected, and go to the next."""
        editor = self._editor
        if self._pattern is None or editor.read_only:
            return
        start, end = sorted(editor.selection)
        at = Match(start[0], start[1], end[1])
        if self._current != at or start[0] != end[0]:
            self.action_go(True)
            return
        try:
            new = replaced_one(
                self._pattern, editor.document[at.line], at, event.value, self._query.regex
            )
        except ValueError as error:
            self.post_message(self.Told(str(error)))
            return
        if new is not None:
            with editor.history.step():
                editor.replace(new, start, end, maintain_selection_offset=False)
            self.action_go(True)

    def action_replace_all(self) -> None:
        """Replace every match, as one step of undo."""
        editor = self._editor
        if self._pattern is None or editor.read_only:
            return
        lines = editor.document.lines
        replacement = self.query_one("#replace-text", Input).value
        try:
            done = replaced(self._pattern, lines, replacement, self._query.regex)
        except ValueError as error:
            self.post_message(self.Told(str(error)))
            return
        if done is None:
            return
        first, last, new, count = done
        with editor.history.step():
            editor.replace("\n".join(new), (first, 0), (last, len(lines[last])))
        # What was selected is another text now.
        editor.move_cursor(min(editor.selection))
        self._current = None
        self._count()
        self.post_message(self.Told(f"Replaced {count:,}; undo takes all of it back"))
