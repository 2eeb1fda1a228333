"""A person's files -> documents to learn from: found, decoded, made prose, freed of secrets.

The order matters: secrets are looked for before markup is taken away and after, and paragraphs that
repeat are left out last, so that what is compared is what is learnt. Reports count and name kinds;
nothing that was left out is kept anywhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rnnwriter.corpus.documents import Document, characters
from rnnwriter.corpus.duplicates import Duplicates
from rnnwriter.corpus.finding import SUFFIXES, Found, Skipped, find
from rnnwriter.corpus.markup.front_matter import front_matter, has_tag, refuses, tags
from rnnwriter.corpus.markup.markdown import QUOTES, Prose, prose
from rnnwriter.corpus.markup.other import org_prose, rst_prose
from rnnwriter.corpus.messages import (
    MAIL_SUFFIXES,
    bodies,
    chat_text,
    looks_like_chat,
    looks_like_mail,
)
from rnnwriter.corpus.normalise import normalise
from rnnwriter.corpus.opening import CannotReadError, texts
from rnnwriter.corpus.quotations import own_words
from rnnwriter.corpus.reading import Reading
from rnnwriter.corpus.secrets.filter import Context, Secrets
from rnnwriter.errors import UserError

MARKDOWN_SUFFIXES = (".md", ".markdown")
SECRET_LINES = "lines with secrets"
DUPLICATES = "duplicates"
OTHER = "other markup"
STAMPS = "times and names"


@dataclass(frozen=True)
class FileReport:
    """What became of one file: characters read and kept, characters removed by what they were,
    and lines left out by the kind of secret in them.
    """

    path: Path
    characters_read: int
    characters: int
    removed: Mapping[str, int] = field(default_factory=dict)
    secrets: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Notes:
    """What was read from a person's folders, what was not, and what was left out of it."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    files: tuple[FileReport, ...] = ()

    @property
    def characters(self) -> int:
        """Characters in all documents."""
        return characters(self.documents)

    def skipped_by_reason(self) -> dict[str, int]:
        """How many files were skipped for each reason."""
        return dict(Counter(skipped.reason for skipped in self.skipped))

    @property
    def removed(self) -> dict[str, int]:
        """How many characters of all files were left out, by what they were; most first."""
        return _sum(report.removed for report in self.files)

    @property
    def secrets(self) -> dict[str, int]:
        """How many lines of all files were left out, by the kind of secret in them; most first."""
        return _sum(report.secrets for report in self.files)


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(total.most_common())


def read_notes(paths: Iterable[Path], reading: Reading | None = None) -> Notes:
    """Read every note in `paths`: folders, files and patterns; see `finding` and `Reading`.

    Nothing in the files raises; what cannot be read is listed in `skipped`. Raises UserError
    when a path does not exist, a pattern of `reading` is none, or nothing could be read at all.
    """
    paths = list(paths)
    reading = reading or Reading()
    reader = _Reader(reading)
    documents: list[Document] = []
    skipped: list[Skipped] = []
    files: list[FileReport] = []
    for found in find(paths, reading):
        if isinstance(found, Skipped):
            skipped.append(found)
            continue
        try:
            parts, report = reader.read(found)
        except CannotReadError as error:
            skipped.append(Skipped(found.path, str(error)))
            continue
        files.append(report)
        documents += parts
        if not parts:
            skipped.append(Skipped(found.path, "nothing left to learn from"))
    if not documents:
        given = ", ".join(map(str, paths))
        raise UserError(f"no notes found in {given}; looked for {', '.join(SUFFIXES)} files")
    return Notes(tuple(documents), tuple(skipped), tuple(files))


class _Reader:
    """Reads one file after the other, and remembers what was read for the sake of duplicates."""

    def __init__(self, reading: Reading):
        self._reading = reading
        self._secrets = Secrets(reading.patterns(), reading.regions) if reading.secrets else None
        self._duplicates = Duplicates()

    def read(self, found: Found) -> tuple[list[Document], FileReport]:
        """The documents of a file, none when nothing is left. Raises CannotReadError."""
        context = Context()
        removed: Counter[str] = Counter()
        secrets: Counter[str] = Counter()
        documents: list[Document] = []
        read = kept = 0
        empty = True
        for number, (raw, mail) in enumerate(self._pieces(found)):
            read += len(raw)
            empty = empty and not raw.strip()
            if number == 0 and not mail and not found.named:
                self._refuse(raw)
            text = self._learnt(raw, "" if mail else found.path.suffix, context, removed, secrets)
            if text.strip():
                kept += len(text)
                name = str(found.path) + (f" (part {number + 1})" if number else "")
                documents.append(Document(name, text))
        if empty:
            raise CannotReadError("empty")
        rest = read - kept - removed.total()
        if rest > 0:
            removed[OTHER] += rest
        counts = {what: count for what, count in removed.most_common() if count > 0}
        report = FileReport(found.path, read, kept, counts, dict(secrets.most_common()))
        return documents, report

    def _pieces(self, found: Found) -> Iterator[tuple[str, bool]]:
        """The text of a file as it was written, and whether it is the body of a mail.

        Raises CannotReadError.
        """
        if found.path.suffix.lower() not in MAIL_SUFFIXES:
            pieces = texts(found.path)
            first = next(pieces, "")
            if not looks_like_mail(first):
                yield first, False
                yield from ((piece, False) for piece in pieces)
                return
            pieces.close()
            if not (found.named or self._reading.mail):
                raise CannotReadError("mail")
        try:
            for body in bodies(found.path):
                yield body, True
        except (OSError, ValueError):
            raise CannotReadError("unreadable") from None

    def _learnt(
        self,
        raw: str,
        suffix: str,
        context: Context,
        removed: Counter[str],
        secrets: Counter[str],
    ) -> str:
        """What is learnt of a piece of a file; suffix: of its name, "" for mail."""
        reading = self._reading
        if looks_like_chat(raw):
            said = chat_text(raw)
            removed[STAMPS] += len(raw) - len(said)
            raw = said
        text = normalise(raw)
        if self._secrets:
            seen = self._secrets.seen(text, context)
            text = seen.text
            removed[SECRET_LINES] += seen.characters
            secrets += seen.kinds
        if not reading.verbatim:
            clean = self._prose(text, suffix.lower())
            removed += clean.removed
            text = normalise(clean.text)
        if self._secrets:
            kept = self._secrets.without(text, context)
            text = kept.text
            removed[SECRET_LINES] += kept.characters
            secrets += kept.kinds
        if not reading.verbatim:
            text, count = self._duplicates.without(text)
            removed[DUPLICATES] += count
        return text

    def _refuse(self, raw: str) -> None:
        """Raise CannotReadError when a file that was found in a folder is not to be read."""
        note = front_matter(raw)
        if refuses(note.values):
            raise CannotReadError("excluded by its front matter")
        wanted = self._reading.exclude_tags
        if wanted:
            found = tags(note.values, note.body)
            if any(has_tag(found, tag) for tag in wanted):
                raise CannotReadError("excluded by its tag")
        if not self._reading.chats and looks_like_chat(raw):
            raise CannotReadError("a chat")

    def _prose(self, text: str, suffix: str) -> Prose:
        own = self._reading.own_words
        if suffix not in (*MARKDOWN_SUFFIXES, ".org", ".rst"):
            if not own:
                return Prose(text, Counter())
            shorter, count = own_words(text)
            return Prose(shorter, Counter({QUOTES: count}))
        if suffix == ".org":
            return org_prose(text, own_words=own)
        if suffix == ".rst":
            return rst_prose(text, own_words=own)
        return prose(text, own_words=own)
