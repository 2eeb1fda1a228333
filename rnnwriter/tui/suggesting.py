"""How the editor suggests: greedy or sampled, how warm, how eager, or not at all; and saying so."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from rnnwriter.settings import MAX_TEMPERATURE, Eagerness

if TYPE_CHECKING:
    from rnnwriter.tui.app import WriterApp

EAGERNESS_NAMES: Mapping[Eagerness, str] = MappingProxyType(
    {
        "quiet": "quiet: only when they are very likely right",
        "normal": "normal: when they are worth a look",
        "eager": "eager: on the mere chance",
        "always": "always shown",
    }
)


def stepped(temperature: float, steps: int) -> float:
    """`temperature` moved by `steps` tenths, within 0 to MAX_TEMPERATURE, exact to a tenth."""
    tenths = round(temperature * 10) + steps
    return min(max(tenths, 0), round(MAX_TEMPERATURE * 10)) / 10


class Suggesting:
    """The suggestions of `app`, as keys change them until it ends."""

    def __init__(self, app: "WriterApp") -> None:
        self._app = app

    def switch_mode(self) -> None:
        """Propose the likeliest continuation, or draw one."""
        app = self._app
        greedy = app.settings.mode == "greedy"
        app.settings = replace(app.settings, mode="sampled" if greedy else "greedy")
        app.models.renew()
        app.tell(
            f"Suggestions are sampled at temperature {app.settings.temperature:.1f}"
            if greedy
            else "Suggestions are greedy: the likeliest continuation"
        )

    def change_temperature(self, steps: int) -> None:
        """Change the temperature by `steps` tenths."""
        app = self._app
        temperature = stepped(app.settings.temperature, steps)
        app.settings = replace(app.settings, temperature=temperature)
        app.models.renew()
        greedy = app.settings.mode == "greedy"
        app.tell(
            f"Temperature {temperature:.1f}" + (", once suggestions are sampled" if greedy else "")
        )

    def change_eagerness(self) -> None:
        """Show fewer suggestions, or more; around again."""
        app = self._app
        levels = get_args(Eagerness)
        at = (levels.index(app.settings.eagerness) + 1) % len(levels)
        app.settings = replace(app.settings, eagerness=levels[at])
        app.models.renew()
        app.tell(f"Suggestions are {EAGERNESS_NAMES[levels[at]]}")

    def toggle(self) -> None:
        """Turn suggestions off, or on again."""
        app = self._app
        app.editor.suggesting = not app.editor.suggesting
        app.show_status()
        app.tell(f"Suggestions are {'on' if app.editor.suggesting else 'off'}")
