"""The editor: wires the text area, the status bar, the file and the model together.

The model is loaded in a thread after the first paint, so that the text can be typed at once; the
modules of the model are imported there and nowhere else.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from rnnwriter.errors import UserError
from rnnwriter.settings import MAX_TEMPERATURE, Settings
from rnnwriter.tui.actions import ACTIONS, QUIT, TOGGLE
from rnnwriter.tui.engine import Engine, load_engine
from rnnwriter.tui.ghost_text_area import GhostTextArea
from rnnwriter.tui.help_screen import HelpScreen
from rnnwriter.tui.open_file import EncodingError, OpenFile, open_file
from rnnwriter.tui.prompts import Choice, NamePrompt
from rnnwriter.tui.status_bar import Status, StatusBar

TEXT_COLUMNS = 80
_SIDE_PADDING = 3


def stepped(temperature: float, steps: int) -> float:
    """`temperature` moved by `steps` tenths, within 0 to MAX_TEMPERATURE, exact to a tenth."""
    tenths = round(temperature * 10) + steps
    return min(max(tenths, 0), round(MAX_TEMPERATURE * 10)) / 10


class WriterApp(App[None], inherit_bindings=False):
    """The editor on one text."""

    CSS_PATH = "editor.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "rnnwriter"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(action.binding for action in ACTIONS),
        Binding("ctrl+c", "say_how_to_quit", show=False),
    ]

    def __init__(
        self,
        file: OpenFile,
        settings: Settings,
        load: Callable[[str], Engine] = load_engine,
    ) -> None:
        """`load` makes an engine of a model's name; it is called in a thread."""
        super().__init__()
        self.file = file
        self.settings = settings
        self._load = load
        self._engine: Engine | None = None
        self._loading = True
        self._dialogue = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """The text, and one line below it."""
        yield GhostTextArea(
            self.file.content.text, read_only=not self.file.content.exact, id="editor"
        )
        yield StatusBar()

    @property
    def editor(self) -> GhostTextArea:
        """The text area."""
        return self.screen_stack[0].query_one(GhostTextArea)

    @property
    def status_bar(self) -> StatusBar:
        """The line below the text."""
        return self.screen_stack[0].query_one(StatusBar)

    @property
    def modified(self) -> bool:
        """Whether the text is not what the file last was."""
        return self.editor.text != self.file.content.text

    def on_mount(self) -> None:
        """Show what was opened; the model follows after the first paint."""
        self._set_theme()
        self._show_status()
        if not self.file.content.exact:
            self.status_bar.tell(
                f"{self.file.name} mixes line ends, so it is opened read-only: "
                "saving it would change lines that nobody touched",
                lasting=True,
            )
        self.call_after_refresh(self._load_engine)

    def _set_theme(self) -> None:
        theme = self.settings.theme
        if theme in self.available_themes:
            self.theme = theme
        elif theme:
            self.status_bar.tell(f"The settings ask for a theme called {theme!r}, which is unknown")

    def on_resize(self, event: events.Resize) -> None:
        """Keep lines at a readable length on wide screens."""
        side = max(_SIDE_PADDING, (event.size.width - TEXT_COLUMNS) // 2)
        if event.size.width < TEXT_COLUMNS * 3 // 4:
            side = 1
        self.editor.styles.padding = (1, side, 0, side)
        self.status_bar.styles.padding = (0, side)

    # Status

    def _show_status(self) -> None:
        self.status_bar.status = Status(
            name=self.file.name,
            modified=self.modified,
            read_only=self.editor.read_only,
            words=self.editor.word_count,
            model=self._engine.name if self._engine else "",
            loading=self._loading,
            mode=self.settings.mode,
            temperature=self.settings.temperature,
            suggesting=self.editor.suggesting,
        )

    @on(TextArea.Changed, "#editor")
    def _text_changed(self) -> None:
        self._show_status()

    @on(GhostTextArea.Failed)
    def _suggester_failed(self, event: GhostTextArea.Failed) -> None:
        self._show_status()
        self.status_bar.tell(
            f"Suggestions are off because the model failed ({event.error}); "
            f"{TOGGLE.key_name} tries again",
            lasting=True,
        )

    # Suggestions

    @work(group="engine")
    async def _load_engine(self) -> None:
        try:
            self._engine = await asyncio.to_thread(self._load, self.settings.model)
        except UserError as error:
            self.status_bar.tell(f"No suggestions: {error}", lasting=True)
        except Exception as error:  # whatever is wrong with a model, the text can be written
            self.status_bar.tell(
                f"No suggestions: the model {self.settings.model!r} cannot be loaded ({error})",
                lasting=True,
            )
        self._loading = False
        self._renew_suggester()

    def _renew_suggester(self) -> None:
        if self._engine is not None:
            settings = self.settings
            self.editor.suggester = self._engine.suggester(
                settings.mode, settings.temperature, settings.seed
            )
        self._show_status()

    def action_switch_sampling(self) -> None:
        """Propose the likeliest continuation, or draw one."""
        greedy = self.settings.mode == "greedy"
        self.settings = replace(self.settings, mode="sampled" if greedy else "greedy")
        self._renew_suggester()
        self.status_bar.tell(
            f"Suggestions are sampled at temperature {self.settings.temperature:.1f}"
            if greedy
            else "Suggestions are greedy: the likeliest continuation"
        )

    def action_change_temperature(self, steps: int) -> None:
        """Change the temperature by `steps` tenths."""
        temperature = stepped(self.settings.temperature, steps)
        self.settings = replace(self.settings, temperature=temperature)
        self._renew_suggester()
        greedy = self.settings.mode == "greedy"
        self.status_bar.tell(
            f"Temperature {temperature:.1f}" + (", once suggestions are sampled" if greedy else "")
        )

    def action_toggle_suggestions(self) -> None:
        """Turn suggestions off, or on again."""
        self.editor.suggesting = not self.editor.suggesting
        self._show_status()
        self.status_bar.tell(f"Suggestions are {'on' if self.editor.suggesting else 'off'}")

    # File

    def action_save(self) -> None:
        """Save, asking for a name or for leave where that is needed."""
        self._save_or_ask()

    async def action_quit(self) -> None:
        """Quit, asking first if there are unsaved changes."""
        self._quit_or_ask()

    @work(group="file")
    async def _save_or_ask(self) -> None:
        if not self._dialogue.locked():
            async with self._dialogue:
                await self._save()

    @work(group="file")
    async def _quit_or_ask(self) -> None:
        if self._dialogue.locked():
            return
        async with self._dialogue:
            if self.modified:
                answer = await self.push_screen_wait(
                    Choice(f"{self.file.name} has unsaved changes.", ["Save", "Discard"])
                )
                if answer != "Discard" and (answer != "Save" or not await self._save()):
                    return
            self.exit()

    async def _save(self) -> bool:
        """Whether the text is saved."""
        if self.editor.read_only:
            self.status_bar.tell(f"{self.file.name} is open read-only, so there is nothing to save")
            return False
        file = await self._file_to_write()
        if file is None:
            return False
        text = self.editor.text
        try:
            try:
                self.file = await asyncio.to_thread(file.saved, text)
            except EncodingError as error:
                if await self.push_screen_wait(Choice(f"{error}.", ["UTF-8"])) != "UTF-8":
                    return False
                self.file = await asyncio.to_thread(file.as_utf8().saved, text)
        except UserError as error:
            self.status_bar.tell(f"Not saved: {error}", lasting=True)
            return False
        self._show_status()
        self.status_bar.tell(f"Saved {self.file.name}")
        return True

    async def _file_to_write(self) -> OpenFile | None:
        """Where to save, or None if the person changed their mind."""
        file = self.file
        if file.path is None:
            name = await self.push_screen_wait(NamePrompt("Save as:"))
            if not name:
                return None
            file = file.named(Path(name).expanduser())
            assert file.path is not None
            if file.path.is_dir():
                self.status_bar.tell(f"Not saved: {file.path} is a folder", lasting=True)
                return None
            question = f"{file.name} exists." if file.stamp else ""
        else:
            changed = file.changed_by_others()
            question = f"{file.name} was changed by another program." if changed else ""
        if question and await self.push_screen_wait(Choice(question, ["Overwrite"])) != "Overwrite":
            return None
        return file

    # Other

    def action_help(self) -> None:
        """Show what the keys do."""
        self.push_screen(HelpScreen())

    def action_say_how_to_quit(self) -> None:
        """Ctrl+C copies; it never ends the program."""
        self.status_bar.tell(f"{QUIT.key_name} quits")


def run_editor(path: Path | None, settings: Settings) -> None:
    """Edit `path`, or a new text; returns when the person quits.

    Raises UserError, before the screen is taken over, when the file cannot be opened.
    """
    WriterApp(open_file(path), settings).run()
