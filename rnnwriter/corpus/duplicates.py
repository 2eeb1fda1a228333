"""Paragraphs that were read before, word for word or nearly, so that each is learnt once.

Broder (1997): two paragraphs resemble each other by the share of three-word shingles they have in
common (Jaccard). The eight smallest hashes of each are an index of those worth comparing.
"""

import re
from collections import Counter, defaultdict
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

LEAST = 60
_RESEMBLANCE = 0.8
_SHINGLE = 3
_SKETCH = 8
# Of two paragraphs that resemble each other by 0.8, one in a thousand pairs shares fewer.
_SHARED = 3
_MOST_OF_A_VALUE = 20
_BREAK = re.compile(r"(\n[ \t]*\n\s*)")
# Scripts without blanks between words: each character is one.
_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)


def _shingles(words: list[str], known: dict[str, int]) -> NDArray[np.uint64]:
    """The sorted hashes of the runs of three words; the same in every process."""
    for word in words:
        if word not in known:
            data = word.encode("utf-8", "surrogatepass")
            known[word] = crc32(data) << 32 | crc32(data, 0x9E3779B9)
    hashes = np.array([known[word] for word in words], dtype=np.uint64)
    count = max(1, len(hashes) - _SHINGLE + 1)
    mixed = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(min(_SHINGLE, len(hashes))):
            mixed = (mixed ^ hashes[offset : offset + count]) * np.uint64(0xBF58476D1CE4E5B9)
            mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


class Duplicates:
    """Remembers the paragraphs of all texts that it is given, in order."""

    def __init__(self) -> None:
        self._exact: set[bytes] = set()
        self._paragraphs: list[NDArray[np.uint64]] = []
        self._index: defaultdict[int, list[int]] = defaultdict(list)
        self._words: dict[str, int] = {}

    def without(self, text: str) -> tuple[str, int]:
        """`text` without paragraphs read before, and how many characters went."""
        pieces = _BREAK.split(text)
        kept: list[str] = []
        removed = 0
        for number in range(0, len(pieces), 2):
            paragraph = pieces[number]
            after = pieces[number + 1] if number + 1 < len(pieces) else ""
            if len(paragraph) >= LEAST and self._known(paragraph):
                removed += len(paragraph) + len(after)
            else:
                kept += [paragraph, after]
        if not removed:
            return text, 0
        shorter = "".join(kept).rstrip()
        return (shorter + "\n" if shorter else ""), removed

    def _known(self, paragraph: str) -> bool:
        """Whether a paragraph was read before; if not, it is remembered."""
        words = _WORD.findall(paragraph.casefold())
        if not words:
            return False
        folded = " ".join(words).encode("utf-8", "surrogatepass")
        digest = blake2b(folded, digest_size=16).digest()
        if digest in self._exact:
            return True
        shingles = _shingles(words, self._words)
        sketch = [int(value) for value in shingles[:_SKETCH]]
        counts: Counter[int] = Counter()
        for value in sketch:
            counts.update(self._index.get(value, ()))
        least = min(_SHARED, max(1, len(sketch) // 2))
        for number, count in counts.items():
            if count >= least and self._resemble(shingles, self._paragraphs[number]):
                return True
        self._exact.add(digest)
        for value in sketch:
            # What stands in many paragraphs tells none of them apart, and would be slow to follow.
            if len(self._index[value]) < _MOST_OF_A_VALUE:
                self._index[value].append(len(self._paragraphs))
        self._paragraphs.append(shingles)
        return False

    @staticmethod
    def _resemble(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> bool:
        """Whether the Jaccard index of two sets is 0.8 or more."""
        if min(len(one), len(other)) < _RESEMBLANCE * max(len(one), len(other)):
            return False
        common = len(np.intersect1d(one, other, assume_unique=True))
        return common >= _RESEMBLANCE * (len(one) + len(other) - common)
