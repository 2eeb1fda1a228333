"""Undo in the units that prose is written in: words as they are typed, up to a pause or a stop.

Textual's history begins a new step after two seconds, a hundred characters or a line break, which
takes back most of a sentence at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.document._history import EditHistory

PAUSE_SECONDS = 1.5
_STOPS = frozenset(".,;:!?…—")
_LONGEST = 100


class HistoryState:
    """The last step, and how much was done in it; without one, how many steps are forgotten."""

    def __init__(self, step: list[Edit] | None, done: int) -> None:
        self._step = step
        self._done = done

    def same(self, other: "HistoryState") -> bool:
        """Whether nothing was done or undone between the two."""
        return self._step is other._step and self._done == other._done


class ProseHistory(EditHistory):
    """Ends a step at a pause and where a word begins after a stop; kept when the text is saved."""

    def __init__(self, steps: int) -> None:
        super().__init__(
            max_checkpoints=steps,
            checkpoint_timer=PAUSE_SECONDS,
            checkpoint_max_characters=_LONGEST,
        )
        self._stopped = False
        self._forgotten = 0

    @property
    def state(self) -> "HistoryState":
        """What has been done and not undone, to compare with later."""
        last = self._undo_stack[-1] if self._undo_stack else None
        return HistoryState(last, sum(map(_size, last)) if last else self._forgotten)

    def record(self, edit: Edit) -> None:
        """Remember an edit, in the step of the one before it or in a new one."""
        if self._stopped and edit.text and not edit.text.isspace() and edit.text not in _STOPS:
            self.checkpoint()
        if edit.text and not edit.text.isspace():
            self._stopped = edit.text in _STOPS
        oldest = self._undo_stack[0] if self._undo_stack else None
        super().record(edit)
        if oldest is not None and self._undo_stack[0] is not oldest:
            self._forgotten += 1
        if self._undo_stack and len(step := self._undo_stack[-1]) > 1 and _joined(*step[-2:]):
            step.pop()

    @contextmanager
    def step(self) -> Iterator[None]:
        """What is edited inside is a step of its own."""
        self.checkpoint()
        yield
        self.checkpoint()

    def clear(self) -> None:
        """Forget all steps, as of a text that is new."""
        super().clear()
        self._forgotten = 0


def _size(edit: Edit) -> int:
    return max(len(edit.text), 1)


def _joined(first: Edit, second: Edit) -> bool:
    """Whether `first` could be made to do what `second` does too: letters that follow each other.

    An edit of its own for each of them would take a kilobyte a key.
    """
    before, after = first._edit_result, second._edit_result
    if before is None or after is None or before.replaced_text or after.replaced_text:
        return False
    if second.top != before.end_location:
        return False
    first.text += second.text
    first._updated_selection = second._updated_selection
    first._edit_result = EditResult(after.end_location, "")
    return True
