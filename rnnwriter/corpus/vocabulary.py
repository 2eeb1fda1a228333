"""The words a model knows, and text as their numbers.

A token is a character of the alphabet, a mark, or a word: a piece of two characters or more, most
with the blank before them. A word that is not known as it stands is a mark and a word that is (a
mark takes the blank away, or makes the first letter large, or both), or else its characters; so
every text has exactly one spelling in tokens, whose characters are the text again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from rnnwriter.corpus.alphabet import Alphabet
from rnnwriter.corpus.normalise import fold
from rnnwriter.corpus.pieces import is_word, pieces

# What a mark does to the word after it: take the blank away, make the first letter large.
MARKS = ((True, False), (False, True), (True, True))
MOST_WORDS = 8_000
LONGEST_WORD = 32
# In a model file: with the largest alphabet, ids still fit in 16 bits.
LIMIT = 50_000
_LEAST = 3
# Of a form of a word that has another form: so often it earns a token of its own.
_LEAST_OF_FORM = 50
_MOST_CACHED = 200_000


def marked(word: str, mark: int) -> str:
    """What `word`, which begins with a blank, says after `MARKS[mark]`."""
    glued, capital = MARKS[mark]
    letters = word[1:2].upper() + word[2:] if capital else word[1:]
    return letters if glued else " " + letters


@dataclass(frozen=True)
class Vocabulary:
    """Tokens: those of the alphabet with its ids, then the marks, then the words.

    Raises ValueError when a word repeats, is no word, or has characters that the alphabet lacks.
    """

    alphabet: Alphabet
    words: tuple[str, ...]
    _ids: dict[str, int] = field(init=False, repr=False, compare=False)
    _spelt: dict[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.words) > LIMIT or len(set(self.words)) != len(self.words):
            raise ValueError("the vocabulary repeats a word, or has too many")
        if not all(2 <= len(word) <= LONGEST_WORD for word in self.words):
            raise ValueError("the vocabulary holds a word that is too long, or none")
        if not set().union(*self.words) <= set(self.alphabet.characters):
            raise ValueError("the vocabulary has characters that the alphabet lacks")
        first = self.first_word
        ids = {word: first + at for at, word in enumerate(self.words)}
        object.__setattr__(self, "_ids", ids)
        object.__setattr__(self, "_spelt", {})

    def __len__(self) -> int:
        """The number of tokens."""
        return self.first_word + len(self.words)

    @property
    def first_mark(self) -> int:
        """The id of the first mark."""
        return len(self.alphabet)

    @property
    def first_word(self) -> int:
        """The id of the first word."""
        return len(self.alphabet) + len(MARKS)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """(tokens,) how many characters each adds to a text; -1 for what takes a blank away."""
        others = [-glued for glued, _ in MARKS] + [len(word) for word in self.words]
        return np.concatenate([self.alphabet.lengths, np.array(others, dtype=np.int64)])

    def encode(self, text: str) -> NDArray[np.uint16]:
        """(tokens,) ids of the folded text; never raises, never BOUNDARY."""
        ids: list[int] = []
        for piece in pieces(fold(text)):
            ids += self.spelt(piece)
        return np.array(ids, dtype=np.uint16)

    def spelt(self, piece: str) -> tuple[int, ...]:
        """The ids of one piece of folded text."""
        known = self._spelt.get(piece)
        if known is None:
            known = tuple(self._spell(piece))
            if len(self._spelt) < _MOST_CACHED:
                self._spelt[piece] = known
        return known

    def _spell(self, piece: str) -> Iterator[int]:
        if (whole := self._ids.get(piece)) is not None:
            yield whole
            return
        base, mark = _base(piece)
        if mark >= 0 and base in self._ids:
            yield self.first_mark + mark
            yield self._ids[base]
            return
        yield from self.alphabet.encode(piece).tolist()

    def decode(self, ids: Iterable[int]) -> str:
        """The text of `ids`; a mark before anything but a word that it can change is nothing."""
        text: list[str] = []
        mark = -1
        for token in ids:
            if self.first_mark <= token < self.first_word:
                mark = token - self.first_mark
                continue
            text.append(self.text_of(token, mark))
            mark = -1
        return "".join(text)

    def text_of(self, token: int, mark: int = -1) -> str:
        """The text of a token that is no mark, after a mark, or after none (-1)."""
        if token < self.first_mark:
            return self.alphabet.decode([token])
        word = self.words[token - self.first_word]
        return marked(word, mark) if mark >= 0 and word.startswith(" ") else word

    def extended(self, texts: Iterable[str]) -> "Vocabulary":
        """This vocabulary with the characters of `texts` it lacks, and words that it lacks, after
        the others, at most half as many as it may have at first.
        """
        texts = list(texts)
        alphabet = self.alphabet.extended(texts)
        known = set(self.words)
        wanted = [word for word in _words(texts, alphabet) if word not in known]
        room = min(MOST_WORDS // 2, LIMIT - len(self.words))
        return replace(self, alphabet=alphabet, words=(*self.words, *wanted[:room]))


Tokens = Alphabet | Vocabulary
"""What text is encoded in: characters, or words."""


def alphabet_in(tokens: Tokens) -> Alphabet:
    """The characters of `tokens`."""
    return tokens.alphabet if isinstance(tokens, Vocabulary) else tokens


def vocabulary_of(texts: Iterable[str], alphabet: Alphabet) -> Vocabulary:
    """The MOST_WORDS most frequent words of `texts` that come at least three times."""
    return Vocabulary(alphabet, tuple(_words(texts, alphabet)[:MOST_WORDS]))


def _words(texts: Iterable[str], alphabet: Alphabet) -> list[str]:
    """Words worth a token, most frequent first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(pieces(fold(text)))
    known = set(alphabet.characters)
    forms: Counter[str] = Counter()
    for piece, count in counts.items():
        if not 2 <= len(piece) <= LONGEST_WORD or not known.issuperset(piece):
            continue
        base, mark = _base(piece)
        forms[base if mark >= 0 and count < _LEAST_OF_FORM else piece] += count
    return [piece for piece, count in forms.most_common() if count >= _LEAST]


def _base(piece: str) -> tuple[str, int]:
    """The form of a word that marks make other forms of, and the mark that makes `piece` of it; -1
    when there is none, or no need of one.
    """
    base = " " + piece.removeprefix(" ").lower()
    if is_word(piece) and piece != base:
        for mark in range(len(MARKS)):
            if marked(base, mark) == piece:
                return base, mark
    return base, -1
