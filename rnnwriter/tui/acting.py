"""Keys that act at once, where they are pressed.

Textual lets a key act when its event has come to the app, after all keys that have arrived
meanwhile: over a slow line, letters would be written before the deletion typed before them.
"""

from collections.abc import Iterable

from textual.binding import Binding
from textual.dom import DOMNode


async def act(node: DOMNode, bindings: Iterable[Binding]) -> bool:
    """Do what the first of a key's `bindings` is for that is for something now; whether there was
    one. Those that come before the widget's own are left to Textual.
    """
    for binding in bindings:
        if not binding.priority and await node.app.run_action(binding.action, node):
            return True
    return False
