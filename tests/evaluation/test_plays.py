"""Speakers are told from other lines."""

from rnnwriter.evaluation.plays import headings, speakers

PLAY = """BESSIE:
The grass is wet.

First Bull:
So it is: and cold.

DUKE OF HAY, the elder:
Hold:

BESSIE:
It is.

Enter a dog.

BESSIE:
Moo.
"""


def test_a_play_has_speakers() -> None:
    assert speakers(PLAY) == {"BESSIE:", "First Bull:", "DUKE OF HAY, the elder:"}


def test_prose_has_none() -> None:
    assert speakers("A cow.\n\nA bull:\nround.\n\nA dog.\n\nA hen.\n") == frozenset()
    assert speakers("") == frozenset()


def test_headings_of_what_was_written_by_hand() -> None:
    known = speakers(PLAY)
    written = ["What?\n\nBESSIE:\nMoo.\n\nBESSIO:\nMoo.\n\nbessie:\nmoo.\n\nSo: it is.\n\nFirst Bu"]
    found = headings(written, known)
    # The last line may be cut; what stands before the first empty line follows none.
    assert (found.blocks, found.formed, found.known) == (4, 2, 1)
    assert (found.formed_share, found.known_share) == (0.5, 0.5)
    nothing = headings(["Moo"], known)
    assert (nothing.formed_share, nothing.known_share) == (0, 0)
