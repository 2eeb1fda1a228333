"""Words that are never suggested: slurs against people for what they are.

The list is short. Some of its words mean something else too, and are lost with them: a word that
is not suggested costs a few keys. Whoever wants to write one types it.
"""

import re

# Of each, the plural is refused too.
REFUSED = (
    "chink",
    "coon",
    "darkey",
    "darkie",
    "darky",
    "dyke",
    "fag",
    "faggot",
    "gook",
    "half-breed",
    "jap",
    "kaffir",
    "kike",
    "nigger",
    "nigga",
    "paki",
    "pickaninny",
    "raghead",
    "retard",
    "spic",
    "squaw",
    "tranny",
    "wetback",
    "wog",
)
_PATTERN = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, REFUSED))})(?:e?s)?(?!\w)", re.I)
_LONGEST = max(map(len, REFUSED)) + 2


def without_refused(text_before: str, continuation: str) -> str:
    """`continuation` up to the first refused word in it.

    A word may begin at the end of `text_before`, where someone is in the middle of typing it.
    """
    tail = text_before[-_LONGEST:]
    for match in _PATTERN.finditer(tail + continuation):
        if match.end() > len(tail):
            return continuation[: max(match.start() - len(tail), 0)]
    return continuation
