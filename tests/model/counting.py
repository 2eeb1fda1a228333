"""N-grams counted in dictionaries, one character at a time, to hold the fast ones against."""

from collections import defaultdict
from collections.abc import Sequence

from rnnwriter.model.ngrams import LENGTHS

Counts = dict[tuple[int, ...], dict[int, int]]


def counted(texts: Sequence[Sequence[int]]) -> Counts:
    """The counts by context: the longest contexts first, up to one that knew the symbol."""
    counts: Counts = defaultdict(lambda: defaultdict(int))
    for text in texts:
        for at, symbol in enumerate(text):
            for order in (one for one in (*LENGTHS[::-1], 0) if one <= at):
                followers = counts[tuple(text[at - order : at])]
                followers[symbol] += 1
                if followers[symbol] > 1:
                    break
    return counts


def predicted(counts: Counts, recent: Sequence[int], symbols: int) -> list[float]:
    """Interpolated discounted counts."""
    single = [counts.get((), {}).get(symbol, 0) + 0.1 for symbol in range(symbols)]
    chances = [one / sum(single) for one in single]
    for order in (one for one in LENGTHS if one <= len(recent)):
        followers = counts.get(tuple(recent[-order:]))
        if not followers:
            break
        total = sum(followers.values())
        of_times = (0.9, 1.2, 1.5) if order <= 2 else (0.65, 0.9, 1.1)
        discounts = {s: of_times[min(n, 3) - 1] for s, n in followers.items()}
        left = sum(discounts.values()) / total
        chances = [
            left * chance + (followers.get(s, 0) - discounts.get(s, 0)) / total
            for s, chance in enumerate(chances)
        ]
    return chances
