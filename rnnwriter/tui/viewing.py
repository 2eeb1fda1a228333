"""How the text is looked at: column, focus, typewriter scrolling, themes."""

from typing import TYPE_CHECKING

from textual.constants import DEFAULT_THEME, TEXTUAL_ANIMATIONS
from textual.widgets import Footer

from rnnwriter.errors import UserError
from rnnwriter.settings import MAX_WIDTH, MIN_WIDTH
from rnnwriter.tui.focus_mode import FOCUSES
from rnnwriter.tui.themes import own_themes

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp

_SIDE_PADDING = 3


class Viewing:
    """The looks of `app`'s text."""

    def __init__(self, app: "WriterApp") -> None:
        self._app = app
        self._width = app.settings.width
        self._alone = False

    def begin(self) -> None:
        """Look as the settings say."""
        app = self._app
        app.editor.focus_on = app.settings.focus
        app.editor.typewriter = app.settings.typewriter
        self.use_plain(app.settings.plain)
        try:
            for theme in own_themes():
                app.register_theme(theme)
        except UserError as error:
            app.tell(str(error), lasting=True)
        self.use_theme(app.settings.theme)

    def use_theme(self, name: str) -> None:
        """The theme called `name`, "" for Textual's own; without colours, the terminal's."""
        app = self._app
        theme_name = "ansi-dark" if app.no_color else name or DEFAULT_THEME
        if theme_name in app.available_themes:
            app.theme = theme_name
        else:
            app.tell(f"The settings ask for a theme called {theme_name!r}, which is unknown")

    async def show_footer(self, wanted: bool) -> None:
        """A line with the most important keys, or none."""
        screen = self._app.screen_stack[0]
        if not wanted:
            await screen.query(Footer).remove()
        elif not screen.query(Footer):
            await screen.mount(Footer(show_command_palette=False))

    def use_plain(self, wanted: bool) -> None:
        """For a screen reader, or not: nothing is drawn or moves that cannot be read aloud."""
        app = self._app
        app.editor.draws_ghosts = not wanted
        app.animation_level = "none" if wanted else TEXTUAL_ANIMATIONS
        app.show_status()

    def lay_out(self) -> None:
        """Keep lines at a readable length on wide screens."""
        app = self._app
        columns = app.size.width
        if app.inspecting is not None:
            columns -= app.inspecting.columns(app.size)
        side = max(_SIDE_PADDING, (columns - self._width) // 2)
        if columns < self._width * 3 // 4:
            side = 1
        app.editor.styles.padding = (1, side, 0, side)
        if app.find_bar is not None:
            app.find_bar.styles.padding = (0, side)
        if app.inspecting is not None:
            app.inspecting.lay_out(app.size, side)
        app.status_bar.styles.padding = (0, side)

    @property
    def width(self) -> int:
        """Of the column, in cells."""
        return self._width

    def use_width(self, cells: int) -> None:
        """A column of so many cells, within what is sensible."""
        self._width = min(max(cells, MIN_WIDTH), MAX_WIDTH)
        self.lay_out()

    def change_width(self, cells: int) -> None:
        """A wider or narrower column."""
        self.use_width(self._width + cells)
        self._app.tell(f"The column is {self._width} wide")

    def switch_focus(self) -> None:
        """Everything, the paragraph, the sentence, and around again."""
        editor = self._app.editor
        editor.focus_on = FOCUSES[(FOCUSES.index(editor.focus_on) + 1) % len(FOCUSES)]
        on = editor.focus_on
        self._app.tell("Focus is off" if on == "off" else f"Focus on the {on}")

    def toggle_typewriter(self) -> None:
        """The cursor's row in the middle, or anywhere."""
        editor = self._app.editor
        editor.typewriter = not editor.typewriter
        self._app.tell(f"Typewriter scrolling is {'on' if editor.typewriter else 'off'}")

    def toggle_distraction_free(self) -> None:
        """Nothing but the text, until the next time; messages still show."""
        self._alone = not self._alone
        self._app.status_bar.set_class(self._alone, "-alone")
