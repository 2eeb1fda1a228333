"""A line to type in, whose keys act in the order in which they are pressed."""

from textual import events
from textual.widgets import Input

from rnnwriter.tui.acting import act


class LineInput(Input):
    """Textual's, with deletions and moves that act at once."""

    async def _on_key(self, event: events.Key) -> None:
        if await act(self, self._bindings.key_to_bindings.get(event.key, ())):
            event.stop()
            event.prevent_default()
