"""The texts that the shipped model learns from and is judged by.

A corpus is described by its `manifest.json`: a list `files` of `file`, `kind`, `licence`,
`attribution`. Texts are weighed by kind, so that modern prose is most of what is read, and whole
documents of each kind are kept apart for validation and for test.
"""

import json
import random
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rnnwriter.corpus.documents import Document, characters
from rnnwriter.corpus.normalise import normalise

SEED = 0
SHARES = {
    "blog": 0.26,
    "textbook": 0.28,
    "guide": 0.04,
    "handbook": 0.04,
    "nonfiction": 0.08,
    "fiction": 0.30,
}
EPOCH_CHARACTERS = 40_000_000
HELD_OUT_CHARACTERS = 60_000


@dataclass(frozen=True)
class Corpus:
    """The weighted training documents by kind, and what is kept apart.

    attributions: of all texts, as Markdown.
    """

    training: dict[str, tuple[Document, ...]]
    validation: tuple[Document, ...]
    test: dict[str, tuple[Document, ...]]
    attributions: str

    @property
    def learnt(self) -> tuple[Document, ...]:
        """The training documents of all kinds."""
        return tuple(document for documents in self.training.values() for document in documents)


@contextmanager
def unpacked(corpus: Path) -> Iterator[Path]:
    """The folder of `corpus`, which is a folder or an archive of one."""
    if corpus.is_dir():
        yield corpus
        return
    with tempfile.TemporaryDirectory() as folder, tarfile.open(corpus) as archive:
        archive.extractall(folder, filter="data")
        yield Path(folder)


def read_corpus(path: Path) -> Corpus:
    """Read, split and weigh the corpus; the split is a function of SEED alone."""
    by_kind: dict[str, list[Document]] = defaultdict(list)
    with unpacked(path) as folder:
        entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
        for entry in entries:
            text = normalise((folder / entry["file"]).read_text(encoding="utf-8"))
            by_kind[entry["kind"]] += _documents(entry["kind"], entry["file"], text)
    training: dict[str, tuple[Document, ...]] = {}
    validation: list[Document] = []
    test: dict[str, tuple[Document, ...]] = {}
    for kind, documents in sorted(by_kind.items()):
        random.Random(SEED).shuffle(documents)
        test[kind] = _held_out(documents)
        validation += _held_out(documents)
        weight = SHARES[kind] * EPOCH_CHARACTERS / characters(documents)
        training[kind] = tuple(replace(document, weight=weight) for document in documents)
    return Corpus(training, tuple(validation), test, _attributions(entries))


def _documents(kind: str, name: str, text: str) -> list[Document]:
    """Books stay whole; collections of posts and chapters are cut at their level-1 headings."""
    if kind in ("fiction", "nonfiction"):
        return [Document(name, text)]
    parts = ("\n" + text).split("\n# ")
    return [
        Document(f"{name}#{index}", f"# {part}" if index else part)
        for index, part in enumerate(parts)
        if part.strip()
    ]


def _held_out(documents: list[Document]) -> tuple[Document, ...]:
    """Take documents off the end of `documents` until they hold HELD_OUT_CHARACTERS, or a tenth."""
    wanted = min(HELD_OUT_CHARACTERS, characters(documents) // 10)
    taken: list[Document] = []
    while (room := wanted - characters(taken)) > 0:
        document = documents.pop()
        taken.append(replace(document, text=document.text[:room]))
    return tuple(taken)


def _attributions(entries: list[dict[str, str]]) -> str:
    lines = ["# Texts the starter model was trained on", ""]
    for kind in SHARES:
        lines += [f"## {kind.capitalize()}", ""]
        lines += [f"- {e['attribution']} ({e['licence']})" for e in entries if e["kind"] == kind]
        lines.append("")
    return "\n".join(lines)
