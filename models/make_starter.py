"""Make the shipped model: `make starter CORPUS=... MINUTES=...`.

Reads a corpus of texts described by its `manifest.json` (a list `files` of `file`, `kind`,
`licence`, `attribution`), weighs it by kind, keeps whole documents of each kind apart for
validation and for test, trains, measures on the test documents, and writes the model and the
attributions beside this file. Run again with the same `--run`, it goes on where it was, on
whatever machine; `--slice` ends a call early, for machines that are lent for minutes, and the
corpus may be an archive (`tar cJf corpus.tar.xz -C folder .`), a quarter of its size.
"""

import argparse
import json
import random
import tarfile
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rnnwriter.corpus.alphabet import alphabet_of
from rnnwriter.corpus.documents import Document, Split, characters
from rnnwriter.corpus.normalise import normalise
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.model.architecture import Architecture
from rnnwriter.model.file import read_model, write_model
from rnnwriter.model.model import load_model
from rnnwriter.training.events import Evaluated, Event, Progress
from rnnwriter.training.run import RunFolder
from rnnwriter.training.spec import SCRATCH, Recipe, Spec

HERE = Path(__file__).parent
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
RECIPE = Recipe(batch=32, truncation=128, learning_rate=5e-3, evaluations=30)
ARCHITECTURE = Architecture(embedding=64, hidden=(768,))
LICENCE = "CC BY 4.0; see models/README.md for the texts it was trained on"


@dataclass(frozen=True)
class Corpus:
    """The weighted training documents, and what is kept apart, by kind.

    attributions: of all texts, as Markdown.
    """

    training: tuple[Document, ...]
    validation: tuple[Document, ...]
    test: dict[str, tuple[Document, ...]]
    attributions: str


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


@contextmanager
def unpacked(corpus: Path) -> Iterator[Path]:
    """The folder of `corpus`, which is a folder or an archive of one."""
    if corpus.is_dir():
        yield corpus
        return
    with tempfile.TemporaryDirectory() as folder, tarfile.open(corpus) as archive:
        archive.extractall(folder, filter="data")
        yield Path(folder)


def read_corpus(folder: Path) -> Corpus:
    """Read, split and weigh the corpus; the split is a function of SEED alone."""
    by_kind: dict[str, list[Document]] = defaultdict(list)
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    for entry in entries:
        text = normalise((folder / entry["file"]).read_text(encoding="utf-8"))
        by_kind[entry["kind"]] += _documents(entry["kind"], entry["file"], text)
    training: list[Document] = []
    validation: list[Document] = []
    test: dict[str, tuple[Document, ...]] = {}
    for kind, documents in sorted(by_kind.items()):
        random.Random(SEED).shuffle(documents)
        test[kind] = _held_out(documents)
        validation += _held_out(documents)
        weight = SHARES[kind] * EPOCH_CHARACTERS / characters(documents)
        training += [replace(document, weight=weight) for document in documents]
    return Corpus(tuple(training), tuple(validation), test, _attributions(entries))


def _tell(event: Event) -> None:
    if isinstance(event, Progress):
        if event.step % 50 == 0:
            print(
                f"step {event.step}  {event.characters_seen:,} characters"
                f"  {event.characters_per_second:,.0f}/s  training {event.training_bits:.3f} bits"
                f"  {event.seconds_left / 60:.1f} min left",
                flush=True,
            )
    elif isinstance(event, Evaluated):
        print(f"step {event.step}  validation {event.validation_bits:.4f} bits", flush=True)


def train(corpus: Corpus, minutes: float, run: RunFolder, slice_minutes: float) -> bool:
    """Train, or go on training, in `run`. Returns whether all `minutes` are done."""
    from rnnwriter.training.devices import fastest
    from rnnwriter.training.loop import Trainer
    from rnnwriter.training.parallel import ALONE

    ends = time.monotonic() + 60 * slice_minutes
    alphabet = alphabet_of(document.text for document in corpus.training)
    spec = Spec(
        name="starter",
        paths=(),
        minutes=minutes,
        parent=SCRATCH,
        seed=SEED,
        architecture=ARCHITECTURE,
        recipe=RECIPE,
    )
    resumed = run.state_file.exists()
    if not resumed:
        run.create(spec)
    trainer = Trainer(
        spec,
        Split(corpus.training, corpus.validation),
        alphabet,
        None,
        run,
        _tell,
        device=fastest(ALONE).device,
        stopping=lambda: time.monotonic() >= ends,
    )
    if resumed:
        trainer.resume()
    return trainer.train()


def publish(corpus: Corpus, run: RunFolder, into: Path) -> dict[str, Any]:
    """Measure the best checkpoint on the documents kept apart and write it to the folder `into`."""
    info, weights = read_model(run.best_file)
    destination = into / "starter.safetensors"
    write_model(destination, info, weights, half=True, private=False)
    # Measured as it ships: in half precision.
    model = load_model(destination)
    figures = {"validation_bits": bits_per_character(model, corpus.validation).carried}
    for kind, documents in corpus.test.items():
        bits = bits_per_character(model, documents)
        figures[f"test_bits_{kind}"] = bits.carried
        figures[f"test_bits_{kind}_cold_256"] = bits.cold
    info = replace(
        info,
        trained_on="English prose: blogs, handbooks, guides, textbooks, non-fiction, fiction",
        licence=LICENCE,
        figures={name: round(value, 4) for name, value in figures.items()},
    )
    write_model(destination, info, weights, half=True, private=False)
    (into / "ATTRIBUTION.md").write_text(corpus.attributions, encoding="utf-8")
    return {
        "characters_seen": info.characters_seen,
        "minutes": round(info.minutes, 1),
        **info.figures,
    }


def _attributions(entries: list[dict[str, str]]) -> str:
    lines = ["# Texts the starter model was trained on", ""]
    for kind in SHARES:
        lines += [f"## {kind.capitalize()}", ""]
        lines += [f"- {e['attribution']} ({e['licence']})" for e in entries if e["kind"] == kind]
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    """Train for `--minutes` in all, then publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder with manifest.json and the texts")
    parser.add_argument("--minutes", type=float, required=True, help="of training, in all")
    parser.add_argument("--run", type=Path, required=True, help="folder of the run; resumable")
    parser.add_argument(
        "--slice", type=float, default=float("inf"), help="minutes after which this call ends"
    )
    parser.add_argument("--into", type=Path, default=HERE, help="folder of the finished model")
    arguments = parser.parse_args()
    run = RunFolder(arguments.run)
    with unpacked(arguments.corpus) as folder:
        corpus = read_corpus(folder)
    if train(corpus, arguments.minutes, run, arguments.slice):
        print(json.dumps(publish(corpus, run, arguments.into), indent=1))


if __name__ == "__main__":
    main()
