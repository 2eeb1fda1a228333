"""A text area for prose in which a suggester's continuation of the text appears as ghost text.

Tab accepts the ghost, Escape hides it, typing its characters consumes it. The suggester is asked
off the event loop, so that no key waits for it. The ghost wraps with its paragraph.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.document._document import EditResult, Location, Selection
from textual.document._edit import Edit
from textual.message import Message
from textual.reactive import reactive

from rnnwriter.suggest.ghost import Ghost
from rnnwriter.suggest.suggestion import (
    WORD,
    Foresees,
    Interruptible,
    LooksAhead,
    Outlook,
    Suggestion,
    TextSuggester,
)
from rnnwriter.tui.actions import EDIT_ACTIONS, GHOST_ACTIONS
from rnnwriter.tui.ghost_layout import GhostLayout
from rnnwriter.tui.history import HistoryState
from rnnwriter.tui.markdown_text_area import MarkdownTextArea
from rnnwriter.tui.prose_rows import Span
from rnnwriter.tui.requests import NewestWins
from rnnwriter.tui.words import words_begun

ALTERNATIVES = 4
_CLOSING = frozenset(".,;:!?…)]}")
_LONGEST_WORD = 200
_ON_GHOSTS = {"accept_ghost", "accept_ghost_word", "accept_ghost_line", "hide_ghost"}


@dataclass(frozen=True)
class _Ahead:
    """What comes once all of a suggestion is in the text."""

    suggestion: Suggestion
    next: Sequence[Suggestion]


Answer = Sequence[Suggestion] | _Ahead
"""What a suggester was asked for: at most one suggestion, alternatives, or the next one."""


def _suggest(suggester: TextSuggester, lines: Sequence[str], after: str) -> Sequence[Suggestion]:
    """Runs in a thread: joining a long document there keeps it off the event loop."""
    suggestion = suggester.suggest("\n".join(lines), after)
    return [suggestion] if suggestion and suggestion.text else []


def _alternatives(suggester: TextSuggester, lines: Sequence[str], after: str) -> Answer:
    """The same for several."""
    return suggester.alternatives("\n".join(lines), ALTERNATIVES, after)


def _look_ahead(
    suggester: TextSuggester, lines: Sequence[str], after: str, suggestion: Suggestion
) -> Answer:
    """The suggestion after `suggestion`, as if it were accepted."""
    ask = suggester.suggest_ahead if isinstance(suggester, LooksAhead) else suggester.suggest
    following = ask("\n".join(lines) + suggestion.text, after)
    return _Ahead(suggestion, [following] if following else [])


def _outlook(suggester: Foresees, lines: Sequence[str], count: int, reread: bool) -> Outlook:
    """The same for what is expected."""
    return suggester.outlook("\n".join(lines), count, reread)


@dataclass
class _FromTextArea(Message):
    text_area: "GhostTextArea"

    @property
    def control(self) -> "GhostTextArea":
        """The text area it happened in; selectors of `@on` apply to it."""
        return self.text_area


class GhostTextArea(MarkdownTextArea, inherit_bindings=False):
    """An editor that proposes how the text goes on.

    A ghost is asked for after each edit that leaves the cursor at the end of a line, and shown if
    the text is still the same when the answer comes. Moving the cursor, selecting, undo, redo and
    losing focus end it until the next edit. `suggester` may be set at any time; None, or
    `suggesting` False, turns suggestions off.
    """

    # Of two actions on a key, a ghost's comes first; Textual would drop an inherited one.
    BINDINGS: ClassVar[list[BindingType]] = [
        action.binding for action in (*GHOST_ACTIONS, *EDIT_ACTIONS)
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"ghost-text-area--ghost"}
    DEFAULT_CSS = """
    GhostTextArea {
        & .ghost-text-area--ghost {
            color: $foreground 70%;
            text-style: dim italic;
        }
    }
    """

    suggester: reactive[TextSuggester | None] = reactive(None, repaint=False, init=False)
    """Who continues the text."""

    suggesting: reactive[bool] = reactive(True, repaint=False, init=False)
    """Whether suggestions are shown."""

    draws_ghosts: reactive[bool] = reactive(True, repaint=False, init=False)
    """Whether a ghost is drawn in the text; who uses a screen reader has it told elsewhere."""

    @dataclass
    class Suggested(_FromTextArea):
        """A ghost is shown: the suggestion `number`, from 1, of `count` that are known."""

        suggestion: Suggestion
        number: int = 1
        count: int = 1

    @dataclass
    class Typed(_FromTextArea):
        """Keys brought so many characters into the text, and began so many words."""

        characters: int
        words: int = 0

    @dataclass
    class Accepted(_FromTextArea):
        """A ghost, or a part of it, was accepted: `text` is what was inserted; it began `words`."""

        text: str
        words: int = 0

    @dataclass
    class Dismissed(_FromTextArea):
        """A ghost went without being accepted: `text` is what was still shown of it."""

        text: str

    @dataclass
    class Foreseen(_FromTextArea):
        """The outlook at the cursor that `foresee` asked for; None where the suggester has none."""

        outlook: Outlook | None

    @dataclass
    class Failed(_FromTextArea):
        """The suggester raised `error`, so `suggesting` is now False; the text is untouched."""

        error: Exception

    _ghost: Ghost | None = None
    _blank_before: tuple[Location, HistoryState] | None = None
    _ahead: _Ahead | None = None
    _next: Sequence[Suggestion] | None = None
    _known: Sequence[Suggestion] = ()
    _number = 0
    _edit: Edit | None = None
    _settled_selection = Selection()
    _version = 0
    _wanted = False
    _request_scheduled = False
    _foresight = (0, False)
    _foresights = 0
    _foresight_scheduled = False

    def __init__(
        self,
        text: str = "",
        *,
        suggester: TextSuggester | None = None,
        tab_behavior: Literal["focus", "indent"] = "indent",
        read_only: bool = False,
        placeholder: str | Content = "",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Arguments are ProseTextArea's, and the suggester.

        `tab_behavior` says what Tab does while no ghost is shown.
        """
        super().__init__(
            text,
            tab_behavior=tab_behavior,
            read_only=read_only,
            placeholder=placeholder,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )
        self._requests: NewestWins[Answer] = NewestWins(
            partial(self.call_later, self._arrive), self._interrupt
        )
        self.set_reactive(GhostTextArea.suggester, suggester)

    # What is shown

    @property
    def ghost(self) -> str:
        """The ghost text now shown, "" for none."""
        return self._ghost.remaining if self._ghost is not None else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys on ghosts are ours while a ghost is shown, and anyone's otherwise."""
        if action in _ON_GHOSTS:
            return bool(self.ghost)
        if action == "previous_ghost":
            return self._number > 0
        return super().check_action(action, parameters)

    def action_accept_ghost(self) -> None:
        """Insert the ghost as an undo step of its own."""
        self._accept(self.ghost)

    def action_accept_ghost_word(self) -> None:
        """Insert the next word of the ghost, with the blank after it; the rest stays."""
        word = WORD.match(self.ghost)
        self._accept(word.group() if word else self.ghost)

    def action_accept_ghost_line(self) -> None:
        """Insert the ghost up to the end of its line."""
        self._accept(self.ghost.split("\n")[0] or self.ghost)

    def _accept(self, text: str) -> None:
        if not text:
            return
        whole = text == self.ghost
        words = self._words_begun(text, self.cursor_location)
        with self.history.step():
            self.insert(text, maintain_selection_offset=False)
        if whole:
            # What is deleted now was meant to be.
            self._ghost = None
        if text.endswith(" "):
            self._blank_before = self.cursor_location, self.history.state
        self.post_message(self.Accepted(self, text, words))

    def _words_begun(self, text: str, place: Location) -> int:
        line, column = place
        # A longer word is taken for several, so that it costs a key no more in a long line.
        return words_begun(self.document[line][max(column - _LONGEST_WORD, 0) : column], text)

    def action_hide_ghost(self) -> None:
        """Hide the ghost until the next edit."""
        self._dismiss()

    def action_next_ghost(self) -> None:
        """Show another suggestion; without one, ask for one wherever the cursor is."""
        if self._number + 1 < len(self._known) and self.ghost:
            self._show_known(self._number + 1)
        elif self._may_suggest(asked=True):
            assert self.suggester is not None
            self._wanted = True
            self._version += 1
            ask = partial(_alternatives, self.suggester, *self._around_cursor())
            self._requests.ask(self._version, ask)

    def action_previous_ghost(self) -> None:
        """Show the suggestion before this one."""
        self._show_known(self._number - 1)

    # Asking

    def _may_suggest(self, asked: bool = False) -> bool:
        """Whether a suggestion may be shown here; anywhere in a line to someone who `asked`."""
        row, column = self.cursor_location
        return (
            self.suggester is not None
            and self.has_focus
            and not self.read_only
            and self.selection.is_empty
            and (
                asked
                or (
                    self.suggesting
                    and column == len(self.document[row])
                    and (row, column) != (0, 0)
                )
            )
        )

    @property
    def asking(self) -> bool:
        """Whether an answer of the suggester is waited for."""
        return self._requests.busy

    def _around_cursor(self) -> tuple[list[str], str]:
        """The lines before the cursor, and the rest of its own."""
        row, column = self.cursor_location
        lines = self.document.lines[: row + 1]
        lines[-1], after = lines[-1][:column], lines[-1][column:]
        return lines, after

    def _request(self) -> None:
        """Ask for a ghost once the keys that are already queued have been handled."""
        self._wanted = True
        if not self._request_scheduled:
            self._request_scheduled = True
            self.call_later(self._send_request)

    def _send_request(self) -> None:
        self._request_scheduled = False
        if not self._wanted or not self._may_suggest():
            return
        assert self.suggester is not None
        if self._next is not None:
            self._arrive(self._version, self._next)
        else:
            ask = partial(_suggest, self.suggester, *self._around_cursor())
            self._requests.ask(self._version, ask)

    def foresee(self, count: int, reread: bool = False) -> None:
        """Ask what is expected at the cursor; `Foreseen` will tell. Arguments are `outlook`'s.

        It is looked for after a suggestion that is wanted too, and not told when the text, the
        cursor or the suggester has changed by then, or when it is asked for again.
        """
        self._foresight = count, reread
        if not self._foresight_scheduled:
            self._foresight_scheduled = True
            self.call_later(self._send_foresight)

    def _send_foresight(self) -> None:
        self._foresight_scheduled = False
        self._foresights += 1
        suggester = self.suggester
        if not isinstance(suggester, Foresees):
            self.post_message(self.Foreseen(self, None))
            return
        lines, _ = self._around_cursor()
        arrive = partial(
            self._arrive_foreseen, self.suggester, self.history.state, self.cursor_location
        )
        self._requests.ask_when_idle(
            self._foresights,
            partial(_outlook, suggester, lines, *self._foresight),
            partial(self.call_later, arrive),
        )

    def _arrive_foreseen(
        self,
        suggester: TextSuggester,
        state: HistoryState,
        cursor: Location,
        number: int,
        answer: Outlook | Exception,
    ) -> None:
        here = cursor == self.cursor_location and state.same(self.history.state)
        if here and number == self._foresights and suggester is self.suggester:
            # What fails here fails when a suggestion is asked for too, and is told then.
            outlook = answer if isinstance(answer, Outlook) else None
            self.post_message(self.Foreseen(self, outlook))

    def _interrupt(self) -> None:
        if isinstance(self.suggester, Interruptible):
            self.suggester.interrupt()

    def _arrive(self, version: int, answer: Answer | Exception) -> None:
        if isinstance(answer, _Ahead):
            if self._ghost is not None and self._ghost.suggestion is answer.suggestion:
                self._ahead = answer
            return
        if version != self._version:
            return
        if isinstance(answer, Exception):
            self.suggesting = False
            self.post_message(self.Failed(self, answer))
        elif not answer:
            self._known = ()
            if self.ghost:
                self._dismiss()
        elif self._may_suggest(asked=True):
            shown = self.ghost
            others = [one for one in answer if one.text != shown]
            if shown and self._ghost is not None and len(answer) > 1:
                # More were asked for: what is shown stays the first.
                first = Suggestion(shown, self._ghost.suggestion.probability)
                self._known = [first, *others][:ALTERNATIVES]
                self._show_known(min(1, len(self._known) - 1))
            else:
                self._known = answer
                self._show_known(0)

    def _show_known(self, number: int) -> None:
        """Show one of the suggestions that are known for this place."""
        line, column = self.cursor_location
        text = self.document[line]
        suggestion = self._known[number]
        self._number = number
        self._show(Ghost(line, text[:column], text[column:], suggestion))
        self.post_message(self.Suggested(self, suggestion, number + 1, len(self._known)))
        if self.suggester is not None:
            # While it is read, the next one is looked for.
            ask = partial(_look_ahead, self.suggester, *self._around_cursor(), suggestion)
            self._requests.ask(self._version, ask)

    def watch_suggester(self) -> None:
        """Another suggester may continue the same text otherwise."""
        self._renew()

    def watch_draws_ghosts(self) -> None:
        """What is shown is shown otherwise."""
        if self._ghost is not None:
            self._show(self._ghost)

    def watch_suggesting(self, suggesting: bool) -> None:
        """Turning suggestions on shows one at once if the last thing done was an edit."""
        if suggesting:
            self._renew()
        else:
            wanted = self._wanted
            self._dismiss()
            self._wanted = wanted

    def _renew(self) -> None:
        """Ask again; what is shown stays until the answer is there."""
        self._version += 1
        self._requests.forget()
        if self.suggester is None:
            self._dismiss()
        elif self._wanted:
            self._request()

    # Showing and ending

    def _show(self, ghost: Ghost | None) -> None:
        self._ghost = ghost
        self._lay_out()
        self._refresh_size()
        self.scroll_cursor_visible()
        self.app.cursor_position = self.cursor_screen_offset
        self.refresh()

    def _dismiss(self) -> None:
        """End the ghost, and ignore any that is under way, until the next edit."""
        self._version += 1
        self._wanted = False
        self._requests.forget()
        text = self.ghost
        self._ghost = None
        self._known, self._number = (), 0
        if text:
            self._show(None)
            self.post_message(self.Dismissed(self, text))

    def watch_selection(self, _previous: Selection, selection: Selection) -> None:
        """A cursor that moves other than by an edit leaves the ghost behind."""
        if self._edit is None and selection != self._settled_selection:
            self._dismiss()
        self._settled_selection = selection

    def watch_has_focus(self, focus: bool) -> None:
        """A ghost is for who is writing here."""
        super().watch_has_focus(focus)
        if not focus:
            self._dismiss()

    def watch_read_only(self, read_only: bool) -> None:
        """What cannot be accepted is not shown."""
        if read_only and self.is_mounted:
            self._dismiss()

    def on_unmount(self) -> None:
        """An answer that comes later has nowhere to go."""
        self._requests.close()

    # Editing

    def _replace_via_keyboard(
        self, insert: str, start: Location, end: Location
    ) -> EditResult | None:
        if insert in _CLOSING and start == end and self._blank_before is not None:
            # The blank that came with a ghost is not what stands before a comma.
            place, state = self._blank_before
            if start == place and state.same(self.history.state):
                start = (start[0], start[1] - 1)
        words = self._words_begun(insert, min(start, end)) if len(insert) == 1 else 0
        result = super()._replace_via_keyboard(insert, start, end)
        if result is not None and len(insert) == 1:
            self.post_message(self.Typed(self, 1, words))
        return result

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit; the ghost is consumed, given back or asked for anew."""
        self.wrapped_document = self._plain
        self._edit = edit
        try:
            result = super().edit(edit)
        finally:
            self._edit = None
        self.scroll_cursor_visible()
        return result

    def update_suggestion(self) -> None:
        """Textual's hook after each change of the text, before the size is refreshed."""
        if self._edit is None:
            self._dismiss()
            return
        self._version += 1
        self._known, self._number, self._next = (), 0, None
        line, column = self.cursor_location
        before, self._ghost = self._ghost, None
        if before is not None:
            lines = {self._edit.top[0], self._edit.bottom[0]}
            if lines == {line} and self.selection.is_empty:
                self._ghost = before.follow(line, self.document[line], column)
            ahead = self._ahead
            if self._ghost is not None and not self._ghost.visible and ahead is not None:
                # All of it is in the text now.
                self._next = ahead.next if ahead.suggestion is self._ghost.suggestion else None
            if before.visible and self._ghost is None:
                self.post_message(self.Dismissed(self, before.remaining))
        self._lay_out()
        if self.ghost:
            self._wanted = True
        else:
            self._request()

    def undo(self) -> None:
        """Undo the last step; no ghost until the next edit."""
        self._dismiss()
        super().undo()

    def redo(self) -> None:
        """Redo the step last undone; no ghost until the next edit."""
        self._dismiss()
        super().redo()

    # Layout

    def _lay_out(self) -> None:
        """Let the wrapped document show the ghost, or not."""
        super()._lay_out()
        self.wrapped_document = (
            GhostLayout(self._plain, self._ghost.line, self._ghost.column, self._ghost.remaining)
            if self._ghost is not None and self._ghost.visible and self.draws_ghosts
            else self._plain
        )
        self._recompute_cursor_offset()

    def _set_document(self, text: str, language: str | None) -> None:
        self._ghost = None
        super()._set_document(text, language)

    def _rows_below_cursor(self) -> int:
        layout = self.wrapped_document
        below = super()._rows_below_cursor()
        if isinstance(layout, GhostLayout):
            below = max(below, layout.last_ghost_row - self._cursor_offset[1])
        return below

    def _spans(self, line: int) -> list[Span]:
        """The styles of a shown line, the ghost's among them."""
        spans = super()._spans(line)
        ghost = self._ghost
        drawn = isinstance(self.wrapped_document, GhostLayout)
        if drawn and ghost is not None and line == ghost.line:
            style = self.get_component_rich_style("ghost-text-area--ghost", partial=True)
            # Below the cursor's, which stands on the ghost's first character.
            spans.insert(0, Span(ghost.column, ghost.column + len(ghost.remaining), style))
        return spans

    def get_target_document_location(self, event: events.MouseEvent) -> Location:
        """Where a mouse event points to; anywhere in a ghost is where the ghost begins."""
        return self.clamp_visitable(super().get_target_document_location(event))
