"""The line below the text: file, words, model, mode, temperature, and what just happened.

Where the line is too narrow, the least needed parts go first. A message takes the place of the
left side; one that is too long for the line gets as many rows as it needs.
"""

from dataclasses import dataclass, replace

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from rnnwriter.printable import printable
from rnnwriter.settings import MAX_TEMPERATURE, Eagerness, Mode
from rnnwriter.tui.actions import HELP
from rnnwriter.tui.writing import reading_minutes

MESSAGE_SECONDS = 6.0
MAX_ROWS = 4
_MOST_CHARACTERS = 2_000
_GAP = "   "
_SEPARATOR = " · "
_BAR = 8
_GAUGE = 5
# Which of `_lefts` goes with which of `_rights`: the number of words outlasts the help and the
# name of the model, the name of the file outlasts all.
_FROM_FULLEST = [
    *((0, 0), (1, 0), (2, 0), (2, 1), (2, 2)),
    *((2, 3), (3, 3), (3, 4), (3, 5), (3, 6)),
]
# While something is in training, how far it is outlasts mode and model.
_WHILE_TRAINING = [
    *((0, 0), (1, 0), (2, 0), (2, 1), (2, 2)),
    *((2, 3), (2, 5), (3, 4), (3, 5), (3, 6)),
]


@dataclass(frozen=True)
class Status:
    """What the line tells; `model` is "" for none, `message` "" for nothing.

    words: None while they are counted. goal: how much of it is reached, in [0, 1]; None without
    one. saved: share of keys saved today.
    alternative: which suggestion of how many is shown; (1, 1) when no others are known.
    training: what goes on in the background, in full and in short; "" for nothing.
    suggestion: what is told here instead of being drawn; "" for nothing. plain: no signs but text.
    """

    name: str = "Untitled"
    modified: bool = False
    read_only: bool = False
    words: int | None = 0
    characters: int = 0
    goal: float | None = None
    saved: float = 0.0
    model: str = ""
    loading: bool = False
    mode: Mode = "greedy"
    temperature: float = 0.0
    eagerness: Eagerness = "normal"
    suggesting: bool = True
    alternative: tuple[int, int] = (1, 1)
    training: tuple[str, str] = ("", "")
    help_key: str = HELP.key_name
    message: str = ""
    suggestion: str = ""
    plain: bool = False


def compose_line(status: Status, width: int) -> tuple[str, str]:
    """(left, right) of the line; together at most `width` cells, with a gap between the two."""
    lefts, rights = _lefts(status), _rights(status)
    told = f"Suggestion: {status.suggestion}" if status.suggestion else status.message
    steps = _WHILE_TRAINING if status.training[0] else _FROM_FULLEST
    pairs = (
        [(told, right) for right in rights]
        if told
        else [(lefts[left], rights[right]) for left, right in steps]
    )
    for left, right in pairs:
        if cell_len(left) + cell_len(right) + (len(_GAP) if right else 0) <= width:
            return left, right
    return _shortened(told or lefts[-1], width), ""


def _lefts(status: Status) -> list[str]:
    """File and counts, from the fullest to the barest."""
    kept = [status.name + (" •" if status.modified else "")]
    if status.read_only:
        kept.append("read-only")
    if status.words is None:
        return [*[_GAP.join([*kept, "counting words"])] * 3, _GAP.join(kept)]
    words = [f"{status.words:,} word{'' if status.words == 1 else 's'}"]
    if status.goal is not None:
        words.append(_gauge(status.goal, _BAR, status) + f"{status.goal:.0%}")
    more = [f"{status.characters:,} characters", f"{reading_minutes(status.words)} min"]
    if status.saved >= 0.005:
        more.append(f"{status.saved:.0%} of keys saved today")
    return [
        _GAP.join([*kept, _SEPARATOR.join([*words, *more])]),
        _GAP.join([*kept, _SEPARATOR.join(words)]),
        _GAP.join([*kept, words[0]]),
        _GAP.join(kept),
    ]


def _rights(status: Status) -> list[str]:
    """Model and mode, from the fullest to the barest."""
    on = "on" if status.suggesting else "off"
    if status.loading:
        model = short = "loading"
    elif status.model:
        model, short = f"{status.model} {on}", on
    else:
        model = short = "no model"
    how = f"{status.mode}{_SEPARATOR}T {status.temperature:.1f}"
    gauge = _gauge(status.temperature / MAX_TEMPERATURE, _GAUGE, status)
    fully = _SEPARATOR.join([status.mode, status.eagerness, f"T {gauge}{status.temperature:.1f}"])
    number, count = status.alternative
    shown = [f"{number}/{count}"] if count > 1 else []
    helped = [f"{status.help_key} help"] if status.help_key else []
    full, brief = ([part] if part else [] for part in status.training)
    return [
        _SEPARATOR.join([*full, *shown, model, fully, *helped]),
        _SEPARATOR.join([*full, *shown, model, fully]),
        _SEPARATOR.join([*full, *shown, model, how]),
        _SEPARATOR.join([*full, *shown, short, how]),
        _SEPARATOR.join([*full, *shown, short]),
        _SEPARATOR.join([*brief, *shown, short]),
        "",
    ]


def _gauge(share: float, cells: int, status: Status) -> str:
    """A bar of `share`, in [0, 1], and a blank; nothing where signs would be read aloud."""
    if status.plain:
        return ""
    done = round(share * cells)
    return "━" * done + "┄" * (cells - done) + " "


def _shortened(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


class StatusBar(Widget):
    """One quiet line, taller only while a long message is shown."""

    DEFAULT_CSS = """
    StatusBar { height: 1; }
    """

    status: reactive[Status] = reactive(Status())
    """What is told apart from the message."""

    message: reactive[str] = reactive("")
    """What just happened, in one sentence; "" for nothing."""

    _timer: Timer | None = None

    def tell(self, message: str, *, lasting: bool = False) -> None:
        """Show `message` for some seconds, or until the next one when `lasting`."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.message = printable(message[:_MOST_CHARACTERS])
        if not lasting:
            self._timer = self.set_timer(MESSAGE_SECONDS, self.quiet)

    def quiet(self) -> None:
        """Show no message."""
        self.message = ""

    def watch_message(self) -> None:
        """A long message needs room, and any is shown though nothing else may be."""
        self.set_class(bool(self.message), "-telling")
        self._fit()

    def on_resize(self) -> None:
        """So does one on a screen that has become narrower."""
        self._fit()

    def _fit(self) -> None:
        width = self.content_size.width
        rows = len(Content(self.message).wrap(width)) if self.message and width else 1
        self.styles.height = min(max(rows, 1), MAX_ROWS)

    def render(self) -> Content:
        """The line, padded so that its right side ends at the right edge."""
        width = self.content_size.width
        if cell_len(self.message) > width and not self.status.suggestion:
            return Content.assemble((self.message, "$foreground 80%"))
        left, right = compose_line(replace(self.status, message=self.message), width)
        gap = " " * (width - cell_len(left) - cell_len(right))
        return Content.assemble((left, "$foreground 80%"), gap, (right, "$foreground 50%"))
