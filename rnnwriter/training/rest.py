"""When training rests of its own accord: on battery, or while others need the processor."""

import time
from collections.abc import Callable, Sequence

import psutil

from rnnwriter.settings import PauseOn

_SECONDS = 5.0
# Of the processor, what others may use before training makes way, and below which it goes on.
_BUSY, _FREE = 0.6, 0.3


def on_battery() -> bool:
    """Whether the machine says that it runs on its battery."""
    try:
        battery = psutil.sensors_battery()
    except (AttributeError, OSError, RuntimeError, psutil.Error):
        return False
    return battery is not None and battery.power_plugged is False


class OthersLoad:
    """The share of the processor that other processes used since the last look, in [0, 1]."""

    def __init__(self) -> None:
        self._before = self._times()

    def __call__(self) -> float:
        """Look."""
        before, self._before = self._before, self._times()
        every, busy, own = (now - then for now, then in zip(self._before, before, strict=True))
        return min(max((busy - own) / every, 0.0), 1.0) if every > 0 else 0.0

    @staticmethod
    def _times() -> tuple[float, float, float]:
        """Seconds of all processors together: passed, used, used by this process."""
        times = psutil.cpu_times()
        every = float(sum(times))
        own = psutil.Process().cpu_times()
        # What waits, and what runs at low priority like this, is in nobody's way.
        idle = times.idle + getattr(times, "iowait", 0.0)
        return every, every - idle, own.user + own.system


class Rest:
    """Asked again and again, whether to rest; looks every few seconds."""

    def __init__(
        self,
        pause_on: Sequence[PauseOn],
        battery: Callable[[], bool] = on_battery,
        load: Callable[[], float] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pause_on = pause_on
        self._battery = battery
        self._load = load or OthersLoad()
        self._clock = clock
        self._looked = clock() - _SECONDS if "battery" in pause_on else clock()
        self._busy = False
        self._reason = ""

    def reason(self) -> str:
        """Why to rest, in a few words; "" for no reason."""
        if not self._pause_on or self._clock() - self._looked < _SECONDS:
            return self._reason
        self._looked = self._clock()
        self._reason = ""
        if "load" in self._pause_on:
            self._busy = self._load() > (_FREE if self._busy else _BUSY)
            if self._busy:
                self._reason = "others need the processor"
        if "battery" in self._pause_on and self._battery():
            self._reason = "on battery"
        return self._reason
