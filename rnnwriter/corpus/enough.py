"""Whether there is enough text to learn from, said in one sentence."""

from dataclasses import dataclass
from typing import Literal

TOO_FEW = 20_000
FEW = 200_000

Verdict = Literal["too few", "few", "enough"]


@dataclass(frozen=True)
class Enough:
    """The verdict, and what it means for a person."""

    verdict: Verdict
    advice: str


def enough(characters: int) -> Enough:
    """The verdict about that many characters of text to learn from."""
    if characters < TOO_FEW:
        return Enough(
            "too few",
            f"too little to learn from: {characters:,} characters; {TOO_FEW:,} are needed",
        )
    if characters < FEW:
        return Enough(
            "few",
            f"enough for words and names: {characters:,} characters;"
            f" a model is changed gently by them, and by more than {FEW:,} thoroughly",
        )
    return Enough("enough", f"enough: {characters:,} characters")
