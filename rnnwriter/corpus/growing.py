"""Notes that have grown since a model learnt from them: what is new, and what stays apart.

What was kept apart once is kept apart for ever, else a model would be judged by what it has learnt.
New text is read along with old text, as much of one as of the other, so that nothing is forgotten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rnnwriter.corpus.documents import Document, Split, characters, fingerprint, split

# The end of a document that was cut has a name of its own.
_TOO_LITTLE_TO_SPLIT = 2_000


@dataclass(frozen=True)
class Known:
    """What a model has learnt from, and been judged by.

    documents: a digest of each, by name. validation: names of those kept apart. cut: where of a
    document only the middle was kept apart, and where that ends; characters.
    """

    documents: Mapping[str, str] = field(default_factory=dict)
    validation: tuple[str, ...] = ()
    cut: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Growth:
    """data: old and new, mixed by weight. known: all of it. new: characters to learn that were not
    there before; old: of those that were. guarded: names of documents that were kept apart before.
    """

    data: Split
    known: Known
    new: int
    old: int
    guarded: tuple[str, ...]


def known_of(documents: Sequence[Document], data: Split) -> Known:
    """What a model knows that learns from `data`, a split of `documents`."""
    lengths = {document.name: len(document.text) for document in documents}
    trained = {document.name: len(document.text) for document in data.training}
    apart = tuple(one.name for one in data.validation if one.name in lengths)
    cut = {
        name: (trained[name], length)
        for name, length in lengths.items()
        if name in trained and trained[name] < length
    }
    return Known({one.name: fingerprint([one]) for one in documents}, apart, cut)


def grown(documents: Sequence[Document], known: Known, seed: int = 0) -> Growth:
    """`documents`, of which a model knows `known`, as something to go on learning from.

    A tenth of the documents that it has never seen is kept apart too. New and changed text has
    weight 1; old text as much as makes it half of what is read.
    """
    old: list[Document] = []
    new: list[Document] = []
    apart: list[Document] = []
    unseen: list[Document] = []
    for document in documents:
        name, text = document.name, document.text
        if name in known.cut:
            begin, end = known.cut[name]
            # A diary is written on at its end.
            same = known.documents.get(name) == fingerprint([replace(document, text=text[:end])])
            apart.append(Document(f"{name} (end)", text[begin:end]))
            (old if same else new).append(replace(document, text=text[:begin]))
            if text[end:].strip():
                new.append(Document(f"{name} (more)", text[end:]))
        elif name in known.validation:
            apart.append(document)
        elif known.documents.get(name) == fingerprint([document]):
            old.append(document)
        elif name in known.documents:
            new.append(document)
        else:
            unseen.append(document)
    guarded = tuple(one.name for one in apart if one.text)
    cut = dict(known.cut)
    if characters(unseen) >= _TOO_LITTLE_TO_SPLIT and len(unseen) > 1:
        fresh = split(unseen, seed=seed)
        new += fresh.training
        apart += fresh.validation
        cut |= known_of(unseen, fresh).cut
    else:
        new += unseen
    learnt, before = characters(new), characters(old)
    weight = min(learnt / before, 1.0) if before and learnt else 1.0
    training = (*new, *(replace(document, weight=weight) for document in old))
    names = {document.name for document in documents}
    now = Known(
        {document.name: fingerprint([document]) for document in documents},
        tuple(one.name for one in apart if one.name in names),
        {name: places for name, places in cut.items() if name in names},
    )
    data = Split(training, tuple(one for one in apart if one.text))
    return Growth(data, now, learnt, before, guarded)
