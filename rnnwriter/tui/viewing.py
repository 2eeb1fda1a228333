"""How the text is looked at: column, focus, typewriter scrolling, spelling, themes."""

import asyncio
from typing import TYPE_CHECKING

from rnnwriter.errors import UserError
from rnnwriter.settings import MAX_WIDTH, MIN_WIDTH
from rnnwriter.tui.focus_mode import FOCUSES
from rnnwriter.tui.spelling import (
    Speller,
    SpellingStyles,
    add_to_dictionary,
    language_of,
    next_wrong,
    read_dictionary,
    word_at,
)
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
        self._spelling = SpellingStyles(
            lambda: app.editor.cursor_location,
            lambda: app.editor.get_component_rich_style("markdown--misspelt", partial=True),
        )

    def begin(self) -> None:
        """Look as the settings say."""
        app = self._app
        app.editor.decorators.append(self._spelling)
        app.editor.focus_on = app.settings.focus
        app.editor.typewriter = app.settings.typewriter
        try:
            for theme in own_themes():
                app.register_theme(theme)
        except UserError as error:
            app.tell(str(error), lasting=True)
        theme_name = "ansi-dark" if app.no_color else app.settings.theme
        if theme_name in app.available_themes:
            app.theme = theme_name
        elif theme_name:
            app.tell(f"The settings ask for a theme called {theme_name!r}, which is unknown")

    def lay_out(self) -> None:
        """Keep lines at a readable length on wide screens."""
        app = self._app
        columns = app.size.width
        side = max(_SIDE_PADDING, (columns - self._width) // 2)
        if columns < self._width * 3 // 4:
            side = 1
        app.editor.styles.padding = (1, side, 0, side)
        if app.find_bar is not None:
            app.find_bar.styles.padding = (0, side)
        app.status_bar.styles.padding = (0, side)

    def change_width(self, cells: int) -> None:
        """A wider or narrower column."""
        self._width = min(max(self._width + cells, MIN_WIDTH), MAX_WIDTH)
        self.lay_out()
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

    # Spelling

    @property
    def checks_spelling(self) -> bool:
        """Whether misspelt words are marked."""
        return self._spelling.speller is not None

    async def load_spelling(self) -> None:
        """Read the word list, off the event loop."""
        app = self._app
        language = language_of(app.settings.spelling)
        if not language:
            return
        try:
            known = [*read_dictionary(), *(app.engine.words if app.engine else ())]
            self._spelling.speller = await asyncio.to_thread(Speller, language, known)
        except UserError as error:
            app.tell(f"Spelling is not checked: {error}", lasting=True)
        app.editor.refresh()

    async def toggle_spelling(self) -> None:
        """Mark misspelt words, or not."""
        if self._spelling.speller is None:
            await self.load_spelling()
        else:
            self._spelling.speller = None
            self._app.editor.refresh()
        self._app.tell(f"Spelling is {'' if self._spelling.speller else 'not '}checked")

    def next_misspelling(self) -> None:
        """Go to the next misspelt word and select it."""
        editor, speller = self._app.editor, self._spelling.speller
        if speller is None:
            self._app.tell("Spelling is not checked")
            return
        found = next_wrong(speller, editor.document.lines, max(editor.selection))
        if found is None:
            self._app.tell("No misspelt word")
            return
        line, word = found
        editor.move_cursor((line, word.start))
        editor.move_cursor((line, word.end), select=True)

    def learn_word(self) -> None:
        """Count the word at the cursor as known, from now on."""
        editor, speller = self._app.editor, self._spelling.speller
        line, column = min(editor.selection)
        word = word_at(editor.document[line], column)
        if not word or speller is None:
            self._app.tell("There is no word here" if speller else "Spelling is not checked")
            return
        speller.learn(word)
        try:
            add_to_dictionary(word)
        except UserError as error:
            self._app.tell(f"Not kept: {error}", lasting=True)
            return
        editor.refresh()
        self._app.tell(f"{word} is in your dictionary")
