"""Trains a small network in this process's part of a torchrun; see test_parallel.

Arguments: the run folder, the steps, and "resume" to go on from its checkpoint.
"""

import sys
from pathlib import Path

from rnnwriter.corpus.alphabet import alphabet_of
from rnnwriter.corpus.documents import Document, split
from rnnwriter.model.architecture import Architecture
from rnnwriter.training.loop import Trainer
from rnnwriter.training.parallel import Workers
from rnnwriter.training.run import RunFolder
from rnnwriter.training.spec import SCRATCH, Recipe, Spec
from tests.texts import prose


def main(folder: Path, steps: int, resume: bool) -> None:
    """Train `steps` in all."""
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
    workers = Workers.join()
    alphabet = alphabet_of(document.text for document in documents)
    trainer = Trainer(
        spec, split(documents), alphabet, None, RunFolder(folder), print, workers=workers
    )
    if resume:
        trainer.resume()
    trainer.train()
    workers.leave()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), "resume" in sys.argv)
