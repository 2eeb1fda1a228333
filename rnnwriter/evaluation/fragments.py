"""How well LaTeX is nested that a model wrote, and how much of it a TeX compiles.

Two demonstrations of what a character RNN learns (Karpathy 2015) end where this begins: "sampled
LaTeX that almost compiles". Fragments are measured as they are, cut wherever their last character
is, and with what is open at their end closed, which is not the model's fault.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rnnwriter.evaluation.latex import Pairs, balance, closed, total
from rnnwriter.evaluation.tex import Compiled, Tex

# Of 95 % of a normal distribution, in deviations.
_Z = 1.959964


@dataclass(frozen=True)
class Fragments:
    """What was measured of `texts`, all together. as_they_are, closed: what became of each in TeX,
    nothing where there is none.
    """

    texts: tuple[str, ...]
    environments: Pairs
    braces: Pairs
    formulas: Pairs
    as_they_are: tuple[Compiled, ...] = ()
    closed: tuple[Compiled, ...] = ()


def measured(texts: Sequence[str], tex: Tex | None) -> Fragments:
    """Count what `texts` begin and close; compile them, if there is a `tex`."""
    balances = [balance(text) for text in texts]
    return Fragments(
        texts=tuple(texts),
        environments=total(one.environments for one in balances),
        braces=total(one.braces for one in balances),
        formulas=total(one.formulas for one in balances),
        as_they_are=tuple(tex.compiled(texts)) if tex else (),
        closed=tuple(tex.compiled([closed(text) for text in texts])) if tex else (),
    )


def share(compiled: Sequence[Compiled]) -> float:
    """The share that compiles of `compiled`, at least one."""
    return sum(one.sound for one in compiled) / len(compiled)


def share_interval(compiled: Sequence[Compiled]) -> tuple[float, float]:
    """The 95 % interval of that share (Wilson 1927)."""
    count, mean = len(compiled), share(compiled)
    centre = mean + _Z**2 / (2 * count)
    reach = _Z * math.sqrt(mean * (1 - mean) / count + _Z**2 / (4 * count**2))
    low, high = ((centre + side * reach) / (1 + _Z**2 / count) for side in (-1, 1))
    return max(low, 0.0), min(high, 1.0)


def errors(compiled: Sequence[Compiled]) -> list[tuple[str, int]]:
    """The kinds of what TeX first stopped at, and how often, most frequent first."""
    return Counter(one.kind for one in compiled if not one.sound).most_common()
