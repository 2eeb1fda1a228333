"""Questions asked in a strip at the foot of the screen: a choice between answers, and a line
of text.

Both can be answered from the keyboard alone; Escape always answers "no change".
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label

from rnnwriter.tui.line_input import LineInput

CANCEL = "Cancel"


def lettered(answer: str) -> Content:
    """`answer`, with the letter that chooses it marked."""
    return Content.assemble((answer[0], "underline"), answer[1:])


class Choice(ModalScreen[str]):
    """Asks for one of `answers`, each chosen by its first letter too; returns it, or "Cancel".

    First letters must differ. "Cancel" is added as the last answer; the first has the focus.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", f"answer('{CANCEL}')", CANCEL, show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    def __init__(self, question: str, answers: Sequence[str]) -> None:
        super().__init__()
        self._question = question
        self._answers = (*answers, CANCEL)

    def compose(self) -> ComposeResult:
        """The question and a button for each answer."""
        with Vertical(classes="prompt"):
            yield Label(self._question, markup=False)
            with Horizontal():
                for answer in self._answers:
                    yield Button(lettered(answer), name=answer, compact=True)

    @on(Button.Pressed)
    def press(self, event: Button.Pressed) -> None:
        """A button was clicked, or chosen with Enter."""
        self.dismiss(event.button.name or CANCEL)

    def on_key(self, event: events.Key) -> None:
        """A first letter chooses its answer."""
        for answer in self._answers:
            if event.character is not None and event.character.lower() == answer[0].lower():
                event.stop()
                self.dismiss(answer)
                return

    def action_answer(self, answer: str) -> None:
        """Answer `answer`."""
        self.dismiss(answer)


class LinePrompt(ModalScreen[str]):
    """Asks for a line of text; returns it, or "" when the person changes their mind."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", CANCEL, show=False)]

    def __init__(self, question: str, name: str = "") -> None:
        super().__init__()
        self._question = question
        self._name_so_far = name

    def compose(self) -> ComposeResult:
        """The question and a line to answer in."""
        with Vertical(classes="prompt"):
            yield Label(self._question, markup=False)
            yield LineInput(self._name_so_far, compact=True, select_on_focus=False)

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Enter answers; nothing is no answer."""
        if name := event.value.strip():
            self.dismiss(name)

    def action_cancel(self) -> None:
        """Leave everything as it is."""
        self.dismiss("")
