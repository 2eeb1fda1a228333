"""What a session of writing comes to: words, time to read, a goal."""

from dataclasses import dataclass

# Adults read English prose at 238 words a minute (Brysbaert 2019).
_WORDS_A_MINUTE = 238


@dataclass(frozen=True)
class Writing:
    """began: words in the text when it was opened. goal: words to write; 0 for none."""

    began: int = 0
    goal: int = 0

    def written(self, words: int) -> int:
        """How many more words there are than when the text was opened."""
        return words - self.began

    def progress(self, words: int) -> float | None:
        """How much of the goal is reached, in [0, 1]; None without one."""
        return min(max(self.written(words) / self.goal, 0.0), 1.0) if self.goal else None


def reading_minutes(words: int) -> int:
    """Minutes that reading takes, at least 1 for any text."""
    return max(round(words / _WORDS_A_MINUTE), 1) if words else 0
