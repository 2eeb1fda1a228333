"""Engines by name. Packages add one with an entry point of the group `rnnwriter.suggesters`.

An entry point names a function that takes a text, which is the engine's own affair, and returns an
`Engine`: "dictionary:fr" calls the one called dictionary with "fr". The engine of this program,
"network", is registered the same way, and takes the name of a model; a model's bare name means it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from rnnwriter.engines import network
from rnnwriter.engines.engine import Engine
from rnnwriter.errors import UserError
from rnnwriter.model.file import SUFFIX
from rnnwriter.model.store import BOTH, STARTER, models

GROUP = "rnnwriter.suggesters"
NETWORK = "network"
_ENGINE = re.compile(r"([A-Za-z][A-Za-z0-9_-]+)(?::(.*))?", re.DOTALL)


@dataclass(frozen=True)
class Registered:
    """An engine that some package adds: its name, and who adds it."""

    name: str
    package: str
    version: str


def registered() -> list[Registered]:
    """Every engine, ours first; none is imported for that."""
    found = sorted(_entry_points(), key=lambda point: (point.name != NETWORK, point.name))
    return [Registered(point.name, *_package(point)) for point in found]


def check(name: str) -> None:
    """Import the engine called `name`; raises UserError when its package is broken."""
    _loader(name)


def load_engine(name: str) -> Engine:
    """Load what `name` says: a model, by name or path, or an engine, with or without ":" and what
    it takes. A model comes before an engine of its name.

    Raises UserError, one sentence, when there is none, or it is broken.
    """
    matched = _ENGINE.fullmatch(name)
    if matched is None or name.endswith(SUFFIX) or set(name.split(BOTH)) <= set(models()):
        return network.load(name)
    engine, what = matched.groups()
    if not any(point.name == engine for point in _entry_points()):
        # Which says what models there are.
        return network.load(what if engine == NETWORK and what else name)
    load = _loader(engine)
    try:
        loaded = load(what or "")
    except UserError:
        raise
    except Exception as error:  # whatever it does, it must not take the text with it
        raise UserError(_broken(engine, error)) from error
    if not isinstance(loaded, Engine):
        raise UserError(_broken(engine, f"it gave {type(loaded).__name__} for an Engine"))
    return loaded


def _loader(engine: str) -> Any:
    """What the entry point names. Raises UserError when it cannot be imported, or called."""
    (point,) = [point for point in _entry_points() if point.name == engine][:1]
    try:
        load = point.load()
    except (Exception, SystemExit) as error:
        raise UserError(_broken(engine, error)) from error
    if not callable(load):
        raise UserError(_broken(engine, f"{point.value} cannot be called"))
    return load


def _entry_points() -> Sequence[EntryPoint]:
    return list(entry_points(group=GROUP))


def _package(point: EntryPoint) -> tuple[str, str]:
    return (point.dist.name, point.dist.version) if point.dist else ("", "")


def _broken(engine: str, why: object) -> str:
    package = next((one.package for one in registered() if one.name == engine), "")
    return (
        f"the engine {engine!r} of the package {package!r} is broken ({why}); mend or remove the"
        f" package, or suggest with {STARTER!r}"
    )
