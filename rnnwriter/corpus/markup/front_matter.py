"""What a note says of itself: front matter in YAML or TOML, and tags there and in the text."""

import re
from dataclasses import dataclass
from typing import Any

from rnnwriter.toml import parsed

_YAML = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^[\w\-. ]+:(?:\s|$)|^#", re.MULTILINE)
_TAG = re.compile(r"(?<![\w/&#=?])#([^\W\d_][\w/\-]*|\d+[^\W\d][\w/\-]*)")
_ORG_TAGS = re.compile(r"^(?:\*+ .*[ \t]:([\w@#%:]+):[ \t]*|#\+filetags:(.*))$", re.M | re.I)
# Longer is no front matter, and parsing it would take longer than reading the note.
_MOST = 65_536
_MOST_ALIASES, _MOST_BRACKETS = 10, 500
_REFUSAL = re.compile(
    r"^rnnwriter[ \t]*[:=][ \t]*[\"']?(?:false|no)\b", re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True)
class FrontMatter:
    """Its values, the text after it, and its length in characters."""

    values: dict[str, Any]
    body: str
    length: int


def front_matter(text: str) -> FrontMatter:
    """Take the front matter off `text`. Never raises: what cannot be parsed has no values, but for
    a line `rnnwriter: false`.
    """
    if text.startswith("---"):
        match, parse = _YAML.match(text[:_MOST]), _yaml
        if match and match[1].strip() and not _KEY.search(match[1]):
            # Two lines across the page with a text between them.
            match = None
    elif text.startswith("+++"):
        match, parse = _TOML.match(text[:_MOST]), _toml
    else:
        return FrontMatter({}, text, 0)
    if match is None:
        return FrontMatter({}, text, 0)
    try:
        values = parse(match[1])
    except Exception:
        # A parser of somebody's file may fail in any way, and front matter is no prose anyway.
        values = {"rnnwriter": False} if _REFUSAL.search(match[1]) else {}
    return FrontMatter(values if isinstance(values, dict) else {}, text[match.end() :], match.end())


def _yaml(text: str) -> Any:
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise ValueError("it is nested too often")
    from yaml import safe_load, scan
    from yaml.tokens import AliasToken

    # What is named once and meant a thousand times grows with every level of it.
    if "*" in text and sum(isinstance(one, AliasToken) for one in scan(text)) > _MOST_ALIASES:
        raise ValueError("it repeats itself too often")
    return safe_load(text)


def _toml(text: str) -> Any:
    return parsed(text)


def refuses(values: dict[str, Any]) -> bool:
    """Whether front matter says `rnnwriter: false`."""
    said = values.get("rnnwriter")
    return said is False or (isinstance(said, str) and said.strip().lower() in ("false", "no"))


def tags(values: dict[str, Any], text: str) -> set[str]:
    """The tags of a note, without "#", in lower case: of its front matter and of its text."""
    found: set[str] = set()
    for key in ("tags", "tag", "Tags", "keywords"):
        said = values.get(key)
        parts = re.split(r"[,\s]+", said) if isinstance(said, str) else said
        if isinstance(parts, list):
            found.update(
                str(part).lstrip("#").lower() for part in parts if isinstance(part, str | int)
            )
    found.update(match[1].lower() for match in _TAG.finditer(text))
    for match in _ORG_TAGS.finditer(text):
        found.update(tag.lower() for tag in re.split(r"[:\s]+", match[1] or match[2]) if tag)
    return found


def has_tag(found: set[str], tag: str) -> bool:
    """Whether `tag`, or one below it ("private/diary" for "private"), is among `found`."""
    wanted = tag.lstrip("#").lower()
    return any(one == wanted or one.startswith(f"{wanted}/") for one in found)
