"""Spelling in the app: the list is read in a thread, words are gone to and learnt."""

import asyncio
from typing import TYPE_CHECKING

from rnnwriter.errors import UserError
from rnnwriter.tui.spelling import (
    Speller,
    SpellingStyles,
    add_to_dictionary,
    language_of,
    next_wrong,
    read_dictionary,
    word_at,
)

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp


class Proofing:
    """The spelling of `app`'s text."""

    def __init__(self, app: "WriterApp") -> None:
        self._app = app
        self._looking = False
        self._spelling = SpellingStyles(
            lambda: app.editor.cursor_location,
            lambda: app.editor.get_component_rich_style("markdown--misspelt", partial=True),
        )

    def begin(self) -> None:
        """Mark what is misspelt, once the list is there."""
        self._app.editor.decorators.append(self._spelling)

    @property
    def checks_spelling(self) -> bool:
        """Whether misspelt words are marked."""
        return self._spelling.speller is not None

    async def load_spelling(self) -> None:
        """Read the word list of the settings' language, off the event loop; with none, check
        nothing.
        """
        app = self._app
        setting = app.settings.spelling
        speller = None
        if language := language_of(setting):
            words = app.models.engine.words if app.models.engine else ()
            try:
                known = [*read_dictionary(), *words]
                speller = await asyncio.to_thread(Speller, language, known)
            except UserError as error:
                app.tell(f"Spelling is not checked: {error}", lasting=True)
        if setting == app.settings.spelling:
            # Otherwise another one was chosen meanwhile, and its list comes.
            self._spelling.speller = speller
        if app.is_running:
            app.editor.refresh()

    async def toggle_spelling(self) -> None:
        """Mark misspelt words, or not."""
        if self._spelling.speller is None:
            await self.load_spelling()
        else:
            self._spelling.speller = None
            self._app.editor.refresh()
        self._app.tell(f"Spelling is {'' if self._spelling.speller else 'not '}checked")

    async def next_misspelling(self) -> None:
        """Go to the next misspelt word and select it; long texts are read in a thread."""
        editor, speller = self._app.editor, self._spelling.speller
        if speller is None:
            self._app.tell("Spelling is not checked")
        elif not self._looking:
            self._looking = True
            begin = max(editor.selection)
            lines = editor.document.lines.copy()
            found = await asyncio.to_thread(next_wrong, speller, lines, begin)
            self._looking = False
            if found is None:
                self._app.tell("No misspelt word")
            elif max(editor.selection) == begin and editor.document.lines == lines:
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
