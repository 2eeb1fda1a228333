"""What others wish of a running training: a word in the run's `control` file.

Any window writes it, the training process reads it between two steps.
"""

from typing import Literal, get_args

from rnnwriter.bounded import read_bounded
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.training.run import RunFolder

Wish = Literal["go on", "pause", "keep", "discard", "interrupt"]
"""keep: end now, and keep what is learnt. discard: end, and leave nothing. interrupt: end in a way
that can be resumed.
"""
WISHES: tuple[Wish, ...] = get_args(Wish)
_MOST_BYTES = 100


def ask(run: RunFolder, wish: Wish) -> None:
    """Wish something of `run`; raises UserError when the disk refuses."""
    if not run.folder.is_dir():
        raise UserError(f"there is no training run in {run.folder} any more")
    write_bytes(run.control_file, wish.encode(), private=True)


class Control:
    """The wishes for `run`, as its process sees them."""

    def __init__(self, run: RunFolder) -> None:
        self._run = run
        self._stamp: tuple[int, int] | None = None
        self._wish: Wish = "go on"

    def wish(self) -> Wish:
        """The last wish. Costs a look at the file's stamp, microseconds, while nothing changes."""
        try:
            status = self._run.control_file.stat()
            stamp = status.st_mtime_ns, status.st_ino
            if stamp != self._stamp:
                word = read_bounded(self._run.control_file, _MOST_BYTES)
                self._stamp = stamp
                self._wish = next((wish for wish in WISHES if wish.encode() == word), self._wish)
        except OSError:
            pass
        return self._wish

    @property
    def insists(self) -> bool:
        """Whether somebody said that it should go on, whatever else speaks for a rest."""
        return self._stamp is not None and self._wish == "go on"
