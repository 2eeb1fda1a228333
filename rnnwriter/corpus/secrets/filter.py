"""Leaves out every line that holds a secret; none is masked, for what stands around one tells too.

A text is looked through twice: as it was written, for what was found there must not come back
where its context is gone, and as it will be learnt, which has the last word. Each line is read with
its marks and without them, so that "hun**ter2**" is seen. Secrets are never kept nor shown.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rnnwriter.corpus.secrets.contacts import mail_addresses, phone_numbers
from rnnwriter.corpus.secrets.labelled import (
    ALONE,
    PASSWORD,
    PHRASE,
    labelled,
    named,
    recovery_words,
    shaped,
)
from rnnwriter.corpus.secrets.numbers import MIN_DIGITS, numbers
from rnnwriter.corpus.secrets.tokens import PRIVATE_KEY, tokens

OWN = "pattern of yours"

_KEY_BEGINS = re.compile(r"[\-—]{2}\s?BEGIN [A-Z0-9 ]{0,80}PRIVATE KEY|PuTTY-User-Key-File")
_KEY_ENDS = re.compile(r"[\-—]{2}\s?END [A-Z0-9 ]{0,80}PRIVATE KEY|Private-MAC:")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_TAG = re.compile(r"<[/!A-Za-z][^<>]{0,200}>")
_TARGET = re.compile(r"\]\([^()\s]{0,2000}\)|\]\[[^\[\]]{0,200}\]")
_MARKS = re.compile(r"[*~`\\\[\]]|==|%%")
_PHRASE_LABEL = re.compile(
    r"(?:seed|recovery|wallet|secret)[\s\-]*(?:phrase|words)|mnemonic|wiederherstellungs"
)
# No way back into what has matched, or a line that ends in anything else would take for ever.
_WORDS_ONLY = re.compile(r"(?:[\s\-*+,]*+(?:\d{1,2}[.)]?\s*+|[.)]\s*+)?[a-z]{3,8}+(?![a-z]))++\s*+")
# Longer runs of blanks and marks tell nothing more, and expressions look at each part of them.
_RUN = re.compile(r"[\s*_`~\"'“”„‘’«»\-]{24,}")
_LONGEST_RUN = 24
_MOST_WORDS = 24
# Regular expressions are slow where a line is megabytes long; pieces overlap by more than a secret.
_PIECE, _OVERLAP = 8_000, 500
# What is looked for again wherever it stands must be long enough to be nothing else.
_LEAST_VALUE = 6
_LONGEST_LABEL = 60
_PUNCTUATION = ".,;:!?\"'`()[]{}<>*_~|"


@dataclass(frozen=True)
class Kept:
    """A text without secrets; how many lines were left out for each kind, and their characters."""

    text: str
    kinds: Counter[str]
    characters: int


@dataclass
class Context:
    """What goes on from one piece of a file to the next."""

    in_key: bool = False
    values: set[str] = field(default_factory=set, repr=False)


class Secrets:
    """Finds secrets in lines. patterns: the person's own; regions: see `contacts`."""

    def __init__(self, patterns: Sequence[re.Pattern[str]] = (), regions: Sequence[str] = ()):
        self._patterns = tuple(patterns)
        self._regions = tuple(regions)

    def kind(self, line: str) -> str | None:
        """The kind of secret that `line` holds, or None."""
        return next((kind for kind, _ in self._found(line)), None)

    def seen(self, raw: str, context: Context) -> Kept:
        """`raw`, as it was written, without private keys; the rest is remembered in `context`."""
        kept: list[str] = []
        kinds: Counter[str] = Counter()
        characters = 0
        begins = "PRIVATE KEY" in raw or "PuTTY" in raw
        for line in raw.splitlines(keepends=True):
            if context.in_key or begins:
                inside = context.in_key or _KEY_BEGINS.search(line) is not None
                if inside:
                    context.in_key = not _KEY_ENDS.search(line)
                    kept.append("\n")
                    kinds[PRIVATE_KEY] += 1
                    characters += len(line) - 1
                    continue
            kept.append(line)
            for _, value in self._found(line):
                word = value.strip(_PUNCTUATION)
                if len(word) >= _LEAST_VALUE and " " not in word and not word.isalpha():
                    context.values.add(word)
        return Kept("".join(kept), kinds, characters)

    def without(self, text: str, context: Context) -> Kept:
        """`text` without the lines that hold a secret, or one seen before in the same file."""
        kinds: Counter[str] = Counter()
        kept: list[str] = []
        state = _State()
        characters = 0
        gone = False
        for line in text.split("\n"):
            kind = state.kind(line) or self.kind(line)
            if kind is None and context.values and self._repeats(line, context.values):
                kind = PASSWORD
            state.read(line)
            if kind is not None:
                kinds[kind] += 1
                characters += len(line) + 1
            elif gone and not line.strip() and not (kept and kept[-1].strip()):
                # One blank line stands where a paragraph is gone.
                characters += len(line) + 1
            else:
                kept.append(line)
            gone = kind is not None
        return Kept("\n".join(kept) if kinds else text, kinds, characters)

    @staticmethod
    def _repeats(line: str, values: set[str]) -> bool:
        return any(
            word.strip(_PUNCTUATION) in values
            for reading in _readings(line)
            for word in reading.split()
        )

    def _found(self, line: str) -> Iterator[tuple[str, str]]:
        if not line.strip():
            return
        for whole in _readings(line):
            reading = _RUN.sub(lambda match: match[0][:_LONGEST_RUN], whole)
            for start in range(0, max(1, len(reading) - _OVERLAP), _PIECE - _OVERLAP):
                yield from self._in_piece(reading[start : start + _PIECE])

    def _in_piece(self, line: str) -> Iterator[tuple[str, str]]:
        for pattern in self._patterns:
            for match in pattern.finditer(line):
                yield OWN, match[0]
        yield from tokens(line)
        yield from labelled(line, line.lower())
        yield from mail_addresses(line)
        if MIN_DIGITS.search(line):
            yield from numbers(line)
            yield from phone_numbers(line, self._regions)
        if recovery_words(line):
            yield PHRASE, line


def _readings(line: str) -> list[str]:
    """`line` as it stands, and as it reads without markup, where that differs."""
    if not line.isascii():
        line = _INVISIBLE.sub("", unicodedata.normalize("NFKC", line))
    readings = [line]
    bare = line
    if "<" in bare:
        bare = _TAG.sub("", bare)
    if "&" in bare:
        bare = html.unescape(bare)
    if "]" in bare:
        bare = _TARGET.sub("", bare)
    bare = _MARKS.sub("", bare)
    if bare != line:
        readings.append(bare)
    if "_" in bare:
        readings.append(bare.replace("_", ""))
    return readings


def _alone(text: str) -> bool:
    """Whether `text` is nothing but a label."""
    return len(text) < _LONGEST_LABEL and bool(text.strip()) and ALONE.fullmatch(text) is not None


class _State:
    """What the lines before tell of a line: keys, labels that stand alone, tables, word lists."""

    def __init__(self) -> None:
        self._in_key = False
        self._alone = 0
        self._any_word = False
        self._in_table = False
        self._words = 0

    def kind(self, line: str) -> str | None:
        """The kind of secret that `line` must be, after the lines before it."""
        if self._in_key:
            return PRIVATE_KEY
        stripped = line.strip()
        if not stripped:
            return None
        if self._in_table and "|" in line:
            return PASSWORD
        if self._words and _WORDS_ONLY.fullmatch(stripped):
            return PHRASE
        words = stripped.lstrip("-*+> \t").split()
        any_word = self._any_word and not stripped.endswith(":")
        if self._alone and 0 < len(words) <= 3 and (any_word or shaped(words[0])):
            return PASSWORD
        return None

    def read(self, line: str) -> None:
        """Go on to the next line."""
        if self._in_key:
            self._in_key = not _KEY_ENDS.search(line)
            return
        stripped = line.strip()
        if "PRIVATE KEY" in line or "PuTTY" in line:
            bare = _readings(line)[-1]
            self._in_key = bool(_KEY_BEGINS.search(bare)) and not _KEY_ENDS.search(bare)
        if not stripped:
            # A blank line may stand between a label and its value.
            self._alone = max(0, self._alone - 1)
            self._in_table = False
            return
        low = stripped.lower()
        called = named(low)
        self._in_table = "|" in line and (
            self._in_table or (called and any(map(_alone, line.split("|"))))
        )
        if called and _PHRASE_LABEL.search(low):
            self._words = _MOST_WORDS
        elif self._words:
            self._words = self._words - 1 if _WORDS_ONLY.fullmatch(stripped) else 0
        alone = called and _alone(stripped)
        self._alone = 2 if alone else 0
        self._any_word = alone and stripped.rstrip("*_` ").endswith((":", "="))
