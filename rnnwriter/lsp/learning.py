"""Suggesting with what training leaves: looks now and then whether a model has become another.

`rnnwriter train` writes a model's file when it has something better, whole or not at all.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from rnnwriter.errors import UserError
from rnnwriter.lsp.session import Session
from rnnwriter.model.file import read_info
from rnnwriter.model.store import BOTH, models

# Between two looks.
SECONDS = 2.0

Stamps = Mapping[str, tuple[Path, int, int]]
"""By the name of a model: its file, when that was written, and which file it is."""


async def follow(session: Session, seconds: float = SECONDS) -> None:
    """For as long as it is not cancelled: change to what the model that suggests has become."""
    before = await asyncio.to_thread(_stamps)
    while True:
        await asyncio.sleep(seconds)
        now = await asyncio.to_thread(_stamps)
        for name in now:
            if now[name] != before.get(name):
                await _change(session, name, now[name][0])
        before = now


async def _change(session: Session, name: str, path: Path) -> None:
    """Suggest with a model that was written anew, if it is the one in use, or began with it."""
    engine = session.engine
    if engine is None:
        return
    try:
        used = engine.name.split(BOTH)
        if name in used:
            await session.choose(engine.name)
        elif (await asyncio.to_thread(read_info, path)).parent in used:
            await session.choose(name)
        else:
            return
    except UserError:
        # It was replaced or removed meanwhile; the next look sees that.
        return
    session.tell(f"{name} has learnt, so it suggests")


def _stamps() -> Stamps:
    found: dict[str, tuple[Path, int, int]] = {}
    for name, path in models().items():
        try:
            status = path.stat()
        except OSError:
            continue
        found[name] = path, status.st_mtime_ns, status.st_ino
    return found
