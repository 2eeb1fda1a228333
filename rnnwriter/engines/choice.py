"""Which engine suggests, where nobody says so: that of the settings, or the one that did last."""

from dataclasses import replace

from rnnwriter.model.store import BOTH, STARTER, models
from rnnwriter.remembered import change_memory, read_memory
from rnnwriter.settings import Settings


def chosen(settings: Settings) -> str:
    """The name of the engine to begin with."""
    return settings.model or _last() or STARTER


def keep(name: str) -> None:
    """Begin with the engine called `name` the next time, where the settings name none."""
    change_memory(lambda memory: replace(memory, model=name))


def _last() -> str:
    """The model that suggested last, if it is still there; "" for none."""
    name = read_memory().model
    return name if name and set(name.split(BOTH)) <= set(models()) else ""
