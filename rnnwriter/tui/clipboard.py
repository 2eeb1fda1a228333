"""The system's clipboard, through the platform's tool where there is one (pyperclip).

Over SSH there is none: then what is copied goes to the terminal (OSC 52, by Textual), and what is
pasted comes from it as a paste, or is what was copied here.
"""

import asyncio

_SECONDS = 1.0


def _paste() -> str | None:
    import pyperclip

    try:
        return str(pyperclip.paste())
    except pyperclip.PyperclipException:
        return None


def _copy(text: str) -> None:
    import pyperclip

    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException:
        return


async def read_clipboard() -> str | None:
    """The text on the system's clipboard; None where it cannot be asked for."""
    try:
        return await asyncio.wait_for(asyncio.to_thread(_paste), _SECONDS)
    except (TimeoutError, OSError, UnicodeError):
        return None


async def write_clipboard(text: str) -> None:
    """Put `text` on the system's clipboard, where that can be done."""
    try:
        await asyncio.wait_for(asyncio.to_thread(_copy, text), _SECONDS)
    except (TimeoutError, OSError, UnicodeError):
        return
