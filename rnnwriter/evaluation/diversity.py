"""How varied texts are, and how many of their words exist.

Distinct-n is the number of different n-grams of words over the number of all, in all texts together
(Li et al. 2016, "A Diversity-Promoting Objective Function"); it falls as texts grow, so only texts
of one size are compared. Repeated 4-grams are those that the same text has had before (Welleck et
al. 2019, "Neural Text Generation with Unlikelihood Training").
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rnnwriter.corpus.words import words_of

_REPEATED = 4


@dataclass(frozen=True)
class Diversity:
    """words: how many. known: the share of them that exist. distinct: 1-, 2- and 3-grams.
    repeated: the share of 4-grams that their text has had before. All of nothing are 0.
    """

    words: int
    known: float
    distinct: tuple[float, float, float]
    repeated: float


def diversity(texts: Sequence[str], vocabulary: Mapping[str, int]) -> Diversity:
    """Measure `texts`; words exist that have a count in `vocabulary`, which is in lower case.

    The last word of a text does not count when the text ends with it: it may be cut.
    """
    listed = [whole_words(text) for text in texts]
    words = [word for text in listed for word in text]
    repeated = [gram for text in listed for gram in _repeated(text)]
    return Diversity(
        words=len(words),
        known=_share(sum(vocabulary.get(word, 0) > 0 for word in words), len(words)),
        distinct=(_distinct(listed, 1), _distinct(listed, 2), _distinct(listed, 3)),
        repeated=_share(sum(repeated), len(repeated)),
    )


def counted(texts: Sequence[str]) -> Counter[str]:
    """How often each word stands in `texts`."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(words_of(text))
    return counts


def whole_words(text: str) -> list[str]:
    """The words of `text` in lower case, without one that it ends with."""
    words = words_of(text)
    return words[:-1] if text[-1:].isalpha() else words


def _grams(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]


def _distinct(listed: Sequence[Sequence[str]], size: int) -> float:
    grams = [gram for words in listed for gram in _grams(words, size)]
    return _share(len(set(grams)), len(grams))


def _repeated(words: Sequence[str]) -> list[bool]:
    """Of each 4-gram of one text, whether it stood there before."""
    seen: set[tuple[str, ...]] = set()
    found: list[bool] = []
    for gram in _grams(words, _REPEATED):
        found.append(gram in seen)
        seen.add(gram)
    return found


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
