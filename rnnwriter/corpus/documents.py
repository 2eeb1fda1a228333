"""Documents, and their split into those to learn from and those to be judged by."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rnnwriter.errors import UserError


@dataclass(frozen=True)
class Document:
    """One normalised text. `weight` is how often it is read relative to one epoch of the rest."""

    name: str
    text: str
    weight: float = 1.0


@dataclass(frozen=True)
class Split:
    """Whole documents to train on, and whole documents kept apart for validation."""

    training: tuple[Document, ...]
    validation: tuple[Document, ...]


def characters(documents: Iterable[Document]) -> int:
    """The characters in all `documents`."""
    return sum(len(document.text) for document in documents)


def beginnings(documents: Iterable[Document], characters: int, of_one: int) -> list[Document]:
    """At most `of_one` first characters of each, `characters` in all; what is empty is left out."""
    chosen: list[Document] = []
    for document in documents:
        text = document.text[: min(characters, of_one)]
        if text:
            chosen.append(Document(document.name, text))
            characters -= len(text)
    return chosen


def split(documents: Sequence[Document], fraction: float = 0.1, seed: int = 0) -> Split:
    """Keep whole documents of about `fraction` of the characters apart, drawn by `seed`.

    A single document, or one that outweighs all others, is cut: its last `fraction` validates.
    Raises UserError when there is no text to split.
    """
    documents = [document for document in documents if document.text.strip()]
    total = characters(documents)
    if total < 1000:
        raise UserError(f"only {total} characters to learn from; give at least a few pages of text")
    wanted = fraction * total
    validation: list[Document] = []
    training: list[Document] = []
    held = 0
    shuffled = sorted(documents, key=lambda document: document.name)
    random.Random(seed).shuffle(shuffled)
    for document in shuffled:
        if held < wanted and held + len(document.text) <= 1.5 * wanted:
            validation.append(document)
            held += len(document.text)
        else:
            training.append(document)
    if held < 0.5 * wanted:
        longest = max(training, key=lambda document: len(document.text))
        cut = len(longest.text) - round(wanted - held)
        training.remove(longest)
        training.append(Document(longest.name, longest.text[:cut], longest.weight))
        validation.append(Document(f"{longest.name} (end)", longest.text[cut:]))
    return Split(tuple(training), tuple(validation))


def fingerprint(documents: Iterable[Document]) -> str:
    """A short digest that changes when a document is added, removed or edited."""
    digest = blake2b(digest_size=16)
    for document in documents:
        for part in (document.name, document.text):
            data = part.encode("utf-8", errors="surrogatepass")
            digest.update(len(data).to_bytes(8, "little") + data)
    return digest.hexdigest()
