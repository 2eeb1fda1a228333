"""Numbers of cards, accounts and people: found by their form, believed by their check digits.

Luhn and the IBAN's check (ISO 7064) come from python-stdnum.
"""

import re
from collections.abc import Iterator

CARD = "card number"
ACCOUNT = "account number"
PERSON = "identity number"

MIN_DIGITS = re.compile(r"\d(?:[^\n]{0,4}?\d){5}")
_CARD = re.compile(r"(?<![\d.])[2-6]\d{3}(?:[ \-.]{0,3}\d){9,15}(?!\d)")
_GAP = re.compile(r"[ \-.]+")
# Which first digits cards of each length have (ISO/IEC 7812).
_BRANDS = re.compile(
    r"4\d{12}|4\d{15}|4\d{18}|5\d{15}|2[2-7]\d{14}|3[47]\d{13}|3[0689]\d{12}|35\d{14}|6\d{15,18}"
)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ \-]?[A-Za-z0-9]){11,30}")
_SSN = re.compile(r"(?<![\d\-])(?!000|666|9)\d{3}([\- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\d\-])")
_CPF = re.compile(r"(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)")
_NINO = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_LABELLED = re.compile(
    r"""
    \b(?P<label>
      ssn | social\ security | national\ insurance | nino | passport | reisepass(?:nummer)?
    | personalausweis(?:nummer)? | ausweisnummer | steuer-?(?:id|nummer) | tax\ id | tin
    | sozialversicherungsnummer | driver'?s?\ licen[cs]e | f[üu]hrerschein(?:nummer)? | bsn | dni
    | nif | nie | cpf | curp | codice\ fiscale | personnummer | imei
    | (?P<account> (?:bank\ )?account | acct | konto(?:nummer)? | iban | sort\ code | bic
    | routing | kreditkarte(?:nnummer)? | credit\ card | debit\ card | card )
    )
    (?:\ ?(?:no|number|nr|nummer|id|code))?\.?
    (?:\ (?:is|ist|:)|\s*[:=#]|\ )\s*
    (?P<value>[A-Z0-9][A-Z0-9 \-/.]{4,30}\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Shorter numbers after "account" and the like count years and money.
_LEAST_DIGITS = 6


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal())


def _checks(text: str) -> bool:
    """Whether the check digits of an account fit, which is quickly told (ISO 7064, mod 97-10)."""
    compact = text.replace(" ", "").replace("-", "")
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _ibans(line: str) -> Iterator[str]:
    from stdnum import iban

    for match in _IBAN.finditer(line):
        # What follows the number may be letters and digits too.
        text = match[0]
        for end in range(len(text), 14, -1):
            if _checks(text[:end]) and iban.is_valid(text[:end], check_country=False):
                yield text[:end]
                break


def numbers(line: str) -> Iterator[tuple[str, str]]:
    """(kind, value) of the numbers in `line`."""
    if not MIN_DIGITS.search(line):
        return
    from stdnum import luhn
    from stdnum.br import cpf

    for match in _CARD.finditer(line):
        # What comes after a card's number may be its date, so any whole groups are tried.
        for end in (match.end(), *(gap.start() + match.start() for gap in _GAP.finditer(match[0]))):
            digits = _digits(line[match.start() : end])
            if _BRANDS.fullmatch(digits) and len(set(digits)) > 1 and luhn.is_valid(digits):
                yield CARD, match[0]
                break
    for value in _ibans(line):
        yield ACCOUNT, value
    for match in _SSN.finditer(line):
        yield PERSON, match[0]
    for match in _CPF.finditer(line):
        if cpf.is_valid(match[0]):
            yield PERSON, match[0]
    for match in _NINO.finditer(line):
        yield PERSON, match[0]
    for match in _LABELLED.finditer(line):
        if len(_digits(match["value"])) >= _LEAST_DIGITS:
            yield ACCOUNT if match["account"] else PERSON, match["value"]
