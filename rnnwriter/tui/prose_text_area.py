"""Textual's TextArea set up and mended for prose; it knows nothing of suggestions.

Mended: files with unusual line separators, a crash in undo, work per key that grows with the
document or with a line, Escape taking the focus away, a cursor that stops inside characters, keys
that act after letters typed behind them.
New: some room is kept below the cursor, and only rows that have changed are drawn again.
Keys are those of the action registry.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import ClassVar, Literal

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.document._document import Location
from textual.document._document_navigator import DocumentNavigator
from textual.geometry import Offset, Region, Size, Spacing
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from rnnwriter.lines import same_runs, split_lines
from rnnwriter.tui.acting import act
from rnnwriter.tui.actions import EDIT_ACTIONS
from rnnwriter.tui.clipboard import read_clipboard
from rnnwriter.tui.graphemes import boundary_after, boundary_before, boundary_near
from rnnwriter.tui.history import ProseHistory
from rnnwriter.tui.lists import nested, unnested
from rnnwriter.tui.prose_document import ProseDocument
from rnnwriter.tui.prose_layout import ProseLayout
from rnnwriter.tui.prose_rows import Row, Span, draw
from rnnwriter.tui.words import word_end_after, word_start_before

UNDO_STEPS = 10_000
ROOM_ROWS = 2
_ROOM_FROM_HEIGHT = 8
# Lines are broken into rows, and words counted, in the background: so many characters at a time.
_TURN_CHARACTERS = 30_000
_TURN_COUNTED = 500_000
_TURN_SECONDS = 0.02

Decorator = Callable[[int, str], Sequence[Span]]
"""Styles for the line of an index and a text, by its columns."""


class ProseTextArea(TextArea, inherit_bindings=False):
    """A TextArea that wraps, shows no line numbers and remembers 10,000 steps for undo."""

    BINDINGS: ClassVar[list[BindingType]] = [action.binding for action in EDIT_ACTIONS]

    class Counted(Message):
        """The words of a long text are counted."""

    wrapped_document: ProseLayout
    """What is shown; it may hold more than the text."""

    history: ProseHistory

    _plain: ProseLayout
    """The layout of the text alone."""

    def __init__(
        self,
        text: str = "",
        *,
        tab_behavior: Literal["focus", "indent"] = "indent",
        read_only: bool = False,
        max_checkpoints: int = UNDO_STEPS,
        placeholder: str | Content = "",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Arguments are TextArea's, with defaults for prose.

        With `tab_behavior` "indent" Tab inserts spaces up to the next tab stop; with "focus" it
        moves to the next widget.
        """
        # A keymap, and what keys are for by it.
        self._keys: tuple[Mapping[str, str], Mapping[str, Sequence[Binding]]] | None = None
        self._drawn: list[Row | None] = []
        self._framed: object = None
        self._settling: Timer | None = None
        # The width of the rows, and the height of the screen, that were drawn last.
        self._fitted = Size(0, 0)
        self.decorators: list[Decorator] = []
        """What styles lines beyond the plain; later ones go over earlier ones."""
        # The text is set below: TextArea would break all of it into rows, twice.
        super().__init__(
            "",
            soft_wrap=True,
            tab_behavior=tab_behavior,
            read_only=read_only,
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder=placeholder,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )
        self.history = ProseHistory(max_checkpoints)
        self._sized = False
        if text:
            self._set_document(text, None)

    @property
    def word_count(self) -> int | None:
        """How many words the text has; None until those of a long text are counted."""
        assert isinstance(self.document, ProseDocument)
        return self.document.word_count

    @property
    def character_count(self) -> int:
        """How many characters the text has, line ends counted as one."""
        assert isinstance(self.document, ProseDocument)
        return self.document.character_count

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            # TextArea would move the focus; Escape is left to the app.
            event.prevent_default()
        elif event.key.startswith("alt+"):
            # Terminals send these with their letter, which TextArea would write.
            event.prevent_default()
        elif event.key == "tab" and self.tab_behavior == "indent":
            # TextArea would insert blanks; the key is left to its action.
            event.prevent_default()
        if await self._act(event.key):
            event.prevent_default()
            event.stop()

    async def _act(self, key: str) -> bool:
        """Do what a key is for, if it is for something, now."""
        keymap = self.app._keymap
        if self._keys is None or self._keys[0] is not keymap:
            bindings = self._bindings.copy()
            bindings.apply_keymap(keymap)
            self._keys = keymap, bindings.key_to_bindings
        return await act(self, self._keys[1].get(key, ()))

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """None: prose has no use for it, and it would read the whole text."""
        return None

    # Moving and editing

    def _validate_selection(self, selection: Selection) -> Selection:
        """Clamp both ends to places between what a person sees as characters."""
        start, end = super()._validate_selection(selection)
        return Selection(self._between(start), self._between(end))

    def _between(self, location: Location) -> Location:
        line, column = location
        return line, boundary_near(self.document[line], column)

    def get_cursor_left_location(self) -> Location:
        """One character to the left, or the end of the line above."""
        line, column = self.cursor_location
        if column:
            return line, boundary_before(self.document[line], column)
        return self.navigator.get_location_left((line, column))

    def get_cursor_right_location(self) -> Location:
        """One character to the right, or the start of the line below."""
        line, column = self.cursor_location
        text = self.document[line]
        if column < len(text):
            return line, boundary_after(text, column)
        return self.navigator.get_location_right((line, column))

    def get_cursor_word_left_location(self) -> Location:
        """The start of the word to the left, or the end of the line above."""
        line, column = self.cursor_location
        if column:
            return line, word_start_before(self.document[line], column)
        return self.navigator.get_location_left((line, column))

    def get_cursor_word_right_location(self) -> Location:
        """The end of the word to the right, or the start of the line below."""
        line, column = self.cursor_location
        text = self.document[line]
        if column < len(text):
            return line, word_end_after(text, column)
        return self.navigator.get_location_right((line, column))

    def action_delete_word_right(self) -> None:
        """Delete what is selected, or up to the end of the word to the right."""
        start, end = self.selection
        if start == end:
            start = self.get_cursor_word_right_location()
        self._delete_via_keyboard(end, start)

    def action_cursor_text_start(self, select: bool = False) -> None:
        """Go to the start of the text."""
        self.move_cursor((0, 0), select=select)

    def action_cursor_text_end(self, select: bool = False) -> None:
        """Go to the end of the text."""
        self.move_cursor(self.document.end, select=select)

    def action_cursor_paragraph(self, direction: int) -> None:
        """Go to the start of the paragraph, or of the one before (-1) or after (1) it."""
        line, column = self.cursor_location
        lines = self.document.lines
        if direction < 0 and column:
            self.move_cursor((line, 0))
            return
        line += direction
        while 0 < line < len(lines) - 1 and not lines[line].strip():
            line += direction
        if 0 <= line < len(lines):
            self.move_cursor((line, 0))
        else:
            self.move_cursor(self.document.end if direction > 0 else (0, 0))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tab moves the focus where it does not indent."""
        if action in ("indent", "unindent") and (self.read_only or self.tab_behavior == "focus"):
            return False
        return super().check_action(action, parameters)

    def action_paste(self) -> None:
        """Put what is on the clipboard in the place of the selection."""
        if not self.read_only:
            self.run_worker(self._paste(), group="paste")

    async def _paste(self) -> None:
        text = await read_clipboard() or self.app.clipboard
        if text:
            self._replace_via_keyboard(text, *self.selection)

    def action_indent(self) -> None:
        """Put blanks up to the next tab stop, or move the selected lines in."""
        start, end = sorted(self.selection)
        if start[0] == end[0]:
            blanks = " " * self._find_columns_to_next_tab_stop()
            self.replace(blanks, start, end, maintain_selection_offset=False)
        else:
            self._change_lines(nested)

    def action_unindent(self) -> None:
        """Move the line, or the selected ones, out."""
        self._change_lines(unnested)

    def _change_lines(self, change: Callable[[str], str]) -> None:
        """Change the lines of the selection, as one step of undo; the selection stays on them."""
        selection = self.selection
        first, last = sorted((selection.start[0], selection.end[0]))
        old = self.document.lines[first : last + 1]
        new = [change(line) if line or first == last else line for line in old]
        if new == old:
            return
        moved = [len(changed) - len(line) for changed, line in zip(new, old, strict=True)]

        def place(location: Location) -> Location:
            line, column = location
            return line, max(column + moved[line - first], 0)

        with self.history.step():
            self.replace("\n".join(new), (first, 0), (last, len(old[-1])))
        self.selection = Selection(place(selection.start), place(selection.end))

    def change_to(self, text: str) -> None:
        """Make the text `text` ("\\n" line ends), as one step of undo; lines that stay are not
        touched, so that the cursor stays in its line.
        """
        old, new = self.document.lines.copy(), split_lines(text)
        runs = same_runs(old, new)
        first = runs[0][2] if runs and runs[0][:2] == (0, 0) else 0
        if first == len(old) == len(new):
            return
        row, column = self.cursor_location
        where = next((now + row - was for was, now, count in runs if was <= row < was + count), row)
        last = 0
        if runs and (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]) == (len(old), len(new)):
            last = min(runs[-1][2], len(old) - first, len(new) - first)
        between = new[first : len(new) - last]
        with self.history.step():
            if last:
                lines = "".join(f"{line}\n" for line in between)
                self.replace(lines, (first, 0), (len(old) - last, 0))
            elif first:
                begin = (first - 1, len(old[first - 1]))
                self.replace("".join(f"\n{line}" for line in between), begin, self.document.end)
            else:
                self.replace(text, (0, 0), self.document.end)
        self.move_cursor((where, column))

    # The text and its rows

    def _set_document(self, text: str, language: str | None) -> None:
        self._highlight_query = None
        self.document = ProseDocument(text)
        self._plain = ProseLayout(self.document, self.wrap_width, self.indent_width)
        self.wrapped_document = self._plain
        self.navigator = DocumentNavigator(self._plain)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def _rewrap_and_refresh_virtual_size(self) -> None:
        top, _ = self._plain.row(self.scroll_offset.y) if self.is_mounted else (0, 0)
        moved = self.wrap_width != self._plain.width
        self._plain.wrap(self.wrap_width, tab_width=self.indent_width)
        self._lay_out()
        self._refresh_size()
        if moved and top:
            self.scroll_to(y=self._plain.top(top), animate=False, immediate=True, force=True)
        # Where the height stays the same, nothing else asks for the rows to be drawn again.
        self.refresh()

    def _lay_out(self) -> None:
        """Show what is now in `_plain`, and what may go with it."""

    def on_mount(self) -> None:
        """Count words and break lines off the screen while nothing else is to be done."""
        self._settling = self.set_interval(_TURN_SECONDS, self._settle_some)

    def _settle_some(self) -> None:
        assert self._settling is not None
        assert isinstance(self.document, ProseDocument)
        layout = self._plain
        if self.word_count is None:
            self.document.count_some(_TURN_COUNTED)
            if self.word_count is not None:
                self.post_message(self.Counted())
        elif layout.settled:
            # Lines are broken when they are drawn, too.
            self._keep_in_place(0)
            self._settling.pause()
        elif self.wrap_width:
            line, _ = layout.row(self.scroll_offset.y)
            top, height = layout.top(line), layout.height
            layout.settle_some(_TURN_CHARACTERS)
            if layout.height != height:
                self._keep_in_place(layout.top(line) - top)

    def _keep_in_place(self, rows: int) -> None:
        """Show what is shown where it is, now that there are `rows` more above it."""
        self._lay_out()
        self._refresh_size()
        if rows:
            self._recompute_cursor_offset()
            y = self.scroll_offset.y + rows
            self.scroll_to(y=y, animate=False, immediate=True, force=True)

    def on_resize(self) -> None:
        """Wrapping anew may move the cursor off the screen. At first, it is where it was left: in
        the middle, which is not known before.
        """
        self.call_after_refresh(self.scroll_cursor_visible, center=not self._sized)
        self._sized = True

    def _recompute_cursor_offset(self) -> None:
        # Undo and redo refresh the size before the selection is restored, when the cursor may
        # still stand beyond the end of the text.
        self._cursor_offset = self.wrapped_document.location_to_offset(
            self.clamp_visitable(self.cursor_location)
        )

    @property
    def _room(self) -> int:
        """Rows kept free below the cursor, so that what wraps there need not scroll the text."""
        if self.styles.is_auto_height or self.size.height < _ROOM_FROM_HEIGHT:
            return 0
        return ROOM_ROWS

    def _rows_below_cursor(self) -> int:
        """How many rows below the cursor's belong on the screen together with it."""
        return self._room

    def _refresh_size(self) -> None:
        settled = self._plain.settled and self.word_count is not None
        if self._settling is not None and not settled:
            self._settling.resume()
        height = max(self._plain.height + self._room, self.wrapped_document.height)
        self.virtual_size = Size(0, height)
        self._refresh_scrollbars()

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll so that the cursor, and what belongs below it, is on the screen."""
        if not self._has_cursor:
            return Offset(0, 0)
        self._recompute_cursor_offset()
        x, y = self._cursor_offset
        below = min(self._rows_below_cursor(), max(0, self.content_size.height - 1))
        return self.scroll_to_region(
            Region(x, y, width=3, height=1 + below),
            spacing=Spacing(right=self.gutter_width),
            animate=animate,
            force=True,
            center=center,
        )

    # Drawing

    def notify_style_update(self) -> None:
        """Everything looks different now."""
        self._drawn = []
        super().notify_style_update()

    def _exchange_repaint_regions(self) -> Collection[Region]:
        regions = super()._exchange_repaint_regions()
        framed, self._framed = self._framed, self._frame()
        whole = framed != self._framed or len(self._drawn) != self.content_size.height
        if not regions or not self._drawn or whole:
            self._drawn = list(self._rows())
            return regions
        if theme := self._theme:
            theme.apply_css(self)
        rows = list(self._rows())
        top = self.gutter.top
        width = self.outer_size.width
        changed = [
            Region(0, top + y, width, 1)
            for y, (row, drawn) in enumerate(zip(rows, self._drawn, strict=True))
            if row != drawn
        ]
        self._drawn = list(rows)
        return changed

    def _frame(self) -> object:
        """What is to be seen around the rows, to compare with later."""
        styles = self.styles
        edges = (styles.border, styles.outline, styles.padding, styles.tint, styles.opacity)
        titles = (self.border_title, self.border_subtitle)
        return *titles, self.background_colors, edges, self._shows_placeholder

    @property
    def _shows_placeholder(self) -> bool:
        """Whether something stands where the text will."""
        empty = self.document.line_count == 1 and not self.document[0]
        # Textual cannot break it where there is no room at all.
        return empty and bool(self.placeholder) and self.content_size.width > 0

    def _rows(self) -> Iterator[Row]:
        """The rows on the screen, from the top."""
        layout = self.wrapped_document
        height = self.content_size.height
        y = self.scroll_offset.y
        layout.settle(y, height)
        theme = self._theme
        base = (theme.base_style if theme else None) or self.rich_style
        width = self.content_size.width
        drawn = 0
        if y < layout.height:
            line, part = layout.row(y)
            while drawn < height and line < self.document.line_count:
                spans = self._spans(line)
                last = len(layout.get_offsets(line))
                for row in range(part, last + 1):
                    if drawn == height:
                        return
                    yield self._row(line, row, row == last, spans, width, base)
                    drawn += 1
                line, part = line + 1, 0
        while drawn < height:
            yield Row("", (), width, base)
            drawn += 1

    def _row(
        self, line: int, part: int, last: bool, spans: Sequence[Span], width: int, base: Style
    ) -> Row:
        begin, text = self.wrapped_document.section(line, part)
        if last:
            # A cell for the cursor behind the text.
            text += " "
        end = begin + len(text)
        inside = tuple(
            Span(max(span.start - begin, 0), min(span.end, end) - begin, span.style)
            for span in spans
            if span.start < end and span.end > begin
        )
        return Row(text, inside, width, base, self.indent_width)

    def _spans(self, line: int) -> list[Span]:
        """The styles of a shown line: the decorators', the selection's, the cursor's."""
        layout = self.wrapped_document
        theme = self._theme
        spans = [
            Span(
                layout.shown_column((line, span.start)),
                layout.shown_column((line, span.end)),
                span.style,
            )
            for decorator in self.decorators
            for span in decorator(line, self.document[line])
        ]
        selection = self.selection
        top, bottom = sorted(selection)
        if top != bottom and top[0] <= line <= bottom[0] and theme and theme.selection_style:
            begin = top[1] if line == top[0] else 0
            # A line that is selected beyond its end shows it on the cell after its text.
            end = bottom[1] if line == bottom[0] else len(self.document[line]) + 1
            spans.append(
                Span(
                    layout.shown_column((line, begin)),
                    layout.shown_column((line, end)),
                    theme.selection_style,
                )
            )
        row, column = selection.end
        if row == line and self._draw_cursor and self._has_cursor and theme and theme.cursor_style:
            shown = layout.shown_column((line, column))
            length = max(boundary_after(layout.text(line), shown) - shown, 1)
            spans.append(Span(shown, shown + length, theme.cursor_style))
        return spans

    def render_line(self, y: int) -> Strip:
        """Draw the row `y` of the screen."""
        if self._shows_placeholder:
            return super().render_line(y)
        return draw(self._shown[y]) if y < len(self._shown) else Strip.blank(self.size.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the rows in `crop`.

        Textual does not tell when the padding alone has changed, nor always when the size has; so
        it is seen here that the text no longer fits.
        """
        before, self._fitted = self._fitted, Size(self.wrap_width, self.content_size.height)
        if before != self._fitted:
            row = self._cursor_offset[1] - self.scroll_offset.y
            self.call_later(self._fit, 0 <= row < before.height)
        if theme := self._theme:
            theme.apply_css(self)
        self._shown = list(self._rows())
        strips = super().render_lines(crop)
        top = self.gutter.top
        for y in range(crop.y - top, crop.bottom - top):
            # Whether it reaches the terminal is not known here.
            if (
                0 <= y < min(len(self._drawn), len(self._shown))
                and self._drawn[y] != self._shown[y]
            ):
                self._drawn[y] = None
        return strips

    def _fit(self, with_cursor: bool) -> None:
        """Break the text at the width that there is now; a cursor that was seen stays so."""
        if self.wrap_width != self._plain.width:
            self._rewrap_and_refresh_virtual_size()
        else:
            # How many rows are kept free depends on the height.
            self._refresh_size()
        if with_cursor:
            self.scroll_cursor_visible()
