"""Prose of our own to train and measure on: plain, seeded, endless."""

import json
import random
import textwrap
from pathlib import Path

_WHO = ["the gardener", "my sister", "an old friend", "the baker", "a neighbour", "the captain"]
_DID = ["walked to", "wrote about", "remembered", "painted", "looked for", "came back from"]
_WHAT = ["the harbour", "the quiet garden", "a small library", "the market", "the northern road"]
_WHEN = ["in the morning", "after the rain", "before dinner", "every summer", "last winter"]


def sentence(draw: random.Random) -> str:
    """One sentence of a small grammar."""
    words = f"{draw.choice(_WHO)} {draw.choice(_DID)} {draw.choice(_WHAT)} {draw.choice(_WHEN)}."
    return words[0].upper() + words[1:]


def prose(characters: int, seed: int = 0) -> str:
    """At least `characters` of paragraphs."""
    draw = random.Random(seed)
    paragraphs: list[str] = []
    length = 0
    while length < characters:
        paragraph = " ".join(sentence(draw) for _ in range(draw.randint(3, 6)))
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(paragraphs) + "\n"


def letters(characters: int, seed: int = 0, width: int = 70) -> str:
    """At least `characters` of Markdown with speech and brackets, its lines broken at `width`."""
    draw = random.Random(seed)
    forms = ['"{}" said {}.', "{} ({}) and *said* no more."]
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < characters:
        parts: list[str] = []
        for form in draw.sample(forms, 2):
            one, other = sentence(draw), sentence(draw)
            parts.append(form.format(one, other[0].lower() + other[1:-1]))
        paragraphs.append(textwrap.fill(" ".join(parts), width))
    return "\n\n".join(paragraphs) + "\n"


def write_notes(folder: Path, files: int = 12, characters: int = 3000) -> Path:
    """A folder of notes, with what a person's folder also has: binaries, hidden files, scripts."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(files):
        text = f"# Note {index}\n\n" + prose(characters, seed=index)
        (folder / f"note{index:02}.md").write_text(text, encoding="utf-8")
    return _with_what_else_there_is(folder)


def write_jottings(folder: Path, files: int = 100) -> Path:
    """A folder of notes of a few sentences each, 20,000 characters in all, just enough to train on.

    They are too short for the report to have the model continue them, which takes half its time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(files):
        (folder / f"note{index:02}.md").write_text(jotting(index), encoding="utf-8")
    return _with_what_else_there_is(folder)


def jotting(seed: int) -> str:
    """A paragraph of four sentences, under 250 characters."""
    draw = random.Random(seed)
    return " ".join(sentence(draw) for _ in range(4)) + "\n"


def _with_what_else_there_is(folder: Path) -> Path:
    (folder / "scan.txt").write_bytes(b"\x00\x01\x02binary")
    (folder / "script.py").write_text("print()\n", encoding="utf-8")
    (folder / ".hidden.md").write_text("not to be read\n", encoding="utf-8")
    return folder


def starter_corpus(folder: Path) -> Path:
    """A small corpus of the form that the shipped model is made from, in `folder`."""
    texts = folder / "texts"
    texts.mkdir()
    entries = []
    for kind in ("blog", "fiction"):
        for seed in range(4):
            name = f"{kind}{seed}.txt"
            (texts / name).write_text(prose(4000, seed), encoding="utf-8")
            entries.append(
                {"file": name, "kind": kind, "licence": "CC0", "attribution": f"{kind} {seed}"}
            )
    (texts / "manifest.json").write_text(json.dumps({"files": entries}), encoding="utf-8")
    return texts
