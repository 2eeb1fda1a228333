"""Every action of the editor, once: bindings, command palette, footer and help are made from it.

What can be done in a dialogue or while finding is bound there.
Keys are ones that terminals and tmux send: no Ctrl with Shift and a letter, no Ctrl+Enter. What has
no key of its own is in the palette and can be given one in the settings. Ctrl+G stands in for F1,
which some terminals keep for themselves.
"""

from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

Group = Literal[
    "Suggestions", "Training", "File", "Find", "View", "Edit", "Move", "Select", "Program"
]
GROUPS: tuple[Group, ...] = (
    "Suggestions",
    "Training",
    "File",
    "Find",
    "View",
    "Edit",
    "Move",
    "Select",
    "Program",
)


@dataclass(frozen=True)
class Action:
    """Something that a key does.

    id: what the settings call it. call: Textual's action. keys: comma-separated defaults, the first
    of which is shown; "" for none. priority: whether it acts before what has the focus sees a key.
    Of several on a key, the first that has something to do acts. in_editor: whether the text area
    does it. in_footer: whether the footer shows it.
    """

    id: str
    call: str
    keys: str
    description: str
    group: Group
    in_editor: bool = False
    priority: bool = False
    in_footer: bool = False

    @property
    def binding(self) -> Binding:
        """The binding of the default keys."""
        return Binding(
            # Textual has no binding without a key; nobody can press this one.
            self.keys or no_key(self.id),
            self.call,
            self.description,
            id=self.id,
            show=self.in_footer,
            priority=self.priority,
        )

    @property
    def key_name(self) -> str:
        """The first default key as people write it, such as "Ctrl+S"."""
        return key_name(self.keys)


_NO_KEY = "no-key-"


def no_key(action_id: str) -> str:
    """What stands for no key, for an action, where Textual asks for one."""
    return _NO_KEY + action_id


_NAMES = {
    "@": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
    "full_stop": ".",
    "comma": ",",
}


def key_name(keys: str) -> str:
    """The first of comma-separated Textual keys as people write it: "Ctrl+S", "F1"; "" for none."""
    first = keys.split(",")[0]
    if first.startswith(_NO_KEY):
        return ""
    return "+".join(_NAMES.get(part, part.capitalize()) for part in first.split("+"))


def _editor(id: str, call: str, keys: str, description: str, group: Group) -> Action:
    return Action(id, call, keys, description, group, in_editor=True)


def _ghost(id: str, call: str, keys: str, description: str, in_footer: bool = False) -> Action:
    return Action(id, call, keys, description, "Suggestions", True, True, in_footer)


ACCEPT = _ghost("suggest.accept", "accept_ghost", "tab", "Take the suggestion", in_footer=True)
ACCEPT_WORD = _ghost(
    "suggest.accept_word", "accept_ghost_word", "ctrl+right", "Take one word of it"
)
GHOST_ACTIONS = (
    ACCEPT,
    ACCEPT_WORD,
    _ghost("suggest.accept_line", "accept_ghost_line", "end", "Take the line of it"),
    _ghost("suggest.hide", "hide_ghost", "escape", "Hide it until the next edit"),
    _ghost("suggest.next", "next_ghost", "ctrl+n,alt+n", "Suggest here, or show the next"),
    _ghost("suggest.previous", "previous_ghost", "alt+p,ctrl+b", "Show the suggestion before"),
)

EDIT_ACTIONS = (
    _editor("edit.undo", "undo", "ctrl+z", "Undo", "Edit"),
    _editor("edit.redo", "redo", "ctrl+y", "Redo", "Edit"),
    _editor("edit.cut", "cut", "ctrl+x", "Cut", "Edit"),
    _editor("edit.copy", "copy", "ctrl+c,super+c", "Copy", "Edit"),
    _editor("edit.paste", "paste", "ctrl+v,super+v", "Paste", "Edit"),
    _editor("edit.indent", "indent", "tab", "Indent, or nest the list item", "Edit"),
    _editor("edit.unindent", "unindent", "shift+tab", "Unindent", "Edit"),
    _editor("edit.delete_left", "delete_left", "backspace", "Delete to the left", "Edit"),
    _editor("edit.delete_right", "delete_right", "delete,ctrl+d", "Delete to the right", "Edit"),
    _editor(
        "edit.delete_word_left", "delete_word_left", "ctrl+w", "Delete the word before", "Edit"
    ),
    _editor(
        "edit.delete_word_right",
        "delete_word_right",
        "ctrl+delete,alt+d",
        "Delete the word after",
        "Edit",
    ),
    _editor(
        "edit.delete_line_start",
        "delete_to_start_of_line",
        "ctrl+u",
        "Delete to the start of the row",
        "Edit",
    ),
    _editor(
        "edit.delete_line_end",
        "delete_to_end_of_line_or_delete_line",
        "ctrl+k",
        "Delete to the end of the row",
        "Edit",
    ),
    _editor("edit.delete_line", "delete_line", "alt+k", "Delete the line", "Edit"),
    _editor("move.left", "cursor_left", "left", "Left", "Move"),
    _editor("move.right", "cursor_right", "right", "Right", "Move"),
    _editor("move.up", "cursor_up", "up", "Up", "Move"),
    _editor("move.down", "cursor_down", "down", "Down", "Move"),
    _editor("move.word_left", "cursor_word_left", "ctrl+left,alt+b", "A word left", "Move"),
    _editor("move.word_right", "cursor_word_right", "ctrl+right,alt+f", "A word right", "Move"),
    _editor("move.row_start", "cursor_line_start", "home,ctrl+a", "Start of the row", "Move"),
    _editor("move.row_end", "cursor_line_end", "end,ctrl+e", "End of the row", "Move"),
    _editor("move.page_up", "cursor_page_up", "pageup", "A page up", "Move"),
    _editor("move.page_down", "cursor_page_down", "pagedown", "A page down", "Move"),
    _editor("move.paragraph_up", "cursor_paragraph(-1)", "ctrl+up", "A paragraph up", "Move"),
    _editor("move.paragraph_down", "cursor_paragraph(1)", "ctrl+down", "A paragraph down", "Move"),
    _editor("move.start", "cursor_text_start", "ctrl+home", "Start of the text", "Move"),
    _editor("move.end", "cursor_text_end", "ctrl+end", "End of the text", "Move"),
    _editor("select.left", "cursor_left(True)", "shift+left", "Left", "Select"),
    _editor("select.right", "cursor_right(True)", "shift+right", "Right", "Select"),
    _editor("select.up", "cursor_up(True)", "shift+up", "Up", "Select"),
    _editor("select.down", "cursor_down(True)", "shift+down", "Down", "Select"),
    _editor(
        "select.word_left", "cursor_word_left(True)", "ctrl+shift+left", "A word left", "Select"
    ),
    _editor(
        "select.word_right", "cursor_word_right(True)", "ctrl+shift+right", "A word right", "Select"
    ),
    _editor("select.row_start", "cursor_line_start(True)", "shift+home", "To its start", "Select"),
    _editor("select.row_end", "cursor_line_end(True)", "shift+end", "To its end", "Select"),
    _editor(
        "select.start",
        "cursor_text_start(True)",
        "ctrl+shift+home",
        "To the text's start",
        "Select",
    ),
    _editor("select.end", "cursor_text_end(True)", "ctrl+shift+end", "To the text's end", "Select"),
    _editor("select.line", "select_line", "f6", "The line", "Select"),
    _editor("select.all", "select_all", "f7", "Everything", "Select"),
)

SWITCH_MODE = Action(
    "suggest.mode", "switch_sampling", "f2", "Greedy or sampled suggestions", "Suggestions"
)
COOLER = Action(
    "suggest.cooler", "change_temperature(-1)", "f3", "Lower the temperature", "Suggestions"
)
WARMER = Action(
    "suggest.warmer", "change_temperature(1)", "f4", "Raise the temperature", "Suggestions"
)
TOGGLE = Action(
    "suggest.toggle", "toggle_suggestions", "f5", "Suggestions on or off", "Suggestions"
)
EAGERNESS = Action(
    "suggest.eagerness", "change_eagerness", "alt+e", "Fewer suggestions, or more", "Suggestions"
)
INSPECT = Action(
    "suggest.inspect", "inspect", "alt+i", "See what the model expects, or not", "Suggestions"
)
TRAINING = Action(
    "train.show",
    "show_training",
    "f12,alt+t",
    "Learn from notes, or see how it goes",
    "Training",
)
BACK = Action("train.back", "go_back", "alt+m", "The model before, and this one again", "Training")
MODELS = Action(
    "models.show", "show_models", "alt+v", "Models: choose, compare, rename", "Training"
)
SAVE = Action("file.save", "save", "ctrl+s", "Save", "File", in_footer=True)
SAVE_AS = Action("file.save_as", "save_as", "", "Save under another name", "File")
OPEN = Action("file.open", "open", "ctrl+o", "Open", "File", in_footer=True)
RECOVER = Action("file.recover", "recover", "", "Text that was not saved", "File")
# These two come first, so that what is typed right after them is looked for, not written.
FIND = Action("find.find", "find", "ctrl+f", "Find", "Find", priority=True, in_footer=True)
REPLACE = Action("find.replace", "replace", "ctrl+r", "Find and replace", "Find", priority=True)
OUTLINE = Action("find.heading", "outline", "ctrl+t", "Go to a heading", "Find")
SPELLING = Action(
    "find.misspelling", "next_misspelling", "alt+s", "Go to the next misspelt word", "Find"
)
LEARN_WORD = Action("find.learn_word", "learn_word", "", "Add the word to my dictionary", "Find")
FOCUS = Action("view.focus", "switch_focus", "f8", "Dim all but a paragraph", "View")
TYPEWRITER = Action(
    "view.typewriter", "toggle_typewriter", "f9", "Keep the cursor in the middle", "View"
)
DISTRACTION_FREE = Action(
    "view.distraction_free", "toggle_distraction_free", "f10", "Nothing but the text", "View"
)
NARROWER = Action("view.narrower", "change_width(-4)", "alt+comma", "A narrower column", "View")
WIDER = Action("view.wider", "change_width(4)", "alt+full_stop", "A wider column", "View")
SPELL_CHECK = Action("view.spelling", "toggle_spelling", "", "Spell checking on or off", "View")
THEME = Action("view.theme", "change_theme", "", "Change the theme", "View")
GOAL = Action("view.goal", "set_goal", "", "Set a goal for this session", "View")
STATISTICS = Action(
    "view.statistics", "show_statistics", "alt+u", "What suggestions came to", "View"
)
CELLS = Action("view.cells", "show_cells", "alt+l", "Look inside the network", "View")
SETTINGS = Action("program.settings", "show_settings", "f11,alt+o", "Settings", "Program")
HELP = Action("program.help", "help", "f1,ctrl+g", "Show this help", "Program", in_footer=True)
PALETTE = Action(
    "program.palette", "command_palette", "ctrl+p", "Find a command", "Program", in_footer=True
)
QUIT = Action("program.quit", "quit", "ctrl+q", "Quit", "Program", in_footer=True)

APP_ACTIONS = (
    SWITCH_MODE,
    COOLER,
    WARMER,
    TOGGLE,
    EAGERNESS,
    INSPECT,
    TRAINING,
    BACK,
    MODELS,
    SAVE,
    SAVE_AS,
    OPEN,
    RECOVER,
    FIND,
    REPLACE,
    OUTLINE,
    SPELLING,
    LEARN_WORD,
    FOCUS,
    TYPEWRITER,
    DISTRACTION_FREE,
    NARROWER,
    WIDER,
    SPELL_CHECK,
    THEME,
    GOAL,
    STATISTICS,
    CELLS,
    SETTINGS,
    HELP,
    PALETTE,
    QUIT,
)
ACTIONS = (*GHOST_ACTIONS, *EDIT_ACTIONS, *APP_ACTIONS)
