"""The network's state along the text before the cursor, kept so that typing costs one step.

A typed character is one step, a backspace none, and a jump reads the last WINDOW characters.
"""

from collections import deque
from dataclasses import dataclass

from rnnwriter.corpus.normalise import fold
from rnnwriter.model.model import Model
from rnnwriter.model.runtime import Floats, State

WINDOW = 512
KEPT = 128
# Of a freshly read window, how many last characters can be taken back without reading again.
_STEPPED = 16


@dataclass(frozen=True)
class Point:
    """Logits (1, symbols) of the character after the text, and the state there."""

    logits: Floats
    state: State


class Context:
    """Follows a text as it is edited. Not thread-safe."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._text = ""
        # Points after the last characters of `_text`; the last one is after all of it.
        self._points: deque[Point] = deque(maxlen=KEPT)
        self._points.append(Point(*model.begin()))

    def at(self, text: str) -> Point:
        """The point after `text`, at the cost of what changed since the last call."""
        common = _common_prefix(self._text, text)
        back = len(self._text) - common
        if back < len(self._points) and len(text) - common <= WINDOW:
            for _ in range(back):
                self._points.pop()
            self._advance(text[common:])
        else:
            self._restart(text)
        self._text = text
        return self._points[-1]

    def _advance(self, typed: str) -> None:
        """Read `typed` on from the last point: at once, but for the last few characters."""
        head, tail = typed[:-_STEPPED], typed[-_STEPPED:]
        last = self._points[-1]
        if head:
            last = Point(*self._model.read(head, last.logits, last.state))
            self._points.clear()
            self._points.append(last)
        for character in tail:
            last = Point(
                *self._model.network.step(self._model.alphabet.encode(character), last.state)
            )
            self._points.append(last)

    def _restart(self, text: str) -> None:
        """Read the end of `text` anew, from the start of a line where one is near."""
        window = text[-WINDOW:]
        self._points.clear()
        if len(text) <= WINDOW:
            self._points.append(Point(*self._model.begin()))
        else:
            line = window.find("\n")
            if 0 <= line < WINDOW // 2:
                window = window[line + 1 :]
            ids = self._model.alphabet.encode(window[:1])
            window = window[1:]
            self._points.append(Point(*self._model.network.step(ids, self._model.network.start())))
        self._advance(window)


def _common_prefix(left: str, right: str) -> int:
    """The length of the longest common prefix, by bisection over fast comparisons."""
    if right.startswith(left):
        return len(left)
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def end_of(text: str, length: int) -> str:
    """The last `length` characters of `text`, folded: what a draw may depend on."""
    return fold(text[-length:])
