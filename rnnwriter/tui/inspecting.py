"""The inspector in the app: when it asks what is expected, and where it stands.

After an edit it asks at once, after a move when the cursor rests; and then the text before the
cursor is read again where it was not written just now. While it is closed there is no pane, and
nothing is asked.
"""

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.timer import Timer

from rnnwriter.suggest.suggestion import Outlook
from rnnwriter.tui.inspector import LIKELIEST, Inspector, View, below_height

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp

_REST_SECONDS = 0.1
# From so many columns on it stands beside the text, with a share of them, within limits.
_WIDE = 96
_SHARE = 5
_LEAST, _MOST = 36, 46
_MOST_SIDE = 8
_NONE = "No model suggests now."
_NO_OUTLOOK = "This model does not say what it expects."


class Inspecting:
    """The inspector of `app`'s text."""

    def __init__(self, app: "WriterApp") -> None:
        self._app = app
        self._pane: Inspector | None = None
        self._rest: Timer | None = None

    @property
    def pane(self) -> Inspector | None:
        """What is shown; None while it is closed."""
        return self._pane

    async def toggle(self) -> None:
        """Open it, or close it."""
        app = self._app
        if self._pane is None:
            self._pane = pane = Inspector()
            await app.screen_stack[0].mount(pane, after=app.editor)
            self._rest = pane.set_interval(_REST_SECONDS, self._rested, pause=True)
            pane.watch(app.editor, "suggester", self.look, init=False)
            pane.watch(app.editor, "selection", self._rest.reset, init=False)
            self.look()
        else:
            pane, self._pane, self._rest = self._pane, None, None
            await pane.remove()
        app.viewing.lay_out()

    def look(self) -> None:
        """Ask what is expected where the cursor is."""
        if self._rest is not None:
            self._rest.reset()
            self._app.editor.foresee(LIKELIEST)

    def _rested(self) -> None:
        if self._rest is not None:
            self._rest.pause()
            self._app.editor.foresee(LIKELIEST, reread=True)

    def show(self, outlook: Outlook | None) -> None:
        """What is expected; None where that cannot be said."""
        if self._pane is not None:
            notice = _NO_OUTLOOK if self._app.editor.suggester is not None else _NONE
            self._pane.view = View(outlook, self._app.settings.mode, notice)

    def columns(self, screen: Size) -> int:
        """How many columns of a screen it takes from the text."""
        if self._pane is None or screen.width < _WIDE:
            return 0
        return min(max(screen.width // _SHARE, _LEAST), _MOST)

    def lay_out(self, screen: Size, side: int) -> None:
        """Place it, beside a text that has `side` columns free on each side or below it."""
        if self._pane is None:
            return
        columns = self.columns(screen)
        self._pane.set_class(bool(columns), "-beside")
        styles = self._pane.styles
        if columns:
            styles.width, styles.height, styles.padding = columns, "100%", (1, 2, 0, 2)
        else:
            side = min(side, _MOST_SIDE)
            styles.width, styles.padding = "100%", (0, side)
            styles.height = below_height(screen.width - 2 * side, screen.height) + 1
