"""Speakers of a play: lines such as `NAME:` or `First Name:` after an empty line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# A line after an empty one, whole: a line end follows.
_FIRST_LINE = re.compile(r"(?<=\n\n)[^\n]+(?=\n)")
_HEADING = re.compile(r"[^\W\d_][\w'.&-]*(?:,? [\w'.&-]+){0,4}:")


@dataclass(frozen=True)
class Headings:
    """blocks: of lines, after an empty one. formed: that begin with a well-formed heading. known:
    of those, that are headings of the text learnt from.
    """

    blocks: int
    formed: int
    known: int

    @property
    def formed_share(self) -> float:
        """Of all blocks; 0 of none."""
        return self.formed / self.blocks if self.blocks else 0.0

    @property
    def known_share(self) -> float:
        """Of all that are well formed; 0 of none."""
        return self.known / self.formed if self.formed else 0.0


def speakers(text: str) -> frozenset[str]:
    """The headings of `text`, when most of its blocks have one; none when it is no play."""
    lines = _FIRST_LINE.findall(text)
    formed = list(filter(_well_formed, lines))
    return frozenset(formed) if 2 * len(formed) > len(lines) else frozenset()


def headings(texts: Sequence[str], known: frozenset[str]) -> Headings:
    """The headings of `texts`; `known` are those of the text learnt from."""
    lines = [line for text in texts for line in _FIRST_LINE.findall(text)]
    formed = list(filter(_well_formed, lines))
    return Headings(len(lines), len(formed), sum(line in known for line in formed))


def _well_formed(line: str) -> bool:
    return bool(_HEADING.fullmatch(line)) and line[0].isupper()
