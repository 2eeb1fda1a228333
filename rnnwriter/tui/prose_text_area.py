"""Textual's TextArea set up and mended for prose; it knows nothing of suggestions.

Mended: files with unusual line separators, a crash in undo, work per key that grows with the
document, Escape taking the focus away. New: some room is kept below the cursor.
"""

from typing import Literal

from rich.text import Text
from textual import events
from textual.content import Content
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset, Region, Size, Spacing
from textual.widgets import TextArea

from rnnwriter.tui.ghost_layout import PlainLayout
from rnnwriter.tui.printable import printable
from rnnwriter.tui.prose_document import ProseDocument

UNDO_STEPS = 10_000
ROOM_ROWS = 2
_ROOM_FROM_HEIGHT = 8


class ProseTextArea(TextArea):
    """A TextArea that wraps, shows no line numbers and remembers 10,000 steps for undo."""

    _plain: WrappedDocument
    """The layout of the text alone; `wrapped_document` may show more than that."""

    def __init__(
        self,
        text: str = "",
        *,
        soft_wrap: bool = True,
        tab_behavior: Literal["focus", "indent"] = "indent",
        read_only: bool = False,
        show_line_numbers: bool = False,
        highlight_cursor_line: bool = False,
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
        super().__init__(
            text,
            soft_wrap=soft_wrap,
            tab_behavior=tab_behavior,
            read_only=read_only,
            show_line_numbers=show_line_numbers,
            highlight_cursor_line=highlight_cursor_line,
            max_checkpoints=max_checkpoints,
            placeholder=placeholder,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )

    @property
    def word_count(self) -> int:
        """How many words the text has."""
        if isinstance(self.document, ProseDocument):
            return self.document.word_count
        return len(self.text.split())

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            # TextArea would move the focus; Escape is left to the app.
            event.prevent_default()

    def on_resize(self) -> None:
        """Wrapping anew may move the cursor off the screen."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def _set_document(self, text: str, language: str | None) -> None:
        if language:
            super()._set_document(text, language)
            self._plain = self.wrapped_document
            return
        self._highlight_query = None
        self.document = ProseDocument(text)
        self._plain = PlainLayout(self.document, tab_width=self.indent_width)
        self.wrapped_document = self._plain
        self.navigator = DocumentNavigator(self._plain)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def _rewrap_and_refresh_virtual_size(self) -> None:
        self._plain.wrap(self.wrap_width, tab_width=self.indent_width)
        self._lay_out()
        self._refresh_size()
        # Where the height stays the same, nothing else asks for the rows to be drawn again.
        self.refresh()

    def _lay_out(self) -> None:
        """Draw what is now in `_plain`, and what may go with it."""
        self._line_cache.clear()

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
        if not self.soft_wrap:
            super()._refresh_size()
            return
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

    def get_line(self, line_index: int) -> Text:
        """The line to draw; control characters are shown as pictures, one for each."""
        return Text(printable(self.document.get_line(line_index)), end="", no_wrap=True)
