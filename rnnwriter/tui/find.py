"""Finding text in a document, line by line."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.document._document import Location

# Of more matches than so many, no more is told than that.
MOST = 10_000


class Match(NamedTuple):
    """Columns `start` to `end` of a line."""

    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Query:
    """What is looked for. case: whether capitals matter; word: only whole words; regex: whether
    `text` is a regular expression.
    """

    text: str
    case: bool = False
    word: bool = False
    regex: bool = False

    def pattern(self) -> re.Pattern[str] | None:
        """What to look for in a line; None for nothing. Raises ValueError, one sentence."""
        if not self.text:
            return None
        source = self.text if self.regex else re.escape(self.text)
        if self.word:
            source = rf"(?<!\w)(?:{source})(?!\w)"
        try:
            return re.compile(source, 0 if self.case else re.IGNORECASE)
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"{self.text!r} is not a regular expression: {error}") from error

    def toggled(self, name: str) -> "Query":
        """The query with `name`, one of its switches, the other way."""
        switches = {"case": self.case, "word": self.word, "regex": self.regex}
        switches[name] = not switches[name]
        return Query(self.text, **switches)


def in_line(pattern: re.Pattern[str], line: str) -> list[tuple[int, int]]:
    """(start, end) of the matches in `line` that have any length."""
    return [match.span() for match in _with_length(pattern, line)]


def matches(
    pattern: re.Pattern[str], lines: Sequence[str], characters: int
) -> Iterator[list[Match]]:
    """All matches in order, those in about `characters` of the text at a time."""
    begin = seen = 0
    for index, line in enumerate(lines):
        seen += len(line) + 1
        if seen >= characters or index == len(lines) - 1:
            yield [
                Match(begin + number, start, end)
                for number, one in enumerate(lines[begin : index + 1])
                for start, end in in_line(pattern, one)
            ]
            begin, seen = index + 1, 0


def next_match(
    pattern: re.Pattern[str], lines: Sequence[str], at: Location, forward: bool = True
) -> Match | None:
    """The first match from `at` on, or the last that ends at or before it; around the ends."""
    count = len(lines)
    step = 1 if forward else -1
    for turn in range(count + 1):
        index = (at[0] + step * turn) % count
        found = in_line(pattern, lines[index])
        if turn == 0:
            found = [span for span in found if (span[0] >= at[1] if forward else span[1] <= at[1])]
        elif turn == count:
            found = [span for span in found if (span[0] < at[1] if forward else span[1] > at[1])]
        if found:
            return Match(index, *found[0 if forward else -1])
    return None


def place(found: Sequence[Match], match: Match) -> int:
    """Which of the ordered matches `found`, from 1, `match` is; 0 for none."""
    index = bisect_left(found, match)
    return index + 1 if index < len(found) and found[index] == match else 0


def replaced_one(
    pattern: re.Pattern[str], line: str, at: Match, replacement: str, regex: bool
) -> str | None:
    """What takes the place of the match `at` in `line`; None when there is none any more.

    Raises ValueError as `replaced` does. The whole line is looked at, for patterns may do so.
    """
    for match in _with_length(pattern, line):
        if match.span() == (at.start, at.end):
            return _expanded(match, replacement, regex)
    return None


def replaced(
    pattern: re.Pattern[str], lines: Sequence[str], replacement: str, regex: bool
) -> tuple[int, int, list[str], int] | None:
    """(first, last, new lines from first to last, matches replaced), or None without a match.

    regex: whether groups such as `\\1` stand for what they matched. Raises ValueError, one
    sentence, when the replacement names a group that is not there.
    """
    new: dict[int, str] = {}
    count = 0
    for index, line in enumerate(lines):
        parts: list[str] = []
        done = 0
        for match in _with_length(pattern, line):
            parts += [line[done : match.start()], _expanded(match, replacement, regex)]
            done = match.end()
            count += 1
        if parts:
            new[index] = "".join([*parts, line[done:]])
    if not new:
        return None
    first, last = min(new), max(new)
    return first, last, [new.get(at, lines[at]) for at in range(first, last + 1)], count


def _with_length(pattern: re.Pattern[str], line: str) -> Iterator[re.Match[str]]:
    """The matches in `line` that have any length."""
    return (match for match in pattern.finditer(line) if match.end() > match.start())


def _expanded(match: re.Match[str], replacement: str, regex: bool) -> str:
    """What takes the place of `match`. Raises ValueError, one sentence."""
    if not regex:
        return replacement
    try:
        return match.expand(replacement)
    except (re.error, IndexError) as error:
        raise ValueError(f"{replacement!r} cannot replace: {error}") from error
