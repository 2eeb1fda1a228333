"""Trains small networks, alone or in this process's part of a torchrun; see test_parallel.

Arguments: a run folder and its steps, and another folder and its steps.
"""

import sys
from pathlib import Path

from rnnwriter.corpus.alphabet import alphabet_of
from rnnwriter.corpus.documents import Document, split
from rnnwriter.model.architecture import Architecture
from rnnwriter.training.events import Event
from rnnwriter.training.loop import Trainer
from rnnwriter.training.parallel import Workers
from rnnwriter.training.run import RunFolder
from rnnwriter.training.spec import SCRATCH, Recipe, Spec
from tests.texts import prose


def main(folder: Path, steps: int, workers: Workers) -> None:
    """Train in `folder` until there are so many steps in all, from the checkpoint that is there."""
    documents = [Document(f"{seed}", prose(2000, seed)) for seed in range(6)]
    spec = Spec(
        name="together",
        paths=(),
        minutes=0,
        steps=steps,
        parent=SCRATCH,
        architecture=Architecture(8, (20, 12)),
        recipe=Recipe(
            batch=4, truncation=32, learning_rate=5e-3, restart=0.2, dropout=0.2, evaluations=3
        ),
    )
    alphabet = alphabet_of(document.text for document in documents)
    run = RunFolder(folder)
    folder.mkdir(exist_ok=True)
    trainer = Trainer(spec, split(documents), alphabet, None, run, ignore, workers=workers)
    if run.state_file.exists():
        trainer.resume()
    trainer.train()


def ignore(event: Event) -> None:
    """The run folder has it."""


if __name__ == "__main__":
    together = Workers.join()
    for folder, steps in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        main(Path(folder), int(steps), together)
    together.leave()
