"""Every action of the editor, once: keys, help and bindings are made from this list.

Keys are ones that terminals and tmux send and that TextArea does not use for editing: F6 and F7
select there, and Ctrl+A, C, D, E, K, U, V, W, X, Y and Z edit. Ctrl+G stands in for F1, which some
terminals keep for themselves.
"""

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True)
class Action:
    """Something that a key does.

    id: what a keymap calls it. call: Textual's action. keys: comma-separated defaults, the first
    of which is shown.
    """

    id: str
    call: str
    keys: str
    description: str

    @property
    def binding(self) -> Binding:
        """The binding of the default keys."""
        return Binding(self.keys, self.call, self.description, id=self.id, show=False)

    @property
    def key_name(self) -> str:
        """The first key as people write it, such as "Ctrl+S"."""
        return key_name(self.keys)


def key_name(keys: str) -> str:
    """The first of comma-separated Textual keys as people write it: "Ctrl+S", "F1", "Tab"."""
    first = keys.split(",")[0]
    return "+".join(part.capitalize() for part in first.split("+"))


SAVE = Action("file.save", "save", "ctrl+s", "Save")
QUIT = Action("app.quit", "quit", "ctrl+q", "Quit")
HELP = Action("app.help", "help", "f1,ctrl+g", "Show this help")
SWITCH_MODE = Action("suggest.mode", "switch_sampling", "f2", "Greedy or sampled suggestions")
COOLER = Action("suggest.cooler", "change_temperature(-1)", "f3", "Lower the temperature")
WARMER = Action("suggest.warmer", "change_temperature(1)", "f4", "Raise the temperature")
TOGGLE = Action("suggest.toggle", "toggle_suggestions", "f5", "Suggestions on or off")

ACTIONS = (SAVE, QUIT, HELP, SWITCH_MODE, COOLER, WARMER, TOGGLE)
