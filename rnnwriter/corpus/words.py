"""The words of texts."""

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_OFTEN = 3
_MOST = 20_000


def words_of(text: str) -> list[str]:
    """The words of `text` in order, in lower case."""
    return _WORD.findall(text.lower())


def frequent_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Words of two letters or more that occur at least three times, in lower case, most frequent
    first; 20,000 at most.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(words_of(text))
    return tuple(
        word for word, count in counts.most_common(_MOST) if count >= _OFTEN and len(word) > 1
    )
