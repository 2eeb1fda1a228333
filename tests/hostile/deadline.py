"""A bound against hanging, for what is done in this process."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Enough for a machine that has other things to do too.
SECONDS = 20


class HangsError(BaseException):
    """It takes too long. No `except Exception` is to swallow that."""


@contextmanager
def deadline(seconds: int = SECONDS) -> Iterator[None]:
    """Raise HangsError, wherever the process is, when it takes longer than so many seconds."""

    def late(number: int, frame: FrameType | None) -> None:
        raise HangsError(f"it hangs: {seconds} seconds are over")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
