"""TOML that anybody may have written, within bounds.

The standard library's parser calls itself for each bracket, and takes a time that grows with the
square of the parts of a key.
"""

import re
import tomllib
from typing import Any

MOST_BYTES = 256_000
_KEY = re.compile(r"^[^=\n\"'#]{1000}", re.MULTILINE)


def parsed(text: str) -> dict[str, Any]:
    """The values in `text`. Raises ValueError, with one sentence, for what is no TOML or could take
    for ever.
    """
    if len(text) > MOST_BYTES:
        raise ValueError("it is too long")
    if _KEY.search(text):
        raise ValueError("it has a line that is no key and too long")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
