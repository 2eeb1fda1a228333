"""The models there are: which one suggests, what each is worth; choose, compare, rename, export,
delete.
"""

from collections.abc import Coroutine, Iterator
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.notifications import SeverityLevel
from textual.widget import Widget
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from rnnwriter.errors import UserError
from rnnwriter.model.store import BOTH, STARTER
from rnnwriter.printable import printable
from rnnwriter.settings import Eagerness
from rnnwriter.training.keeping import TELLS, export_path
from rnnwriter.tui.keeping import Keeping
from rnnwriter.tui.model_rows import Entry, detail, heading, row
from rnnwriter.tui.pane import Pane
from rnnwriter.tui.prompts import Choice, LinePrompt, lettered

# What can be done; the first letter of each does it too.
_BUTTONS = ("Suggest", "Compare", "Rename", "Export", "Delete")


class _Models(OptionList):
    """A list in which a click only shows what a model is; a double click chooses it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "screen.scroll_detail(-1)", show=False),
        Binding("pagedown", "screen.scroll_detail(1)", show=False),
    ]

    def on_click(self, event: events.Click) -> None:
        """Highlight what is clicked."""
        event.prevent_default()
        at = event.style.meta.get("option")
        if at is not None:
            self.highlighted = at
            if event.chain > 1:
                self.action_select()


class ModelsScreen(Pane[None]):
    """Lists models and engines, with the report of the highlighted one below."""

    TITLE = "Models"
    KEYS = "Enter suggests   Space marks   Esc back to the text"
    WIDE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,alt+v,q", "close", "Close", show=False),
        Binding("s", "suggest", "Suggest", show=False),
        Binding("space", "mark", "Mark", show=False),
        Binding("c", "compare", "Compare", show=False),
        Binding("r", "rename", "Rename", show=False),
        Binding("e", "export", "Export", show=False),
        Binding("d,delete", "delete", "Delete", show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    def __init__(self, keeping: Keeping, eagerness: Eagerness) -> None:
        super().__init__()
        self._keeping = keeping
        self._eagerness = eagerness
        self._entries: list[Entry] = []
        self._marked = ""
        self._busy = False

    def compose_pane(self) -> Iterator[Widget]:
        """The list, what is said of one, what can be done."""
        yield Static(id="columns")
        yield _Models()
        yield VerticalScroll(Static("Looking for models", id="detail"), can_focus=False)
        yield Horizontal(
            *(Button(lettered(name), name=name.lower(), compact=True) for name in _BUTTONS)
        )

    def on_mount(self) -> None:
        """Look what there is."""
        super().on_mount()
        self._do(self._list(self._keeping.suggests))

    def on_resize(self) -> None:
        """Rows are as long as there is room."""
        self._draw()

    # What is shown

    async def _list(self, name: str) -> None:
        """List everything anew, with `name` highlighted."""
        self._entries = await self._keeping.entries()
        if self._marked not in {entry.name for entry in self._entries}:
            self._marked = ""
        models = self.query_one(_Models)
        models.clear_options()
        models.add_options(Option("") for _ in self._entries)
        self._draw()
        names = [entry.name for entry in self._entries]
        models.highlighted = names.index(name) if name in names else 0
        models.focus()

    def _draw(self) -> None:
        models = self.query_one(_Models)
        cells = models.scrollable_content_region.width
        self.query_one("#columns", Static).update(Content(heading(cells)))
        for at, entry in enumerate(self._entries[: models.option_count]):
            shown = row(entry, self._keeping.suggests, self._marked, cells)
            models.replace_option_prompt_at_index(at, shown)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        entry = self._entries[event.option_index]
        self.run_worker(self._tell(entry), group="detail", exclusive=True)

    async def _tell(self, entry: Entry) -> None:
        report = await self._keeping.report(entry.name) if entry.listed.info else None
        self.query_one("#detail", Static).update(detail(entry, self._keeping.suggests, report))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @property
    def _entry(self) -> Entry | None:
        at = self.query_one(_Models).highlighted
        return self._entries[at] if at is not None and at < len(self._entries) else None

    def _model(self) -> str:
        """The model that is highlighted; "", and said why, for something else."""
        entry = self._entry
        if entry is None:
            return ""
        if entry.listed.engine is not None:
            package = entry.listed.engine.package
            self._say(f"{entry.name} is an engine of the package {package}, no model", wrong=True)
            return ""
        return entry.name

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        severity: SeverityLevel = "error" if wrong else "information"
        self.notify(printable(sentence), severity=severity, markup=False)

    # What is done

    def _do(self, work: Coroutine[None, None, None]) -> None:
        """Do one thing at a time; what cannot be done is said in a sentence."""
        if self._busy:
            work.close()
            return
        self._busy = True
        self.run_worker(self._done(work), group="models")

    async def _done(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except UserError as error:
            self._say(str(error), wrong=True)
        finally:
            self._busy = False

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_suggest()

    @on(Button.Pressed)
    async def _pressed(self, event: Button.Pressed) -> None:
        await self.run_action(event.button.name or "")

    def action_suggest(self) -> None:
        """Suggest with the highlighted one."""
        if self._entry is not None:
            self._do(self._suggest(self._entry))

    async def _suggest(self, entry: Entry) -> None:
        if entry.listed.problem:
            raise UserError(entry.listed.problem)
        self.query_one("#detail", Static).update(Content(f"Loading {printable(entry.name)}"))
        try:
            await self._keeping.choose(entry.name)
        except UserError:
            await self._tell(entry)
            raise
        self.dismiss(None)

    def action_mark(self) -> None:
        """Mark the highlighted one, to compare others with it; or no longer."""
        if name := self._model():
            self._marked = "" if name == self._marked else name
            self._draw()

    def action_compare(self) -> None:
        """Compare the highlighted one with the marked one, or with the one that suggests."""
        name = self._model()
        if not name:
            return
        other = self._marked if self._marked not in ("", name) else self._keeping.suggests
        if other == name:
            self._say(f"{name} suggests; go to another one to compare it with", wrong=True)
            return
        listed = {entry.name for entry in self._entries if entry.listed.info is not None}
        if not set(other.split(BOTH)) <= listed:
            self._say(f"{other or 'nothing'} suggests; mark a model to compare with", wrong=True)
            return
        from rnnwriter.tui.comparison_screen import ComparisonScreen

        text, before = self._keeping.text, self._keeping.before
        self.app.push_screen(ComparisonScreen((other, name), text, before, self._eagerness))

    def action_rename(self) -> None:
        """Give the highlighted one another name."""
        if name := self._model():
            self._do(self._rename(name))

    async def _rename(self, old: str) -> None:
        if old == STARTER:
            raise UserError(f"{STARTER} comes with the program and stays as it is")
        new = await self.app.push_screen_wait(LinePrompt(f"Another name for {old}:", old))
        if new and new != old:
            self._say(await self._keeping.rename(old, new))
            await self._list(new)

    def action_export(self) -> None:
        """Copy the highlighted one to a file."""
        if name := self._model():
            self._do(self._export(name))

    async def _export(self, name: str) -> None:
        tells = "" if name == STARTER else f" {TELLS}"
        question = f"A file or folder to copy {name} to.{tells}"
        answer = await self.app.push_screen_wait(LinePrompt(question, f"{name}.safetensors"))
        if not answer:
            return
        path = self._keeping.place(answer)
        target = export_path(name, path)
        over = target.exists()
        if over:
            replace = f"{printable(str(target))} is there already."
            if await self.app.push_screen_wait(Choice(replace, ["Replace"])) != "Replace":
                return
        self._say(await self._keeping.export(name, path, over=over))

    def action_delete(self) -> None:
        """Delete the highlighted one; asked first."""
        if name := self._model():
            self._do(self._delete(name))

    async def _delete(self, name: str) -> None:
        if name == STARTER:
            raise UserError(f"{STARTER} comes with the program and stays as it is")
        question = (
            f"{name} would be gone for good: the model, the one before its last training, its"
            " report and what is left of its training."
        )
        if await self.app.push_screen_wait(Choice(question, ["Delete"])) == "Delete":
            at = self.query_one(_Models).highlighted or 0
            self._say(await self._keeping.delete(name))
            await self._list(self._entries[max(at - 1, 0)].name)

    def action_scroll_detail(self, pages: int) -> None:
        """See more of what is said of a model."""
        area = self.query_one(VerticalScroll)
        area.scroll_relative(y=pages * max(area.size.height - 1, 1), animate=False)

    def action_close(self) -> None:
        """Go back to the text."""
        self.dismiss(None)
