"""What the shipped model is like, written into REPORT.md: `make report CORPUS=...`.

Size and speed; bits per character beside compressors; what it repeats of its training texts;
whether its samples hold addresses to write to or numbers to call; unpicked continuations with
their misspelt words counted. All of it is drawn with fixed seeds.
"""

import argparse
import lzma
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyppmd
from starter_corpus import Corpus, read_corpus
from threadpoolctl import threadpool_limits

from rnnwriter.corpus.documents import Document
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.evaluation.continuations import continuations, memorised
from rnnwriter.evaluation.steps import measure_steps
from rnnwriter.model.model import Model, load_model

HERE = Path(__file__).parent
SAMPLES, SAMPLE_LENGTH = 1000, 300
SHOWN = 120
PPMD_ORDER, PPMD_MEMORY = 32, 256 << 20
# What a compressor may read of each kind before the text it is measured on.
PRIMING = 2_000_000

EMAIL = re.compile(r"[\w.+-]{1,40}@[\w-]{1,40}\.\w{2,}")
PHONE = re.compile(r"(?<!\d)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)")
ADDRESS = re.compile(
    r"\b(?:[A-Z][a-z]+ ){2,3}[^.\n]{0,40}?\d{1,5} (?:[A-Z][a-z]+ ){1,3}"
    r"(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Lane|Drive|Boulevard)"
)
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")

PROMPTS = {
    "note-keeper": (
        "## Monday\n\n- call the dentist\n- ",
        "Notes from the meeting: we agreed to ",
        "The main idea of the book is that ",
        "I keep forgetting how to ",
        "# Reading list\n\nThis month I want to ",
    ),
    "novelist": (
        "The rain had stopped by the time she reached ",
        "He put the letter down and looked at ",
        '"You never told me," she said, "that ',
        "In the village nobody spoke of ",
        "It was past midnight when the door ",
    ),
    "student": (
        "In this essay I will argue that ",
        "The causes of the war were ",
        "One weakness of the experiment is ",
        "According to the theory of supply and demand, ",
        "In conclusion, the evidence suggests ",
    ),
    "developer": (
        "# Getting started\n\nTo install the ",
        "This release fixes a bug that ",
        "When the server does not answer, the client ",
        "We decided to use Python because ",
        "If you want to contribute, please ",
    ),
}


@dataclass(frozen=True)
class Compressor:
    """name: as people call it. size: bytes of a text when compressed."""

    name: str
    size: Callable[[bytes], int]


def _xz(data: bytes) -> int:
    return len(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))


def _ppmd(data: bytes) -> int:
    encoder = pyppmd.Ppmd7Encoder(PPMD_ORDER, PPMD_MEMORY)
    return len(encoder.encode(data) + encoder.flush())


COMPRESSORS = (Compressor("xz -9e", _xz), Compressor("7z PPMd, order 32", _ppmd))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(row) + " |" for row in (head, *rows)]
    return [lines[0], "|" + "---|" * len(head), *lines[1:], ""]


def _limits(model: Model, path: Path) -> list[str]:
    began = time.perf_counter()
    load_model(path)
    loaded = 1e3 * (time.perf_counter() - began)
    steps = {}
    for threads in (1, 2):
        with threadpool_limits(threads, user_api="blas"):
            steps[threads] = measure_steps(model).step_ms
    return [
        "## Size and speed",
        "",
        f"{path.stat().st_size / 1e6:.1f} MB on disk, read in {loaded:.0f} ms; a character costs"
        f" {steps[1]:.2f} ms on one thread and {steps[2]:.2f} ms on two"
        f" (`rnnwriter bench`, network {model.info.architecture.hidden}).",
        "",
    ]


def _bits(model: Model, older: Sequence[Model], corpus: Corpus) -> list[str]:
    """Bits per character on the test documents, beside compressors and older models."""
    rows = []
    for kind, documents in corpus.test.items():
        text = "\n".join(document.text for document in documents)
        read = "".join(document.text for document in corpus.training[kind])[:PRIMING].encode()
        data = text.encode()
        row = [kind]
        for one in (model, *older):
            bits = bits_per_character(one, documents)
            row += [f"**{bits.carried:.3f}**", f"{bits.cold:.3f}"] if one is model else []
            row += [] if one is model else [f"{bits.carried:.3f}"]
        for compressor in COMPRESSORS:
            alone = compressor.size(data)
            primed = compressor.size(read + data) - compressor.size(read)
            row += [f"{8 * alone / len(text):.3f}", f"{8 * primed / len(text):.3f}"]
        rows.append(row)
    head = ["test documents", "carried", "cold 256", *(one.name for one in older)]
    for compressor in COMPRESSORS:
        head += [compressor.name, "the same, primed"]
    return [
        "## Bits per character",
        "",
        "On documents kept apart from training, 60,000 characters of each kind. *Carried*: the"
        " state flows through each document. *Cold 256*: blocks of 256 characters, each from the"
        " state that a text begins with. *Primed*: the compressor has read"
        f" {PRIMING / 1e6:.0f} MB of training text of that kind before.",
        "",
        *_table(head, rows),
    ]


def _repeats(model: Model, training: Sequence[Document]) -> list[str]:
    result = memorised(model, [document.text for document in training])
    return [
        "## What it repeats",
        "",
        f"Of {result.prefixes:,} places in its training texts, read from 200 characters before, it"
        f" goes on greedily for {result.length} characters as the text does in"
        f" {result.repeated / result.prefixes:.1%}; what it writes stands, to the letter, somewhere"
        f" in those texts in {result.found / result.prefixes:.1%}.",
        "",
    ]


def _private(model: Model) -> list[str]:
    samples = continuations(model, [""] * SAMPLES, SAMPLE_LENGTH, temperature=1.0)
    counts = [
        sum(bool(pattern.search(sample)) for sample in samples)
        for pattern in (EMAIL, PHONE, ADDRESS)
    ]
    return [
        "## What must not come out",
        "",
        f"In {SAMPLES:,} samples of {SAMPLE_LENGTH} characters (temperature 1, from an empty page):"
        f" e-mail addresses {counts[0]}, telephone numbers {counts[1]}, names with an address"
        f" {counts[2]}. Slurs are never suggested (`rnnwriter/suggest/refused.py`).",
        "",
    ]


def _vocabulary(training: Sequence[Document]) -> set[str]:
    """Words that the training texts hold at least three times, in lower case."""
    counts: Counter[str] = Counter()
    for document in training:
        counts.update(WORD.findall(document.text.lower()))
    return {word for word, count in counts.items() if count >= 3}


def _gallery(model: Model, vocabulary: set[str]) -> list[str]:
    lines = [
        "## Continuations, unpicked",
        "",
        f"{SHOWN} characters after each prompt, greedy and sampled (temperature 0.7, seed 0). A"
        " word counts as misspelt when the training texts hold it less than three times; the last"
        " one may be cut and does not count.",
        "",
    ]
    words = misspelt = 0
    for who, prompts in PROMPTS.items():
        lines += [f"### A {who}", ""]
        for prompt in prompts:
            lines.append(f"- `{_shown(prompt)}`")
            for name, temperature in (("greedy", 0.0), ("sampled", 0.7)):
                written = model.generate(prompt, SHOWN, temperature, seed=0)
                whole = WORD.findall((prompt[-30:] + written).lower())[:-1]
                new = whole[len(WORD.findall(prompt[-30:].lower())) :]
                wrong = [word for word in new if word not in vocabulary]
                words, misspelt = words + len(new), misspelt + len(wrong)
                told = f" ({', '.join(wrong)})" if wrong else ""
                lines.append(f"  - {name}: `{_shown(written)}`{told}")
        lines.append("")
    return [
        *lines,
        f"Misspelt or broken: {misspelt} of {words} words ({misspelt / words:.1%}).",
        "",
    ]


def _shown(text: str) -> str:
    return text.replace("\n", "⏎").replace("`", "'")


def main() -> None:
    """Measure `--model` on the corpus and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder with manifest.json and the texts")
    parser.add_argument("--model", type=Path, default=HERE / "starter.safetensors")
    parser.add_argument("--older", type=Path, nargs="*", default=[], help="models to set beside it")
    parser.add_argument("--into", type=Path, default=HERE / "REPORT.md")
    arguments = parser.parse_args()
    corpus = read_corpus(arguments.corpus)
    model = load_model(arguments.model)
    lines = [
        "# What the starter model is like",
        "",
        "Written by `make report CORPUS=folder`."
        + (" Older models are beside it, named with `--older`." if arguments.older else ""),
        "",
        *_limits(model, arguments.model),
        *_bits(model, [load_model(path) for path in arguments.older], corpus),
        *_repeats(model, corpus.learnt),
        *_private(model),
        *_gallery(model, _vocabulary(corpus.learnt)),
    ]
    arguments.into.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
