"""Ctrl+C while training, or a terminal that is closed: finish the step, save, stop. A second Ctrl+C
stops at once.
"""

import signal
from types import FrameType, TracebackType

# There is no SIGHUP on Windows.
_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Interrupts:
    """While entered, the first signal to end only sets `raised`; the next acts as usual."""

    def __init__(self) -> None:
        self.raised = False
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> "Interrupts":
        for kind in _SIGNALS:
            self._before[kind] = signal.signal(kind, self._raise)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._restore()

    def _raise(self, number: int, frame: FrameType | None) -> None:
        self.raised = True
        self._restore()

    def _restore(self) -> None:
        while self._before:
            kind, handler = self._before.popitem()
            signal.signal(kind, handler)  # type: ignore[arg-type]
