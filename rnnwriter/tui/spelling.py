"""Spelling of the words on the screen (pyspellchecker and its word lists).

Words in the person's own dictionary, and those that the model has learnt from their notes, count as
known. The word lists are read in a thread; until then nothing is marked.
"""

import locale
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.style import Style
from textual.document._document import Location

from rnnwriter.bounded import text_bounded
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.paths import config_folder, private_folder
from rnnwriter.tui.markdown_styles import LONGEST_LINE, marked
from rnnwriter.tui.prose_rows import Span

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt", "ru", "ar", "eu", "fa", "lv")
_MOST_BYTES = 10_000_000
_WORD = re.compile(r"(?<![\w@#/])(?<!\w\.)[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w@/])")
# The English list is American; what the British write otherwise, and the same in it.
_BRITISH = [
    (re.compile(pattern), american)
    for pattern, american in (
        ("our", "or"),
        ("is(?=e|ing|ation)", "iz"),
        ("ys(?=e|ing)", "yz"),
        ("ence(?=s?$|less)", "ense"),
        ("tre(?=s?$)", "ter"),
        ("ogue(?=s?$)", "og"),
        ("ll(?=ed|ing|er)", "l"),
        ("que(?=s?$)", "ck"),
    )
]


def language_of(setting: str) -> str:
    """The language that the setting means: of the system for "auto", if there is a list; or ""."""
    if setting != "auto":
        return setting
    language = (locale.getlocale()[0] or "").split("_")[0].lower()
    # Where the system names none, as in a bare terminal, this is what the shipped model writes.
    language = "en" if language in ("", "c") else language
    return language if language in LANGUAGES else ""


class Word(NamedTuple):
    """A word and where in a line it stands."""

    start: int
    end: int
    text: str


@lru_cache(1024)
def words_to_check(line: str) -> tuple[Word, ...]:
    """The words of a line that spelling applies to: none in code, links, or all in capitals."""
    if len(line) > LONGEST_LINE:
        return ()
    skipped = [part for part in marked(line) if part.kind in ("code", "link")]
    return tuple(
        Word(match.start(), match.end(), match.group())
        for match in _WORD.finditer(line)
        if len(match.group()) > 1
        and not match.group().isupper()
        and not any(part.start <= match.start() < part.end for part in skipped)
    )


def word_at(line: str, column: int) -> str:
    """The word of `line` at `column`; "" for none."""
    for word in words_to_check(line):
        if word.start <= column <= word.end:
            return word.text
    return ""


def read_dictionary() -> set[str]:
    """The person's own words; none when there is no file of them."""
    try:
        return _dictionary()
    except (OSError, UnicodeError):
        return set()


def _dictionary() -> set[str]:
    try:
        text = text_bounded(config_folder() / "dictionary.txt", _MOST_BYTES)
    except FileNotFoundError:
        return set()
    return {line.strip().lower() for line in text.splitlines() if line.strip()}


def add_to_dictionary(word: str) -> None:
    """Keep a word. Raises UserError, and leaves the file as it is, when that cannot be done."""
    try:
        folder = private_folder(config_folder())
        words = sorted(_dictionary() | {word.lower()})
    except (OSError, UnicodeError) as error:
        raise UserError(f"the dictionary cannot be read, so nothing is added: {error}") from error
    write_bytes(
        folder / "dictionary.txt", "".join(f"{one}\n" for one in words).encode(), private=True
    )


class Speller:
    """Knows the words of a language, and others that it is told. Slow to make."""

    def __init__(self, language: str, others: Iterable[str] = ()) -> None:
        """Raises UserError for a language that there is no list of."""
        if language not in LANGUAGES:
            raise UserError(
                f"there is no word list for the language {language!r}; there are:"
                f" {', '.join(LANGUAGES)}"
            )
        from spellchecker import SpellChecker

        self._checker = SpellChecker(language=language, distance=1)
        self._english = language == "en"
        self._others = {word.lower() for word in others}

    def learn(self, word: str) -> None:
        """Count `word` as known."""
        self._others.add(word.lower())

    def knows(self, word: str) -> bool:
        """Whether `word`, or what is left of it without an ending such as 's, is known."""
        lower = word.lower().replace("’", "'")
        stem = lower.split("'")[0]
        if any(one in self._others or one in self._checker for one in (lower, stem)):
            return True
        return self._english and any(
            pattern.search(stem) and pattern.sub(american, stem) in self._checker
            for pattern, american in _BRITISH
        )

    def wrong(self, line: str) -> list[Word]:
        """The words of a line that are not known."""
        return [word for word in words_to_check(line) if not self.knows(word.text)]


class SpellingStyles:
    """A decorator of text areas that marks misspelt words, but not the one being written."""

    def __init__(self, cursor: Callable[[], Location], style: Callable[[], Style]) -> None:
        self.speller: Speller | None = None
        self._cursor = cursor
        self._style = style

    def __call__(self, index: int, line: str) -> list[Span]:
        """The styles of a line."""
        if self.speller is None:
            return []
        at, column = self._cursor()
        return [
            Span(word.start, word.end, self._style())
            for word in self.speller.wrong(line)
            if index != at or word.end != column
        ]


def next_wrong(speller: Speller, lines: Sequence[str], at: Location) -> tuple[int, Word] | None:
    """(line, word) of the first misspelt word after `at`, around the end."""
    for turn in range(len(lines) + 1):
        index = (at[0] + turn) % len(lines)
        for word in speller.wrong(lines[index]):
            if turn or word.start >= at[1]:
                return index, word
    return None
