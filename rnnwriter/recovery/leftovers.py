"""Texts that were not saved when their window ended: found, taken up, or thrown away."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rnnwriter.errors import UserError
from rnnwriter.files import read_text
from rnnwriter.recovery.claims import Claim, another, left_behind
from rnnwriter.recovery.journal import Unsaved, read_journal


@dataclass(frozen=True)
class Leftover:
    """A text that was not saved. on_disk: of its file, as it is now; "" where there is none.

    It is claimed until it is put back or thrown away.
    """

    claim: Claim
    unsaved: Unsaved
    on_disk: str

    def put_back(self) -> None:
        """Leave it for another time."""
        self.claim.release()

    def throw_away(self) -> None:
        """It is not needed any more."""
        _remove(self.claim)
        self.claim.release()


def taken_from(claim: Claim) -> Leftover | None:
    """What is left under a claim that we hold, moved, so that a journal can be kept there.

    None when there is nothing, or nothing that is not saved.
    """
    found = _leftover(claim)
    if found is None:
        return None
    place = another()
    try:
        claim.journal.rename(place.journal)
    except OSError:
        # Where it cannot be moved, it cannot be replaced either.
        place.release()
        return None
    return Leftover(place, found.unsaved, found.on_disk)


def leftovers() -> Iterator[Leftover]:
    """All that nobody claims, the last written first."""
    for claim in left_behind():
        found = _leftover(claim)
        if found is None:
            claim.release()
        else:
            yield found


def _leftover(claim: Claim) -> Leftover | None:
    """What is left under a claim. What was saved after all is removed.

    A journal that cannot be read stays where it is: a later program may.
    """
    unsaved = read_journal(claim.journal)
    if unsaved is None:
        return None
    on_disk = _on_disk(unsaved.path)
    if unsaved.text == on_disk:
        _remove(claim)
        return None
    return Leftover(claim, unsaved, on_disk)


def _remove(claim: Claim) -> None:
    """Remove a journal; one that cannot go stays, and is offered again."""
    with suppress(OSError):
        claim.journal.unlink(missing_ok=True)


def _on_disk(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return read_text(path).text
    except UserError:
        return ""
