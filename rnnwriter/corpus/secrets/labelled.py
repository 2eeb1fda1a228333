"""Secrets that are known by what stands before them: "password: ...", "pw is ...", "PIN 1234".

detect-secrets' keyword detector reads what programs write; people write in prose, and in their own
language. A word after a label counts when nobody would write it for its meaning.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detect_secrets.plugins.keyword import KeywordDetector

PASSWORD = "password"
KEY = "key or token"
PHRASE = "recovery phrase"

_PASSWORDS = (
    "password", "passwort", "passwd", "passwrd", "pass word", "pwd", "kennwort", "passphrase",
    "passcode", "pass code", "mot de passe", "mdp", "contraseña", "contrasena", "wachtwoord",
    "lösenord", "salasana", "hasło", "haslo", "пароль", "密码", "密碼", "パスワード", "비밀번호",
    "senha", "heslo", "jelszó", "şifre", "sifre", "adgangskode", "passord", "κωδικός", "geslo",
    "lozinka", "slaptažodis", "parool", "סיסמה", "كلمة المرور", "passe-partout-code",
)  # fmt: skip
_SHORT = ("pw", "pass", "pwd")
_NUMBERS = (
    "pin", "puk", "cvv", "cvc", "cvv2", "geheimzahl", "geheimnummer", "code", "combination",
    "kombination", "zahlencode", "türcode",
)  # fmt: skip
_KEYS = (
    "key", "token", "secret", "credential", "creds", "login", "zugangsdaten", "schlüssel", "auth",
    "licence", "license", "seed", "phrase", "mnemonic", "recovery", "clave", "session",
)  # fmt: skip
LABELS = (*_PASSWORDS, *_SHORT, *_NUMBERS, *_KEYS)

_ANY = "|".join(map(re.escape, _PASSWORDS))
# A label may be the end of a name ("db_password"), and have one of its own ("password_old").
_LABEL = rf"(?:(?:{_ANY})(?:[_\-]\w{{1,20}}|\d{{1,2}})?|(?<![^\W_])(?:pw|pass|psw)(?![^\W_]))"
_MARKS = r"[*_`~\"'“”„‘’«»\s]*"
_ASSIGN = r"(?::=|::?|==?>?|->|→|：|\||\t)"
_ASSIGNED = re.compile(
    rf"{_LABEL}{_MARKS}(?:\([^)\n]{{0,60}}\)|(?:[^\W\d]+\s+){{0,1}}(?:for|of|to|für|von|zu|de|pour|para)"
    rf"\s+[^:=\n]{{1,40}}?)?{_MARKS}{_ASSIGN}{_MARKS}(\S.*)",
    re.IGNORECASE,
)
_TOLD = re.compile(
    rf"{_LABEL}(?P<between>(?:\s+[\w\-'.@]+){{0,5}}?)(?:'s|\s+(?:is|are|was|were|be|=|ist|war|lautet"
    r"|lautete|heißt|es|est|è|är|er|jest|это|equals|(?:set|changed|reset|switched)\s+(?:it\s+)?to"
    r"|now|still))\s*:?\s+(?P<quotes>[\"'`“„«*_]*)(?P<word>\S+)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"{_LABEL}(?:\s+[^\s:=|]+){{1,3}}?\s*{_ASSIGN}{_MARKS}(\S+)(.*)", re.IGNORECASE
)
_BESIDE = re.compile(
    rf"(?:(wi-?fi|wlan|router|network)[\s\-]*)?{_LABEL}\s+(?:[\-–]\s+)?[\"'`“„«*_]*(\S+)",
    re.IGNORECASE,
)
_PIN = re.compile(
    r"(?<![^\W_])(?:pin|puk|cvv2?|cvc2?|passcode|geheimzahl|geheimnummer|türcode|zahlencode"
    r"|(?:door|gate|alarm|lock|safe|security|access|entry|garage|building|voicemail|phone|card"
    r"|verification|confirmation|backup|recovery|2fa|unlock)[\s\-]*(?:code|combination|pin)"
    r"|code\s+pin|(?:lock|safe)\s+combination|kombination|combination)(?![^\W\d_])"
    r"(?:[\s\-]*(?:codes?|number|nummer|no\.?|nr\.?|is|was|ist|lautet|(?:for|of|to|für|der|vom)(?:\s+"
    r"[^\W\d]+){1,3}|\([^)\n]{0,40}\))){0,4}"
    r"\s*[:=#|\-]{0,2}[\s\"'*_`]*(\d(?:[ \-]?\d){2,9})(?![\d\w])",
    re.IGNORECASE,
)
_NAMED_KEY = re.compile(
    r"(?:api|access|auth|authentication|secret|private|client|encryption|licen[cs]e|product|recovery"
    r"|backup|master|service|session|serial|activation|bearer|aws|app|signing|deploy|personal|wlan|wi-?fi|wpa2?|network)"
    r"[\s_\-]*(?:access[\s_\-]*)?(?:keys?|tokens?|secrets?|codes?|schlüssel|credentials?|ids?)"
    rf"{_MARKS}(?:{_ASSIGN}|\s(?:is|was|ist)\s|\s){_MARKS}(\S+)",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"(?<![^\W_])(?:logins?|credentials?|creds|zugang(?:sdaten)?|user(?:name)?\s*/\s*pass(?:word)?|u/p)"
    rf"{_MARKS}(?:{_ASSIGN}|\s){_MARKS}[^\s/|,;:]+\s*(?:/|\||,|;|:|\s-\s|\s)\s*{_MARKS}(\S+)",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"(?:seed|recovery|mnemonic|backup|wallet|wiederherstellungs)[\s\-]*(?:phrase|words|seed|wörter)?"
    rf"{_MARKS}(?:{_ASSIGN}|\sis\s){_MARKS}((?:(?:\d+[.)]?\s+)?[a-z]{{3,8}}[\s,]+){{5,}}[a-z]{{3,8}})",
    re.IGNORECASE,
)
_WORDS_OF_A_PHRASE = re.compile(r"(?:[\-*+]\s+)?[a-z]{3,8}(?: [a-z]{3,8}){11,23}\W?")
_LENGTHS_OF_A_PHRASE = (12, 15, 18, 21, 24)
# In nearly all sentences of twelve words, and in no list of words for recovery (BIP 39).
_IN_SENTENCES = frozenset(
    ["the", "and", "was", "for", "his", "her", "had", "not", "with", "but", "are", "from", "they"]
)
_SHORT_LABEL = re.compile(r"(?<![^\W_])p(?:w|sw|ass|wd)(?![^\W_])")
_ASSIGNMENT = re.compile(
    r"(?:key|pass|passwd|password|pwd|secret|contrase[nñ]a)\w{0,20}(?:[\])'\"]{0,2}\s*(?::|=|!=|\()"
    r"|\s+[\"'`])"
    r"|==\s*\w{0,20}(?:key|pass|pwd|secret)",
    re.IGNORECASE,
)
ALONE = re.compile(
    rf"[\W_]*(?:[^\W\d]+\s+){{0,3}}(?:{_LABEL}|pin|puk|(?:api|access|secret|recovery)\s?(?:key|token)"
    rf"|(?:seed|recovery)\s?phrase)[\W_]*",
    re.IGNORECASE,
)

# In a piece of a line.
_MOST_ASSIGNMENTS = 40
# "$TOKEN" and "${token}" stand for secrets that are elsewhere.
_PLACEHOLDER = re.compile(r"\$[A-Z_{(][\w{}()]*$")
_OF_WHAT = re.compile(
    r"\s+(?:for|of|to|at|on|für|von|vom|zum|zur|de|du|pour|para)\s", re.IGNORECASE
)
_STRIP = ".,;:!?\"'`“”„‘’«»()[]{}<>*_~|"
# What sentences about passwords go on with.
_ORDINARY = frozenset(
    re.findall(
        r"\S+",
        """
    a about above after again all already also always an and any are as asked at available back bad
    based because been before being below better both broken but by can cannot case changed changes
    chosen complex correct could currently default different disabled done each easy either else
    empty enabled encrypted enough entered even every example expired expires fine first for
    forgotten found from generated generator given good guessed had hard has hash hashed hashes have
    he her here hidden his how i if important in incorrect insecure instead invalid is it its just
    kept known less like long longer lost made manager managers match matches may me might mine more
    most must my needed needs never new next no none not nothing now of off often ok old on once one
    only open optional or other our out over policy possible prompt protected protection public
    random really recovery rejected required requires reset resets right safe same saved secret
    secure see sent set she short should shown simple simply so some something still stolen stored
    strength strong stronger such supposed that the their them then there these they this those
    through to too under unique unknown unsafe until up used useful using usually valid very via was
    we weak weaker well were what when where which who why will with without working would written
    wrong yes you your
    der die das ein eine einer ist nicht und oder von für zu zum wird wurde war falsch richtig
    sicher unsicher geändert abgelaufen vergessen erforderlich bekannt lang kurz immer auch noch nur
    le la les un une est et ou pas de du des el los una es no y o con requis oublié faux
        obligatoire erroné incorrecte incorrecta correcta requerida segura errata corretta
    2fa mfa 1password keepass bitwarden lastpass sha1 sha256 sha-256 md5 bcrypt argon2 base64 utf-8
    oauth oauth2 pbkdf2 http https ssh n/a none tbd todo xxx
    """,
    )
)


@cache
def _keywords() -> "KeywordDetector":
    from detect_secrets.plugins.keyword import KeywordDetector

    return KeywordDetector()


def shaped(word: str) -> bool:
    """Whether `word` mixes letters with digits or symbols as passwords do and words do not."""
    word = word.strip(_STRIP)
    if len(word) < 4 or word.lower() in _ORDINARY or "://" in word or _PLACEHOLDER.match(word):
        return False
    letters = sum(character.isalpha() for character in word)
    digits = sum(character.isdecimal() for character in word)
    symbols = sum(character in "!@#$%^&*+=?~\\|§€<>{}" for character in word)
    capitals = sum(character.isupper() for character in word[1:])
    if digits and letters:
        # 1990s, 2nd, 3rd and the like are words.
        return not re.fullmatch(r"\d+(?:st|nd|rd|th|s|er|px|mb|gb|kb|h|min)", word.lower())
    mixed = capitals and any(character.islower() for character in word) and "-" not in word
    return bool(symbols and (letters or digits)) or digits >= 6 or bool(mixed)


def _told(match: re.Match[str], rest: str) -> bool:
    """Whether what follows "the password is" is one: quoted, shaped, or where a sentence ends."""
    word = match["word"]
    bare = word.strip(_STRIP)
    if len(bare) < 3 or bare.lower() in _ORDINARY:
        return False
    if shaped(word) or match["quotes"] or bare.isdecimal():
        return True
    short = _SHORT_LABEL.match(match[0].lower())
    if match["between"] and (short or not _OF_WHAT.match(match["between"])):
        return False
    return not rest.strip(_STRIP + " ") or word[-1] in ".!?"


def named(low: str) -> bool:
    """Whether a line in lower case holds one of the words that call a secret so."""
    return _has(low, LABELS)


def labelled(line: str, low: str) -> Iterator[tuple[str, str]]:
    """(kind, value) of the secrets in `line` that are called so; low: `line` in lower case."""
    if not named(low):
        return
    if _has(low, _PASSWORDS) or _SHORT_LABEL.search(low):
        yield from _passwords(line)
    if _has(low, _NUMBERS):
        for match in _PIN.finditer(line):
            yield PASSWORD, match[1]
    if _has(low, ("key", "token", "secret", "code", "credential", "schlüssel", "session")):
        for match in _NAMED_KEY.finditer(line):
            told = match[0][: match.start(1) - match.start()].rstrip()[-1:] in ":=>→：|\"'`"
            if shaped(match[1]) and (told or any(map(str.isdecimal, match[1]))):
                yield KEY, match[1]
    if _has(low, ("login", "cred", "zugang", "u/p", "user")):
        for match in _PAIR.finditer(line):
            if shaped(match[1]) and any(map(str.isdecimal, match[1])):
                yield PASSWORD, match[1]
    if _has(low, ("seed", "recovery", "mnemonic", "backup", "wallet", "wiederherst")):
        for match in _PHRASE.finditer(line):
            yield PHRASE, match[1]
    if _has(low, ("key", "pass", "pwd", "secret", "contrase")):
        yield from _as_programs_write(line)


def _has(low: str, words: Iterable[str]) -> bool:
    for word in words:  # noqa: SIM110 - this is where the time goes, and any() takes thrice as long
        if word in low:
            return True
    return False


def _passwords(line: str) -> Iterator[tuple[str, str]]:
    for match in _ASSIGNED.finditer(line):
        first, *rest = match[1].split()
        if not match[1].strip("*_`~\"' "):
            continue
        # A pass may lead over mountains, and pwd prints a folder.
        if not _SHORT_LABEL.match(match[0].lower()) or shaped(first) or not rest:
            yield PASSWORD, first
    for match in _TOLD.finditer(line):
        if _told(match, line[match.end() :]):
            yield PASSWORD, match["word"]
    for match in _AFTER.finditer(line):
        if shaped(match[1]) or not match[2].strip(_STRIP + " "):
            yield PASSWORD, match[1]
    for match in _BESIDE.finditer(line):
        word = match[2].strip(_STRIP)
        at_end = not line[match.end() :].strip(_STRIP + " ")
        chosen = match[1] and at_end and len(word) > 3 and word.lower() not in _ORDINARY
        if chosen or (shaped(match[2]) and any(map(str.isdecimal, word))):
            yield PASSWORD, match[2]


def _as_programs_write(line: str) -> Iterator[tuple[str, str]]:
    """What detect-secrets finds around the places that look like assignments; it is slow."""
    from detect_secrets.plugins.keyword import CONFIG_DENYLIST_REGEX_TO_GROUP

    for number, place in enumerate(_ASSIGNMENT.finditer(line)):
        if number == _MOST_ASSIGNMENTS:
            # Nobody writes so; and looking at each would take minutes.
            yield KEY, ""
            return
        near = line[max(0, place.start() - 80) : place.end() + 160]
        for patterns in (None, CONFIG_DENYLIST_REGEX_TO_GROUP):
            for value in _keywords().analyze_string(near, patterns):
                word = value.split()[0] if value.split() else ""
                if shaped(word):
                    yield KEY, word


def recovery_words(line: str) -> bool:
    """Whether `line` is nothing but as many plain words as a recovery phrase has."""
    if not _WORDS_OF_A_PHRASE.fullmatch(line.strip()):
        return False
    words = re.findall("[a-z]+", line)
    return len(words) in _LENGTHS_OF_A_PHRASE and not _IN_SENTENCES.intersection(words)
