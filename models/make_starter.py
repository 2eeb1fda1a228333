"""Make the shipped model: `make starter CORPUS=... MINUTES=...`.

Trains on the corpus that `starter_corpus.py` reads, averages the last checkpoints when that is
better, measures on the test documents, and writes the model and the attributions beside this
file. Run again with the same `--run`, it goes on where it was, on whatever machine; `--slice`
ends a call early, for machines that are lent for minutes, and the corpus may be an archive
(`tar cJf corpus.tar.xz -C folder .`), a quarter of its size. On a CPU the minutes are of
processor time, so that a run that was paused, or had to share its cores, is not cut short.
"""

import argparse
import json
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from starter_corpus import SEED, Corpus, read_corpus

from rnnwriter.corpus.alphabet import alphabet_of
from rnnwriter.corpus.documents import Split
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.model.architecture import Architecture
from rnnwriter.model.file import ModelInfo, Weights, read_model, write_model
from rnnwriter.model.model import load_model
from rnnwriter.training.events import Evaluated, Event, Progress
from rnnwriter.training.run import RunFolder
from rnnwriter.training.spec import SCRATCH, Recipe, Spec

HERE = Path(__file__).parent
RECIPE = Recipe(batch=32, truncation=128, learning_rate=4e-3, evaluations=40)
ARCHITECTURE = Architecture(embedding=64, hidden=(1024,))
AVERAGED = 4
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


def _kept(run: RunFolder) -> list[Path]:
    """The last networks that were the best when they were measured, oldest first."""
    return sorted(run.folder.glob("kept-*.safetensors"))


def _keep(run: RunFolder, event: Event) -> None:
    """Put the best network so far aside, with AVERAGED - 1 before it."""
    if isinstance(event, Evaluated) and event.best:
        shutil.copy(run.best_file, run.folder / f"kept-{event.step:09}.safetensors")
        for old in _kept(run)[:-AVERAGED]:
            old.unlink()


def train(corpus: Corpus, minutes: float, run: RunFolder, slice_minutes: float) -> bool:
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
        architecture=ARCHITECTURE,
        recipe=RECIPE,
    )
    resumed = run.state_file.exists()
    if not resumed:
        run.create(spec)
        for old in _kept(run):
            old.unlink()

    def report(event: Event) -> None:
        _tell(event)
        _keep(run, event)

    device = fastest(ALONE).device
    trainer = Trainer(
        spec,
        Split(corpus.learnt, corpus.validation),
        alphabet,
        None,
        run,
        report,
        clock=_processor_time if device == CPU else time.monotonic,
        device=device,
        stopping=lambda: time.monotonic() >= ends,
    )
    if resumed:
        trainer.resume()
    return trainer.train()


def _written(info: ModelInfo, weights: Weights, into: Path) -> Path:
    destination = into / "starter.safetensors"
    write_model(destination, info, weights, half=True, private=False)
    return destination


def publish(corpus: Corpus, run: RunFolder, into: Path) -> dict[str, Any]:
    """Write the mean of the last networks, of as many as validates best, to the folder `into`.

    Everything is measured as it ships, in half precision.
    """
    kept = [read_model(path) for path in reversed(_kept(run))]
    info = kept[0][0]
    means: dict[int, Weights] = {}
    bits: dict[int, float] = {}
    for count in range(1, len(kept) + 1):
        means[count] = {
            name: np.mean([weights[name] for _, weights in kept[:count]], axis=0)
            for name in kept[0][1]
        }
        model = load_model(_written(info, means[count], into))
        bits[count] = bits_per_character(model, corpus.validation).carried
        print(f"mean of {count}: validation {bits[count]:.4f} bits", flush=True)
    best = min(bits, key=lambda count: bits[count])
    model = load_model(_written(info, means[best], into))
    figures = {"validation_bits": bits[best]}
    for kind, documents in corpus.test.items():
        measured = bits_per_character(model, documents)
        figures[f"test_bits_{kind}"] = measured.carried
        figures[f"test_bits_{kind}_cold_256"] = measured.cold
    info = replace(
        info,
        trained_on="English prose: blogs, handbooks, guides, textbooks, non-fiction, fiction",
        licence=LICENCE,
        figures={name: round(value, 4) for name, value in figures.items()},
    )
    _written(info, means[best], into)
    (into / "ATTRIBUTION.md").write_text(corpus.attributions, encoding="utf-8")
    return {
        "characters_seen": info.characters_seen,
        "minutes": round(info.minutes, 1),
        "averaged": best,
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
    arguments = parser.parse_args()
    run = RunFolder(arguments.run)
    corpus = read_corpus(arguments.corpus)
    if train(corpus, arguments.minutes, run, arguments.slice):
        print(json.dumps(publish(corpus, run, arguments.into), indent=1))


if __name__ == "__main__":
    main()
