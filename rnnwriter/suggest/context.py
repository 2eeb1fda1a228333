"""The place before the cursor, kept along the text so that typing costs one step.

A typed character is one step, a backspace none, and a jump reads the last WINDOW characters.
"""

import math
from collections import deque
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rnnwriter.corpus.normalise import fold
from rnnwriter.model.model import Model
from rnnwriter.model.runtime import Floats
from rnnwriter.suggest.predictor import START, Places, Predictor, Read

# A jump may cost a tenth of a second; the cache of the page knows what lies farther back.
WINDOW = 64
ANCHOR = 64
KEPT = 128
# Of what is read at once, how many last characters can be taken back without reading again.
_STEPPED = 8


@dataclass(frozen=True)
class _Point:
    """The place after a character, and what reading that one changed."""

    place: Places
    change: Read | None


class Context:
    """Follows a text as it is edited. Not thread-safe."""

    def __init__(
        self,
        model: Model,
        adapt: bool = True,
        weights: Floats | None = None,
        *,
        anchored: bool = False,
    ) -> None:
        """anchored: every place depends on its text alone, not on how one came there. The window
        then begins at a multiple of ANCHOR, and what stands in it is not learnt yet. The other
        arguments are Predictor's.
        """
        self._model = model
        self._anchored = anchored
        self.predictor = Predictor(model, adapt, weights, learns=not anchored)
        self._text = ""
        # After the last characters of `_text`; the last one is after all of it.
        self._points: deque[_Point] = deque(maxlen=KEPT)
        self._restart("")

    def at(self, text: str) -> Places:
        """The place after `text`, at the cost of what changed since the last call."""
        common = common_prefix(self._text, text)
        back = len(self._text) - common
        near = back < len(self._points) and len(text) - common <= WINDOW
        if near and not (self._anchored and _anchor(text) != _anchor(self._text)):
            for _ in range(back):
                change = self._points.pop().change
                if change is not None:
                    self.predictor.take_back(change)
            self._step(text[common:])
        else:
            self._restart(text)
        self._text = text
        return self._points[-1].place

    def _step(self, typed: str) -> None:
        """Read `typed` on from the last point."""
        place = self._points[-1].place
        for symbol in self._model.alphabet.encode(typed).tolist():
            place, change = self.predictor.read(place, symbol)
            self._points.append(_Point(place, change))

    def surprise(self) -> list[float]:
        """Of the last characters, the bits that each cost, the last one last: of those that were
        read one by one since the last jump, KEPT - 1 at most.
        """
        return [
            -float(before.place.mixtures[0].logits[after.place.recent[0][-1]]) / math.log(2)
            for before, after in pairwise(self._points)
        ]

    def _restart(self, text: str) -> None:
        """Read the end of `text` anew, from where the window begins."""
        begin = _anchor(text) if self._anchored else _window(text)
        typed_at = max(len(text) - _STEPPED, begin)
        self.predictor.begin(text[: begin if self._anchored else typed_at])
        ids = self._model.alphabet.encode(text[begin:typed_at])
        network = self._model.network
        if begin:
            # In the middle of a text: without the boundary before it.
            logits, state = network.read(ids[None], network.start())
            recent = tuple(ids.tolist())
        else:
            recent = (*START, *ids.tolist())
            logits, state = network.read(np.array([recent]), network.start())
        self._points.clear()
        self._points.append(_Point(self.predictor.place(logits, state, recent), None))
        self._step(text[typed_at:])


def _window(text: str) -> int:
    """Where to begin reading: WINDOW before the end, or at the next line if it is near; in a short
    text at its beginning.
    """
    if len(text) <= 2 * WINDOW:
        return 0
    begin = len(text) - WINDOW
    line = text.find("\n", begin, begin + WINDOW // 2)
    return line + 1 if line >= 0 else begin


def _anchor(text: str) -> int:
    """The multiple of ANCHOR that is more than one ANCHOR before the end; 0 near the beginning."""
    return max(len(text) // ANCHOR - 1, 0) * ANCHOR


def common_prefix(left: str, right: str) -> int:
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
