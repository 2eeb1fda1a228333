"""A text area for Markdown prose: styles, lists that go on, focus, typewriter scrolling."""

from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.reactive import reactive

from rnnwriter.settings import Focus
from rnnwriter.tui.focus_mode import FocusStyles
from rnnwriter.tui.lists import continued, item, nested
from rnnwriter.tui.markdown_styles import KINDS, MarkdownStyles
from rnnwriter.tui.prose_text_area import ProseTextArea


class MarkdownTextArea(ProseTextArea):
    """Knows what Markdown means to a writer; the text stays plain."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"markdown--{kind}" for kind in KINDS} | {
        "markdown--misspelt",
        "markdown--unfocused",
    }
    DEFAULT_CSS = """
    MarkdownTextArea {
        & .markdown--heading { color: $text-primary; text-style: bold; }
        & .markdown--quote { text-style: italic; }
        & .markdown--mark { text-style: bold; }
        & .markdown--rule { text-style: dim; }
        & .markdown--code { color: $text-secondary; }
        & .markdown--link { color: $text-primary; text-style: underline; }
        & .markdown--strong { text-style: bold; }
        & .markdown--emphasis { text-style: italic; }
        & .markdown--strike { text-style: strike; }
        & .markdown--misspelt { color: $text-error; text-style: underline; }
        & .markdown--unfocused { color: $foreground; text-style: dim; }
    }
    """

    focus_on: reactive[Focus] = reactive[Focus]("off", init=False)
    """What is not dimmed: everything, the cursor's paragraph or its sentence."""

    typewriter: reactive[bool] = reactive(False, init=False)
    """Whether the cursor's row stays in the middle of the screen."""

    def on_mount(self) -> None:
        """Style what is shown."""
        self._focus_styles = FocusStyles(
            lambda: self.document.lines,
            lambda: self.cursor_location,
            lambda: self._kind_style("unfocused"),
        )
        self.decorators += [
            MarkdownStyles(lambda: self.document.lines, self._kind_style),
            self._focus_styles,
        ]

    def _kind_style(self, kind: str) -> Style:
        return self.get_component_rich_style(f"markdown--{kind}", partial=True)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and not self.read_only and self._continue_list():
            event.stop()
            event.prevent_default()

    async def _on_mouse_down(self, _event: events.MouseDown) -> None:
        # The text stays where it is under a mouse that may go on to select.
        self._selecting = True

    def _end_mouse_selection(self) -> None:
        super()._end_mouse_selection()
        if self.typewriter:
            self.scroll_cursor_visible()

    def _continue_list(self) -> bool:
        """Go on with the list at the cursor, or end it; False where there is none."""
        line, column = self.cursor_location
        if not self.selection.is_empty:
            return False
        inserted = continued(self.document[line], column)
        if inserted is None:
            return False
        start = (line, column) if inserted else (line, 0)
        self._replace_via_keyboard(inserted, start, (line, column))
        return True

    def action_indent(self) -> None:
        """Nest the list item at the cursor; anywhere else indent as ever."""
        line, _ = self.cursor_location
        if self.selection.is_empty and item(self.document[line]):
            self._change_lines(nested)
        else:
            super().action_indent()

    def watch_focus_on(self, focus: Focus) -> None:
        """Dim what is not looked at."""
        self._focus_styles.focus = focus
        self.refresh()

    def watch_typewriter(self) -> None:
        """Go to the middle, or let the text rest."""
        self._refresh_size()
        self.scroll_cursor_visible()

    @property
    def _room(self) -> int:
        return self.content_size.height // 2 if self.typewriter else super()._room

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll the cursor's row to the middle when it stays there."""
        if not self.typewriter or not self._has_cursor or self._selecting:
            return super().scroll_cursor_visible(center, animate)
        self._recompute_cursor_offset()
        before = self.scroll_offset
        middle = self._cursor_offset[1] - self.content_size.height // 2
        self.scroll_to(y=max(middle, 0), animate=False, immediate=True, force=True)
        return self.scroll_offset - before
