"""What differs between two texts, line by line, in few lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rnnwriter.lines import same_runs, split_lines

Mark = Literal["+", "-", " ", "…"]


@dataclass(frozen=True)
class Line:
    """A line that is new ("+"), gone ("-") or stands beside one (" "); "…" for others left out."""

    mark: Mark
    text: str = ""


def difference(before: str, after: str, most: int = 400) -> list[Line]:
    """What leads from `before` to `after`, with a line around each change, at most `most` lines."""
    old, new = split_lines(before) if before else [], split_lines(after) if after else []
    lines: list[Line] = []
    for line in _all(old, new):
        if len(lines) == most:
            return [*lines, Line("…")]
        lines.append(line)
    return lines


def changed(lines: Sequence[Line]) -> tuple[int, int]:
    """How many lines are new, and how many gone."""
    marks = [line.mark for line in lines]
    return marks.count("+"), marks.count("-")


def _all(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    old_at = new_at = 0
    for was, now, count in [*same_runs(old, new), (len(old), len(new), 0)]:
        yield from (Line("-", text) for text in old[old_at:was])
        yield from (Line("+", text) for text in new[new_at:now])
        after_change = was or now
        before_change = was + count < len(old) or now + count < len(new)
        shown = {was} if count and after_change else set()
        if count and before_change:
            shown.add(was + count - 1)
        last = was - 1
        for at in sorted(shown):
            if at > last + 1:
                yield Line("…")
            yield Line(" ", old[at])
            last = at
        if last < was + count - 1:
            yield Line("…")
        old_at, new_at = was + count, now + count
