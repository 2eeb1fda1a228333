"""Make the shipped model: `make starter CORPUS=... MINUTES=...`.

Trains on the corpus that `starter_corpus.py` reads, finds the state to begin with and the weights
of the page's memory, measures on the test documents, and writes the model and the attributions
beside this file. Run again with the same `--run`, it goes on where it was, on whatever machine;
`--slice` ends a call early, for machines that are lent for minutes, and the corpus may be an
archive (`tar cJf corpus.tar.xz -C folder .`), a quarter of its size. On a CPU the minutes are of
processor time, so that a run that was paused, or had to share its cores, is not cut short.
"""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from starter_corpus import SEED, Corpus, read_corpus

from rnnwriter.corpus.alphabet import alphabet_of
from rnnwriter.corpus.documents import Document, Split
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.model.architecture import INITIAL_STATE, Architecture
from rnnwriter.model.file import read_model, write_model
from rnnwriter.model.model import Model, load_model
from rnnwriter.model.ngrams import NgramModel
from rnnwriter.suggest.fitting import fitted
from rnnwriter.training.events import Evaluated, Event, Progress
from rnnwriter.training.run import RunFolder
from rnnwriter.training.spec import SCRATCH, Recipe, Spec

HERE = Path(__file__).parent
RECIPE = Recipe(batch=32, truncation=128, learning_rate=4e-3, evaluations=40)
EMBEDDING, WIDTH = 64, 1024
# Of each text, how much of it the initial state is the mean of.
STATE_CHARACTERS = 1_000
LICENCE = "CC BY 4.0; see models/README.md for the texts it was trained on"


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


def _processor_time() -> float:
    """Seconds that this process has used of each of its cores, on average."""
    import torch

    return time.process_time() / torch.get_num_threads()


def train(
    corpus: Corpus, minutes: float, run: RunFolder, slice_minutes: float, width: int = WIDTH
) -> bool:
    """Train, or go on training, in `run`. Returns whether all `minutes` are done."""
    from rnnwriter.training.devices import CPU, fastest
    from rnnwriter.training.loop import Trainer
    from rnnwriter.training.parallel import ALONE

    ends = time.monotonic() + 60 * slice_minutes
    alphabet = alphabet_of(document.text for document in corpus.learnt)
    spec = Spec(
        name="starter",
        paths=(),
        minutes=minutes,
        parent=SCRATCH,
        seed=SEED,
        architecture=Architecture(EMBEDDING, (width,)),
        recipe=RECIPE,
    )
    resumed = run.state_file.exists()
    if not resumed:
        run.create(spec)
    device = fastest(ALONE).device
    trainer = Trainer(
        spec,
        Split(corpus.learnt, corpus.validation),
        alphabet,
        None,
        run,
        _tell,
        clock=_processor_time if device == CPU else time.monotonic,
        device=device,
        wish=lambda: ("interrupt" if time.monotonic() >= ends else "go on", ""),
    )
    if resumed:
        trainer.resume()
    return trainer.train() == "trained"


def mean_state(model: Model, documents: Sequence[Document]) -> NDArray[np.float32]:
    """The initial state, as the file holds it: the mean of those in the middle of `documents`.

    Training restarts too seldom to learn a better one: one that was trained by itself did as well.
    """
    texts = [model.alphabet.encode(document.text)[:STATE_CHARACTERS] for document in documents]
    ids = np.stack([text for text in texts if len(text) == STATE_CHARACTERS])
    state = model.network.start(len(ids))
    total = np.zeros((2, sum(model.info.architecture.hidden)))
    for time_, symbols in enumerate(ids.T):
        _, state = model.network.step(symbols, state)
        if time_ >= STATE_CHARACTERS // 4:
            parts = [
                np.concatenate(part, axis=1).mean(axis=0) for part in (state.hidden, state.cell)
            ]
            total += parts
    return (total / (STATE_CHARACTERS - STATE_CHARACTERS // 4)).astype(np.float32)


def publish(corpus: Corpus, run: RunFolder, into: Path) -> dict[str, Any]:
    """Write the network that validated best to the folder `into`, and what it measures there.

    Everything is measured as it ships, in half precision.
    """
    stored = read_model(run.best_file)
    weights = stored.weights
    weights[INITIAL_STATE] = mean_state(load_model(run.best_file), corpus.validation)
    info = replace(
        stored.info,
        trained_on="English prose: blogs, handbooks, guides, textbooks, non-fiction, fiction",
        licence=LICENCE,
    )
    destination = into / "starter.safetensors"
    write_model(destination, info, weights, half=True, private=False)
    model = load_model(destination)
    no_notes = NgramModel.counted([], len(info.alphabet))
    memory = fitted(model, no_notes, corpus.validation)
    figures = {"validation_bits": bits_per_character(model, corpus.validation).carried}
    for kind, documents in corpus.test.items():
        measured = bits_per_character(model, documents)
        figures[f"test_bits_{kind}"] = measured.carried
        figures[f"test_bits_{kind}_cold_256"] = measured.cold
    info = replace(info, figures={name: round(value, 4) for name, value in figures.items()})
    write_model(destination, info, weights, memory=memory, half=True, private=False)
    (into / "ATTRIBUTION.md").write_text(corpus.attributions, encoding="utf-8")
    return {
        "characters_seen": info.characters_seen,
        "minutes": round(info.minutes, 1),
        **info.figures,
    }


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
    parser.add_argument("--width", type=int, default=WIDTH, help="of the network's hidden layer")
    arguments = parser.parse_args()
    run = RunFolder(arguments.run)
    corpus = read_corpus(arguments.corpus)
    if train(corpus, arguments.minutes, run, arguments.slice, arguments.width):
        print(json.dumps(publish(corpus, run, arguments.into), indent=1))


if __name__ == "__main__":
    main()
