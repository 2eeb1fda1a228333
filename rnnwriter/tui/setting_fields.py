"""Every setting as a person sees it: its group, what it does, how it is shown, stepped and typed.

What a setting does is said once, by the docstring of `Settings`; which values it may have, by its
types and ranges there.
"""

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from rnnwriter.errors import UserError
from rnnwriter.printable import printable
from rnnwriter.settings import RANGES, Settings
from rnnwriter.settings_file import DEFAULTS

Kind = Literal["choice", "number", "text", "texts", "table"]

GROUPS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "Suggestions": ("model", "mode", "temperature", "eagerness", "seed"),
        "Looks": ("theme", "width", "focus", "typewriter", "plain", "footer"),
        "Writing": ("goal", "spelling", "keys"),
        "Files": ("reopen", "backups"),
        "Training": ("notes", "pause_on", "exclude", "exclude_tags", "private"),
    }
)
# How far a key moves a number.
STEPS: Mapping[str, float] = MappingProxyType(
    {"temperature": 0.1, "seed": 1, "width": 4, "goal": 50, "backups": 1}
)
# What stands for a value that is nothing.
_NOTHING: Mapping[str, str] = MappingProxyType(
    {"model": "the one used last", "theme": "Textual's own"}
)
_SENTENCE = re.compile(r"^(\w+): (.*(?:\n(?!\w+: ).+)*)", re.MULTILINE)


@dataclass(frozen=True)
class Field:
    """A setting. choices: what it may be, where that is known; texts may be typed in any case."""

    name: str
    group: str
    kind: Kind
    what: str
    choices: tuple[Any, ...] = ()

    @property
    def default(self) -> Any:
        """What it is where the file does not say."""
        return DEFAULTS[self.name]

    @property
    def limits(self) -> str:
        """The least and the most of a number; "" for none."""
        if self.name not in RANGES:
            return ""
        least, most = RANGES[self.name]
        return f"from {int(least):,} to {int(most):,}"


def sentences(docstring: str) -> dict[str, str]:
    """What each setting does, by its name, from a docstring of lines such as "name: what"."""
    text = "\n".join(line.strip() for line in docstring.splitlines())
    return {
        match[1]: match[2][:1].upper() + " ".join(match[2][1:].split())
        for match in _SENTENCE.finditer(text)
    }


def _fields() -> dict[str, Field]:
    hints = get_type_hints(Settings)
    what = sentences(Settings.__doc__ or "")
    return {
        name: Field(name, group, *_kind(hints[name], what.get(name, "")))
        for group, names in GROUPS.items()
        for name in names
    }


def _kind(hint: Any, what: str) -> tuple[Kind, str, tuple[Any, ...]]:
    if hint is bool:
        return "choice", what, (False, True)
    if get_origin(hint) is Literal:
        return "choice", what, get_args(hint)
    if get_origin(hint) is tuple:
        known = get_args(get_args(hint)[0])
        some = chain.from_iterable(combinations(known, count) for count in range(len(known) + 1))
        return ("choice", what, tuple(some)) if known else ("texts", what, ())
    if get_origin(hint) is not None:
        return "table", what, ()
    return ("text" if hint is str else "number"), what, ()


def shown(name: str, value: Any) -> str:
    """`value` of a setting as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return f"{len(value)} of your own" if value else "as they come"
    if value in ("", ()) or (value == 0 and name in ("goal", "backups")):
        return _NOTHING.get(name, "none")
    if isinstance(value, tuple):
        return printable(", ".join(value))
    return printable(f"{value:,}" if isinstance(value, int) and name == "goal" else str(value))


def stepped(name: str, value: float, steps: int) -> float:
    """A number some steps on, at a multiple of a step, within its range."""
    step = Fraction(str(STEPS[name]))
    exact = Fraction(str(value)) / step
    at = math.floor(exact) + steps if steps > 0 else math.ceil(exact) + steps
    least, most = (Fraction(str(one)) for one in RANGES[name])
    moved = min(max(at * step, least), most)
    return int(moved) if isinstance(DEFAULTS[name], int) else float(moved)


def turned(choices: Sequence[Any], value: Any, steps: int) -> Any:
    """The choice some places on, around the end; the first where `value` is none of them."""
    if value not in choices:
        return choices[0]
    return choices[(choices.index(value) + steps) % len(choices)]


def typed(value: Any) -> str:
    """`value` as a person would type it: a list with commas, in quotes where a text has one.

    Raises UserError for what no line can hold.
    """
    texts: tuple[str, ...] = value if isinstance(value, tuple) else (str(value),)
    if any(printable(text) != text for text in texts):
        raise UserError("it holds characters that cannot be typed here; edit it in settings.toml")
    if not isinstance(value, tuple):
        return texts[0]
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(texts)
    return line.getvalue().replace(",", ", ") if '"' not in line.getvalue() else line.getvalue()


def entered(name: str, line: str) -> Any:
    """The value of a setting that was typed so. Raises UserError, one sentence."""
    kind = FIELDS[name].kind
    if kind == "texts":
        try:
            (texts,) = csv.reader([line], skipinitialspace=True, strict=True)
        except (csv.Error, ValueError):
            if not line.strip():
                return ()
            raise UserError(f"{name}: a quote is open; close it, or write it twice") from None
        return tuple(text.strip() for text in texts if text.strip())
    if kind != "number":
        return line.strip()
    whole = isinstance(DEFAULTS[name], int)
    least, most = RANGES[name]
    try:
        number = int(line) if whole else float(line)
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        what = "whole number" if whole else "number"
        raise UserError(f"{name} is a {what} {FIELDS[name].limits}")
    return number


FIELDS: Mapping[str, Field] = MappingProxyType(_fields())
