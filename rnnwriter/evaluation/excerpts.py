"""Pieces of a real text, to measure in the same way as what a model writes."""

import random
import re

PARAGRAPH = re.compile(r"(?<=\n\n)(?=\S)|\A(?=\S)")


def excerpts(
    text: str, beginning: re.Pattern[str], count: int, length: int, seed: int = 0
) -> list[str]:
    """At most `count` pieces of `length` characters, which begin where `beginning` matches.

    They are drawn by `seed`, and may overlap. Raises ValueError when there is none so long.
    """
    places = [match.start() for match in beginning.finditer(text)]
    places = [place for place in places if place + length <= len(text)]
    if not places:
        raise ValueError(f"no place is followed by {length} characters")
    drawn = random.Random(seed).sample(places, min(count, len(places)))
    return [text[place : place + length] for place in drawn]
