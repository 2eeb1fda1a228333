"""The editor: wires the text area, the status bar, the file and the model together.

The model is loaded in a thread after the first paint, so that the text can be typed at once; the
modules of the model are imported there and nowhere else. Screens are imported when they are asked
for, as each would delay the first paint.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, TextArea
from textual.worker import WorkType

from rnnwriter.engines import Engine, load_engine
from rnnwriter.errors import UserError
from rnnwriter.remembered import read_memory
from rnnwriter.settings import Settings
from rnnwriter.tui.actions import (
    ACTIONS,
    APP_ACTIONS,
    BACK,
    HELP,
    QUIT,
    TOGGLE,
    TRAINING,
    Action,
    key_name,
)
from rnnwriter.tui.alt_keys import read_alt_keys_at_once
from rnnwriter.tui.clipboard import write_clipboard
from rnnwriter.tui.filing import Filing
from rnnwriter.tui.ghost_text_area import GhostTextArea
from rnnwriter.tui.harmless import Harmless
from rnnwriter.tui.hints import Hints, welcome
from rnnwriter.tui.keymap import keymap, without_keys
from rnnwriter.tui.models import Models
from rnnwriter.tui.open_file import OpenFile, open_file
from rnnwriter.tui.outline import outline
from rnnwriter.tui.proofing import Proofing
from rnnwriter.tui.recovering import Recovering
from rnnwriter.tui.statistics import Statistics
from rnnwriter.tui.status_bar import Status, StatusBar
from rnnwriter.tui.suggesting import Suggesting
from rnnwriter.tui.viewing import Viewing
from rnnwriter.tui.watching import Watching
from rnnwriter.tui.writing import Writing

if TYPE_CHECKING:
    from rnnwriter.tui.find_bar import FindBar
    from rnnwriter.tui.inspecting import Inspecting
    from rnnwriter.tui.teaching import Teaching
    from rnnwriter.tui.training import Training

_HARMLESS = Harmless()
_COMING_FIRST = {action.call.split("(")[0] for action in APP_ACTIONS if action.binding.priority}


class WriterApp(App[None], inherit_bindings=False):
    """The editor on one text."""

    CSS_PATH = "editor.tcss"
    TITLE = "rnnwriter"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(action.binding for action in APP_ACTIONS),
        Binding("ctrl+c", "say_how_to_quit", show=False),
    ]

    def __init__(
        self,
        file: OpenFile,
        settings: Settings,
        load: Callable[[str], Engine] = load_engine,
        notice: str = "",
    ) -> None:
        """`load` makes an engine of a model's name; it is called in a thread. `notice`: what to
        say first.

        Raises UserError, one sentence, when the keys of the settings cannot be used.
        """
        # Without colours, what a terminal does with attributes is all there is: cursor, ghost.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.settings = settings
        self.filing = Filing(self, file)
        # They outlive the screen: what comes when it is gone still finds the text.
        self.editor = GhostTextArea(
            file.content.text, read_only=not file.content.exact, id="editor"
        )
        self.status_bar = StatusBar()
        self.hints = Hints(self)
        self.recovering = Recovering(self)
        self.watching = Watching(self)
        self.viewing = Viewing(self)
        self.proofing = Proofing(self)
        self.find_bar: FindBar | None = None
        self.inspecting: Inspecting | None = None
        self._teaching: Teaching | None = None
        self.models = Models(self, load)
        self.suggesting = Suggesting(self)
        self.training: Training | None = None
        self.statistics = Statistics(self)
        self.writing = Writing(goal=settings.goal)
        self._keys = keymap(settings.keys, yielding=True)
        self._notice = notice or without_keys(settings.keys)
        self._alternative = (1, 1)
        self.set_keymap(self._keys)
        read_alt_keys_at_once()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's, and one that lets no control character through."""
        return [*super().get_line_filters(), _HARMLESS]

    def compose(self) -> ComposeResult:
        """The text, and one line below it."""
        yield self.editor
        yield self.status_bar
        if self.settings.footer:
            yield Footer(show_command_palette=False)

    def tell(self, sentence: str, *, lasting: bool = False) -> None:
        """Say something in the status line."""
        if self.is_running:
            self.status_bar.tell(sentence, lasting=lasting)

    def start(
        self,
        work: Callable[[], Coroutine[None, None, None]],
        group: str,
        *,
        exclusive: bool = False,
    ) -> None:
        """Do `work` beside; where the program ends before, it is never begun."""
        # Textual's types cannot be inferred from a function.
        typed: WorkType[None] = work
        self.run_worker(typed, group=group, exclusive=exclusive)

    async def ask(self, question: str, so_far: str) -> str:
        """The answer to a question, in a worker; "" when the person changed their mind."""
        from rnnwriter.tui.prompts import LinePrompt

        return await self.push_screen_wait(LinePrompt(question, so_far))

    def on_mount(self) -> None:
        """Show what was opened; the model follows after the first paint."""
        self.viewing.begin()
        self.proofing.begin()
        self.statistics.begin()
        self._begin_text()
        if self._notice:
            self.tell(self._notice, lasting=True)
        self.call_after_refresh(self.recovering.begin)
        self.call_after_refresh(self._load_model)

    def show_file(self) -> None:
        """Show the text of another file that was opened."""
        content = self.filing.file.content
        self.editor.load_text(content.text)
        self.editor.read_only = not content.exact
        self._begin_text()

    def _begin_text(self) -> None:
        self.writing = Writing(began=self.editor.word_count or 0, goal=self.writing.goal)
        self.editor.placeholder = "" if self.editor.character_count else welcome(self.key_name)
        self.filing.shown()
        self.show_status()

    def on_resize(self) -> None:
        """Keep lines at a readable length."""
        # The app has its new size when Textual has handled this too, which comes after.
        self.call_next(self.viewing.lay_out)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that come first are not for when a question is asked."""
        if isinstance(self.screen, ModalScreen) and action in _COMING_FIRST:
            return False
        return super().check_action(action, parameters)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action, for the command palette."""
        for action in ACTIONS:
            if action.group in ("Move", "Select"):
                continue
            target = self.editor if action.in_editor else self

            async def run(
                target: App[None] | GhostTextArea = target, call: str = action.call
            ) -> None:
                await target.run_action(call)

            shown = f"{action.group} {self.key_name(action)}".strip()
            yield SystemCommand(action.description, shown, run)

    def key_name(self, action: Action) -> str:
        """The key that does `action` now; "" for none."""
        return key_name(self._keys.get(action.id, action.keys))

    @property
    def training_key(self) -> str:
        """What shows the training."""
        return self.key_name(TRAINING)

    @property
    def back_key(self) -> str:
        """What goes back to the model before."""
        return self.key_name(BACK)

    # Status

    def show_status(self) -> None:
        """Tell how things stand."""
        if not self.is_running:
            # What the text had still to tell comes while its screen goes.
            return
        editor = self.editor
        words = editor.word_count
        self.status_bar.status = Status(
            name=self.filing.file.name,
            modified=self.filing.modified,
            read_only=editor.read_only,
            words=words,
            characters=editor.character_count,
            goal=None if words is None else self.writing.progress(words),
            saved=self.statistics.today.saved,
            model=self.models.engine.name if self.models.engine else "",
            loading=self.models.loading,
            training=self.training.status if self.training else ("", ""),
            mode=self.settings.mode,
            temperature=self.settings.temperature,
            eagerness=self.settings.eagerness,
            suggesting=editor.suggesting,
            alternative=self._alternative if editor.ghost else (1, 1),
            help_key=self.key_name(HELP),
            suggestion="" if editor.draws_ghosts else editor.ghost.strip("\n"),
            plain=self.settings.plain,
        )

    @on(TextArea.Changed, "#editor")
    def _text_changed(self) -> None:
        self.editor.placeholder = ""
        if self.find_bar is not None:
            self.find_bar.recount()
        if self.inspecting is not None:
            self.inspecting.look()
        self.show_status()

    @on(GhostTextArea.Counted)
    def _counted(self) -> None:
        if self.is_running:
            self.writing = replace(self.writing, began=self.editor.word_count or 0)
            self.show_status()

    @on(GhostTextArea.Typed)
    def _typed(self, event: GhostTextArea.Typed) -> None:
        self.statistics.typed(event.characters, event.words)

    @on(GhostTextArea.Accepted)
    def _accepted(self, event: GhostTextArea.Accepted) -> None:
        self.statistics.accepted(len(event.text), event.words)
        self.hints.give("accepted")
        self.show_status()

    @on(GhostTextArea.Suggested)
    def _suggested(self, event: GhostTextArea.Suggested) -> None:
        self._alternative = (event.number, event.count)
        if event.number == 1:
            self.statistics.shown()
        self.show_status()

    @on(GhostTextArea.Dismissed)
    def _dismissed(self) -> None:
        self.statistics.dismissed()
        self.show_status()

    @on(GhostTextArea.Foreseen)
    def _foreseen(self, event: GhostTextArea.Foreseen) -> None:
        if self.inspecting is not None:
            self.inspecting.show(event.outlook)

    @on(GhostTextArea.Failed)
    def _suggester_failed(self, event: GhostTextArea.Failed) -> None:
        self.show_status()
        replace = partial(self.models.replace_failed, event.error, self.key_name(TOGGLE))
        self.start(replace, "model")

    def on_find_bar_told(self, event: "FindBar.Told") -> None:
        """Say what came of finding or replacing."""
        self.tell(event.sentence)

    # Suggestions

    @work(group="engine")
    async def _load_model(self) -> None:
        await self.models.begin()
        if self.is_running:
            await self._follow_training()

    async def _follow_training(self) -> None:
        """What follows a training imports much, so it comes last, and in a thread."""
        if self.training is None:
            room = await asyncio.to_thread(import_module, "rnnwriter.tui.training")
            if self.training is None:
                self.training = room.Training(self)
                self.training.begin()

    def action_switch_sampling(self) -> None:
        """Propose the likeliest continuation, or draw one."""
        self.suggesting.switch_mode()

    def action_change_temperature(self, steps: int) -> None:
        """Change the temperature by `steps` tenths."""
        self.suggesting.change_temperature(steps)

    def action_change_eagerness(self) -> None:
        """Show fewer suggestions, or more; around again."""
        self.suggesting.change_eagerness()

    def action_toggle_suggestions(self) -> None:
        """Turn suggestions off, or on again."""
        self.suggesting.toggle()

    async def action_inspect(self) -> None:
        """Show what the model expects at the cursor, or not."""
        if self.inspecting is None:
            from rnnwriter.tui.inspecting import Inspecting

            self.inspecting = Inspecting(self)
        await self.inspecting.toggle()

    @work(group="training")
    async def action_show_training(self) -> None:
        """Show the training, or begin one."""
        from rnnwriter.tui.teaching import Teaching

        await self._follow_training()
        if self._teaching is None and self.training is not None:
            self._teaching = Teaching(self, self.training)
        if self._teaching is not None:
            await self._teaching.talk()

    @work(group="models")
    async def action_show_models(self) -> None:
        """Show the models that there are."""
        from rnnwriter.tui.keeping import show_models

        await show_models(self)

    async def action_go_back(self) -> None:
        """Suggest with the model before; again, with this one."""
        if self.training is not None:
            self.training.stay()
        if self.models.go_back() and self.models.engine is not None:
            self.tell(f"{self.models.engine.name} suggests")
            await self.models.keep()
        else:
            self.tell("There is no model before this one")

    # File

    def action_save(self) -> None:
        """Save."""
        self.filing.save()

    def action_save_as(self) -> None:
        """Save under another name."""
        self.filing.save_as()

    def action_open(self) -> None:
        """Open another file."""
        self.filing.open()

    @work(group="recovery")
    async def action_recover(self) -> None:
        """Show what was not saved when the program ended."""
        if not await self.recovering.offer_all():
            self.tell("Nothing was left unsaved")

    async def action_quit(self) -> None:
        """Quit, asking first if there are unsaved changes."""
        self.filing.quit()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy to the terminal's clipboard, and to the system's where it can be reached."""
        super().copy_to_clipboard(text)
        self.run_worker(write_clipboard(text), group="clipboard")

    # Finding

    async def action_find(self) -> None:
        """Find."""
        await self._open_find_bar(replacing=False)

    async def action_replace(self) -> None:
        """Find and replace."""
        await self._open_find_bar(replacing=True)

    async def _open_find_bar(self, *, replacing: bool) -> None:
        """Made when it is first asked for, so that the first paint does not wait for it."""
        if self.find_bar is None:
            from rnnwriter.tui.find_bar import FindBar

            self.find_bar = FindBar(self.editor)
            await self.screen_stack[0].mount(self.find_bar, after=self.editor)
            self.viewing.lay_out()
        self.find_bar.open(replacing)

    @work(group="outline")
    async def action_outline(self) -> None:
        """Go to a heading."""
        from rnnwriter.tui.outline_screen import OutlineScreen

        headings = outline(self.editor.document.lines)
        if not headings:
            self.tell("There are no headings; a line that begins with # is one")
            return
        line = await self.push_screen_wait(OutlineScreen(headings, self.editor.cursor_location[0]))
        if line is not None:
            self.editor.move_cursor((line, len(self.editor.document[line])), center=True)

    @work(group="spelling")
    async def action_next_misspelling(self) -> None:
        """Go to the next misspelt word."""
        await self.proofing.next_misspelling()

    def action_learn_word(self) -> None:
        """Add the word at the cursor to the dictionary."""
        self.proofing.learn_word()

    # View

    def action_switch_focus(self) -> None:
        """Focus on the paragraph, on the sentence, on everything."""
        self.viewing.switch_focus()

    def action_toggle_typewriter(self) -> None:
        """Keep the cursor in the middle, or not."""
        self.viewing.toggle_typewriter()

    def action_toggle_distraction_free(self) -> None:
        """Nothing but the text, or the status line too."""
        self.viewing.toggle_distraction_free()

    def action_change_width(self, cells: int) -> None:
        """Make the column wider or narrower."""
        self.viewing.change_width(cells)

    async def action_toggle_spelling(self) -> None:
        """Check spelling, or not."""
        await self.proofing.toggle_spelling()

    @work(group="goal")
    async def action_set_goal(self) -> None:
        """Set a goal for this session."""
        answer = await self.ask(
            "Words to write in this session (0 for no goal):", str(self.writing.goal)
        )
        if answer and not answer.isdecimal():
            self.tell(f"A goal is a number of words, not {answer!r}")
        elif answer:
            self.writing = replace(self.writing, goal=int(answer))
            self.show_status()

    @work(group="statistics")
    async def action_show_statistics(self) -> None:
        """Show what suggestions came to."""
        from rnnwriter.tui.statistics_screen import show_statistics

        await show_statistics(self)

    @work(group="cells")
    async def action_show_cells(self) -> None:
        """Show what the cells of the network do."""
        from rnnwriter.tui.cells import show_cells

        await show_cells(self)

    # Other

    @work(group="settings")
    async def action_show_settings(self) -> None:
        """Show the settings, and change them."""
        from rnnwriter.tui.settling import Settling

        await Settling(self).show()

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """Other keys for actions from now on. Raises UserError, as `keymap` does."""
        self._keys = keymap(keys, yielding=True)
        self.set_keymap(self._keys)
        self.show_status()

    def action_help(self) -> None:
        """Show what the keys do."""
        from rnnwriter.tui.help_screen import HelpScreen

        self.push_screen(HelpScreen(self._keys))

    def action_say_how_to_quit(self) -> None:
        """Ctrl+C copies; it never ends the program."""
        self.tell(f"{self.key_name(QUIT)} quits")


def run_editor(path: Path | None, settings: Settings, *, new: bool = False) -> None:
    """Edit `path`; without one the last file, or an empty text when it is `new`.

    Returns when the person quits. Raises UserError, before the screen is taken over, when the file
    cannot be opened or the settings cannot be used. The last file may have become one that cannot
    be opened; that is told in the editor.
    """
    notice = ""
    if path is None:
        file = open_file(None)
        if not new and settings.reopen and (last := read_memory().last_file):
            try:
                file = open_file(last)
            except UserError as error:
                notice = f"Not opened again: {error}"
    else:
        file = open_file(path)
    app = WriterApp(file, settings, notice=notice)
    app.run()
    if app.return_code:
        # A signal ended it, or a defect, which Textual has shown.
        sys.exit(app.return_code)
