"""The characters a model knows, and text as their numbers.

Two symbols are no characters: UNKNOWN stands for whatever the alphabet lacks and is never
generated; BOUNDARY stands before each document, so that an empty page has a beginning.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rnnwriter.corpus.normalise import fold

UNKNOWN = 0
BOUNDARY = 1
SPECIALS = 2
UNKNOWN_TEXT = "\ufffd"

COVERAGE = 0.9999
MAX_CHARACTERS = 8192
_CODE_POINTS = 0x110000


def _is_text(character: str) -> bool:
    """Whether a model may learn `character`: no control, surrogate or private character."""
    if character in "\n\t":
        return True
    category = unicodedata.category(character)
    return category[0] != "C" and category not in ("Zl", "Zp") and character != UNKNOWN_TEXT


@dataclass(frozen=True)
class Alphabet:
    """An ordered set of characters; the id of a character is its position plus SPECIALS.

    characters: as one string. Raises ValueError when a character repeats or is no text.
    """

    characters: str
    _ids: NDArray[np.uint16] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(set(self.characters)) != len(self.characters):
            raise ValueError("the alphabet repeats a character")
        if len(self.characters) > MAX_CHARACTERS:
            raise ValueError(f"the alphabet has more than {MAX_CHARACTERS} characters")
        if not all(map(_is_text, self.characters)):
            raise ValueError("the alphabet holds a control character")
        ids = np.zeros(_CODE_POINTS, dtype=np.uint16)
        ids[[ord(character) for character in self.characters]] = np.arange(
            SPECIALS, SPECIALS + len(self.characters), dtype=np.uint16
        )
        object.__setattr__(self, "_ids", ids)

    def __len__(self) -> int:
        """The number of symbols, UNKNOWN and BOUNDARY included."""
        return SPECIALS + len(self.characters)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """(symbols,) how many characters each stands for: one."""
        return np.ones(len(self), dtype=np.int64)

    def encode(self, text: str) -> NDArray[np.uint16]:
        """(len(text),) ids of the folded text; never raises, never BOUNDARY."""
        raw = fold(text).encode("utf-32-le", errors="surrogatepass")
        ids: NDArray[np.uint16] = self._ids[np.frombuffer(raw, dtype=np.uint32)]
        return ids

    def decode(self, ids: Iterable[int]) -> str:
        """The text of `ids`; BOUNDARY is nothing, UNKNOWN is U+FFFD."""
        return "".join(
            self.characters[i - SPECIALS] if i >= SPECIALS else UNKNOWN_TEXT if i == UNKNOWN else ""
            for i in ids
        )

    def coverage(self, text: str) -> float:
        """The share of the characters of `text` that the alphabet has, in [0, 1]."""
        return float(np.mean(self.encode(text) != UNKNOWN)) if text else 1.0

    def extended(self, texts: Iterable[str], min_count: int = 3) -> "Alphabet":
        """This alphabet with the characters of `texts` it lacks; the old ids stay.

        A character that occurs fewer than `min_count` times cannot be learnt and stays UNKNOWN.
        """
        counts = _count(texts)
        known = set(self.characters)
        new = [c for c, n in counts.most_common() if c not in known and n >= min_count]
        room = MAX_CHARACTERS - len(self.characters)
        return Alphabet(self.characters + "".join(new[:room])) if new[:room] else self


def alphabet_of(texts: Iterable[str]) -> Alphabet:
    """The most frequent characters of `texts` that cover COVERAGE of them, ASCII always among them.

    ASCII is there so that whatever a person types on a plain keyboard is known.
    """
    counts = _count(texts)
    chosen = ["\n", *map(chr, range(0x20, 0x7F))]
    covered = sum(counts[c] for c in chosen)
    total = sum(counts.values())
    for character, count in counts.most_common(MAX_CHARACTERS):
        if covered >= COVERAGE * total or len(chosen) == MAX_CHARACTERS:
            break
        if character not in chosen:
            chosen.append(character)
            covered += count
    return Alphabet("".join(chosen))


def _count(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(fold(text))
    return Counter({c: n for c, n in counts.items() if _is_text(c)})
