"""A line to type in, whose keys act in the order in which they are pressed.

Textual lets deletions and moves act when their event has come to the app: letters that were typed
later, and arrived together with them as over a slow line, would be there before.
"""

from textual import events
from textual.widgets import Input


class LineInput(Input):
    """Textual's, with keys that act at once."""

    async def _on_key(self, event: events.Key) -> None:
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if not binding.priority and await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
                return
