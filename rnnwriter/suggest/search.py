"""Continuations of a text: the likeliest one, one that is drawn, or several at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rnnwriter.corpus.alphabet import Alphabet
from rnnwriter.model.runtime import Floats
from rnnwriter.model.sampling import distribution
from rnnwriter.suggest.mixing import EXPERTS
from rnnwriter.suggest.predictor import Places, Predictor

MAX_CHARACTERS = 32

Choose = Callable[[Floats], int]
"""Picks the next symbol from logits (1, symbols)."""


@dataclass(frozen=True)
class Continuation:
    """text: what may come next, on one line. chances: (characters,) that so much of it is right.
    credits: (characters, EXPERTS) logarithms of what each expert alone gives so much of it.
    following: the character after it, which was refused or not looked at any more.
    """

    text: str
    chances: Sequence[float]
    credits: Sequence[Floats]
    following: str


def continuation(
    predictor: Predictor,
    alphabet: Alphabet,
    place: Places,
    choose: Choose,
    goes_on: Callable[[str, float], bool],
) -> Continuation:
    """Characters that `choose` picks, one after the other.

    Ends before a line break, after MAX_CHARACTERS, and before a character with which `goes_on`,
    given the text and its chance, is False; it is asked before each step.
    """
    text, chance, credit = "", 1.0, np.zeros(EXPERTS, dtype=np.float32)
    chances: list[float] = []
    credits: list[Floats] = []
    while True:
        logits = place.logits
        symbol = choose(logits)
        character = alphabet.decode([symbol])
        chance *= float(distribution(logits)[0, symbol])
        full = len(text) == MAX_CHARACTERS
        if full or character == "\n" or not goes_on(text + character, chance):
            return Continuation(text, chances, credits, character)
        text += character
        credit = credit + place.mixtures[0].experts[:, symbol]
        chances.append(chance)
        credits.append(credit)
        place = predictor.ahead(place, [symbol])


def alternatives(
    predictor: Predictor, alphabet: Alphabet, place: Places, count: int, least: float
) -> list[Continuation]:
    """At most `count` likeliest continuations, each with another first character, in one batch.

    Each goes on while its chance, given its first character, is at least `least`.
    """
    likely = distribution(place.logits)[0]
    symbols = np.argsort(likely)[::-1][:count].tolist()
    places = place.repeated(len(symbols))
    texts = [""] * len(symbols)
    following = [""] * len(symbols)
    chances: list[list[float]] = [[] for _ in symbols]
    credits: list[list[Floats]] = [[] for _ in symbols]
    going = list(range(len(symbols)))
    while going:
        each = distribution(places.logits)
        staying: list[int] = []
        for row, at in enumerate(going):
            symbol = symbols[at]
            character = alphabet.decode([symbol])
            chance = (chances[at][-1] if chances[at] else 1.0) * float(each[row, symbol])
            sure = not texts[at] or chance >= least * chances[at][0]
            if sure and character != "\n" and len(texts[at]) < MAX_CHARACTERS:
                texts[at] += character
                chances[at].append(chance)
                before = credits[at][-1] if credits[at] else np.float32(0)
                credits[at].append(before + places.mixtures[row].experts[:, symbol])
                staying.append(row)
            else:
                following[at] = character
        going = [going[row] for row in staying]
        if going:
            places = predictor.ahead(places.rows(staying), [symbols[at] for at in going])
            for row, at in enumerate(going):
                symbols[at] = int(distribution(places.logits[row : row + 1])[0].argmax())
    return [Continuation(*one) for one in zip(texts, chances, credits, following, strict=True)]
