"""The floor that a person sees: the editor widget, the app around it, its prompts and styles.

`GhostTextArea` works in any Textual app; it is imported on first use, so that importing this
package costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rnnwriter.tui.ghost_text_area import GhostTextArea

__all__ = ["GhostTextArea"]


def __getattr__(name: str) -> Any:
    if name == "GhostTextArea":
        from rnnwriter.tui.ghost_text_area import GhostTextArea

        return GhostTextArea
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
