"""A terminal that a program believes in, which ends as terminals do."""

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import psutil

Ending = Literal["SIGKILL", "SIGTERM", "SIGHUP", "closed"]
PATIENCE_SECONDS = 240.0
_STYLE = re.compile(rb"\x1b\[[0-9;]*m")


class PseudoTerminal:
    """A program on a terminal of its own; what it draws is read and kept."""

    def __init__(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> None:
        self._master, slave = pty.openpty()
        self.resize(24, 80)
        self._process = subprocess.Popen(
            arguments,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env=dict(environment),
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)
        self._drawn = bytearray()
        self._closed = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                drawn = os.read(self._master, 65536)
            except OSError:
                return
            if not drawn:
                return
            self._drawn += drawn

    @property
    def drawn(self) -> bytes:
        """All that came to the terminal."""
        return bytes(self._drawn)

    @property
    def process(self) -> int:
        """The number of the process."""
        return self._process.pid

    def until(self, part: bytes, since: int = 0) -> None:
        """Wait until `part` was drawn, in whatever colours, after the first `since` bytes."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        while part not in _STYLE.sub(b"", self._drawn[since:]):
            assert time.monotonic() < give_up, f"never saw {part!r} in {self.drawn[-3000:]!r}"
            assert self._process.poll() is None, f"it ended: {self.drawn[-3000:]!r}"
            time.sleep(0.01)  # between two looks, not instead of a condition

    def resize(self, rows: int, columns: int) -> None:
        """Give the window another size; the program is told by SIGWINCH."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._master, keys)

    def end(self, ending: Ending) -> int:
        """End the program in a way, and wait until it is gone; its exit status."""
        if ending == "closed":
            self._close()
        else:
            self._process.send_signal(getattr(signal, ending))
        return self.wait()

    def wait(self) -> int:
        """Wait until the program ends; its exit status."""
        try:
            return self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise AssertionError(f"it never ends: {self.drawn[-3000:]!r}") from None
        finally:
            self._close()

    def _close(self) -> None:
        if not self._closed:
            self._closed = True
            os.close(self._master)


def programs_of(home: Path) -> list[psutil.Process]:
    """The processes that live with this RNNWRITER_HOME."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("RNNWRITER_HOME") == str(home):
                found.append(process)
        except psutil.Error:
            continue
    return found
