"""E-mail addresses and telephone numbers.

Numbers with a country's prefix are looked for everywhere, and need not be given to anybody yet;
others as people write them in a few regions (libphonenumber's matcher); a fictional or shortened
one counts when it is called a phone.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

MAIL = "e-mail address"
PHONE = "phone number"

_MAIL = re.compile(r"\w[\w.+%'\-]{0,63}@(?:[^\W_][\w\-]{0,62}\.){1,8}[^\W\d_]{2,24}")
_HIDDEN_MAIL = re.compile(
    r"[\w.+\-]{2,64} ?[\[({<] ?at ?[\])}>] ?[\w\-]{2,64} ?(?:\.|[\[({<] ?dot ?[\])}>]) ?[a-z]{2,}",
    re.IGNORECASE,
)
_AT = re.compile(r"[\[({<] ?at ?[\])}>]", re.IGNORECASE)
_CANDIDATE = re.compile(r"(?:\+ ?|\()?\d(?:[ ().\-/]{0,3}\d){6,14}(?!\d)")
_LABELLED = re.compile(
    r"\b(?:tel|telefon|telefono|téléphone|telephone|phone|mobile|mobil|mob|cell|handy|fax"
    r"|whatsapp|signal|sms|ring|call|ruf|anrufen)\b"
    r"\s*[:.=#]?\s*(?:(?:me|us|him|her|at|on|is|no|nr|number|nummer|unter)\b[\s:.]*){0,3}"
    r"(\+?\(?\d[\d ()./\-]{4,}\d)",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"(?<![\d.\-/])(?:\(\d{3}\) ?\d{3}|\d{3}([\-.])\d{3})(?(1)\1|[\- ])\d{4}(?![\d\-])"
)
# Two years, a date, a year and a time: digits and dashes that are no telephone numbers.
_DATE = re.compile(
    r"(?:1[0-9]|20)\d{2}\s*[\-/.]\s*(?:(?:1[0-9]|20)\d{2}|\d{1,2}(?:\s*[\-/.]\s*\d{1,2}(?!\d)))?"
    r"|\d{1,2}[\-/.]\d{1,2}[\-/.](?:1[0-9]|20)\d{2}"
)
_MONEY_OR_NAME = ("$", "€", "£", ".", "/", "=")
_LEAST_DIGITS = 6
# In a piece of a line.
_MOST_CANDIDATES = 40


def _digits(text: str) -> int:
    return sum(character.isdecimal() for character in text)


def mail_addresses(line: str) -> Iterator[tuple[str, str]]:
    """(kind, value) of the e-mail addresses in `line`."""
    if "@" in line:
        for match in _MAIL.finditer(line):
            yield MAIL, match[0]
    elif _AT.search(line):
        for match in _HIDDEN_MAIL.finditer(line):
            yield MAIL, match[0]


@lru_cache(4096)
def _in_region(candidate: str, region: str | None) -> bool:
    from phonenumbers import Leniency, PhoneNumberMatcher

    if region is not None:
        leniency = Leniency.STRICT_GROUPING
    else:
        leniency = Leniency.VALID if candidate.startswith("+ ") else Leniency.POSSIBLE
    return PhoneNumberMatcher(candidate, region, leniency).has_next()


def phone_numbers(line: str, regions: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(kind, value) of the telephone numbers in `line`, which holds seven digits or more.

    regions: two letters each, as "DE"; where numbers without a prefix may be from.
    """
    for match in _LABELLED.finditer(line):
        if _digits(match[1]) >= _LEAST_DIGITS and not _DATE.match(match[1]):
            yield PHONE, match[1]
    for match in _AMERICAN.finditer(line):
        yield PHONE, match[0]
    if "isbn" in line.lower():
        return
    for number, match in enumerate(_CANDIDATE.finditer(line)):
        if number == _MOST_CANDIDATES:
            # Figures, which are no prose; looking at each would take minutes.
            yield PHONE, ""
            return
        candidate = match[0]
        if candidate.startswith("+"):
            if _in_region(candidate, None):
                yield PHONE, candidate
            continue
        before = line[match.start() - 1 : match.start()]
        after = line[match.end() : match.end() + 1]
        if before.isalnum() or before in _MONEY_OR_NAME or after.isalnum():
            continue
        if _DATE.match(candidate):
            continue
        abroad = candidate.startswith("00") and _in_region("+ " + candidate[2:], None)
        if abroad or any(_in_region(candidate, region) for region in regions):
            yield PHONE, candidate
