"""What of a person's files is read: plain values that a command line and a TOML file can hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from rnnwriter.errors import UserError
from rnnwriter.plain import made


@dataclass(frozen=True)
class Reading:
    """How notes become text to learn from.

    mail, chats: whether these are read too.
    own_words: leaves out what the person quotes: blockquotes, quoted mail, signatures.
    verbatim: keeps markup and repetition; secrets go all the same.
    exclude: patterns as in .gitignore. exclude_tags: tags, without "#".
    private: regular expressions; a line in which one is found is left out.
    regions: where telephone numbers without a country's prefix may come from.
    secrets: False only to measure what a model remembers.
    """

    mail: bool = False
    chats: bool = False
    own_words: bool = False
    verbatim: bool = False
    exclude: tuple[str, ...] = ()
    exclude_tags: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    regions: tuple[str, ...] = ("US", "GB")
    secrets: bool = True

    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """`private`, compiled. Raises UserError naming the one that is no regular expression."""
        compiled: list[re.Pattern[str]] = []
        for text in self.private:
            try:
                compiled.append(re.compile(text, re.IGNORECASE))
            except (re.error, OverflowError, RecursionError) as error:
                raise UserError(
                    f"the private pattern {text!r} is no regular expression: {error}"
                ) from error
        return tuple(compiled)


def reading_of(values: Mapping[str, Any]) -> Reading:
    """The Reading that `dataclasses.asdict` made `values` of, also after a journey through JSON.

    Raises UserError for values that none was made of.
    """
    known = {field.name for field in fields(Reading)}
    try:
        return made(Reading, {name: value for name, value in values.items() if name in known})
    except ValueError as error:
        raise UserError(f"how the notes were read is not known any more ({error})") from error


def merged(one: Reading, other: Reading) -> Reading:
    """What either of them reads, and leaves out."""
    values: dict[str, Any] = {}
    for field in fields(Reading):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, tuple):
            values[field.name] = tuple(dict.fromkeys([*left, *right]))
        else:
            values[field.name] = (left and right) if field.name == "secrets" else (left or right)
    return Reading(**values)
