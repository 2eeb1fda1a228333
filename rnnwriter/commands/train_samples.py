"""What a model in training writes, beside what its parent writes after the same words."""

from rnnwriter.corpus.documents import Document
from rnnwriter.model import Model, load_model
from rnnwriter.model.store import find
from rnnwriter.training.events import Evaluated, Sampled
from rnnwriter.training.run import RunFolder
from rnnwriter.training.spec import SCRATCH, Spec

LENGTH = 140
TEMPERATURE = 0.5
# Of the prompt: the beginning of a paragraph that is kept apart.
_LEAST_PARAGRAPH = 80
_PROMPT = 30


class Samples:
    """Of one run. The same seed each time, so that what changes is the model."""

    def __init__(self, spec: Spec, run: RunFolder, kept_apart: tuple[Document, ...]) -> None:
        self._spec = spec
        self._run = run
        self._prompt = prompt(kept_apart)
        self._parent_text: str | None = None

    def after(self, measured: Evaluated) -> Sampled:
        """What the best model so far writes."""
        if self._parent_text is None:
            scratch = self._spec.parent == SCRATCH
            self._parent_text = (
                "" if scratch else self._written(load_model(find(self._spec.parent)))
            )
        text = self._written(load_model(self._run.best_file))
        return Sampled(measured.step, self._prompt, text, self._parent_text)

    def _written(self, model: Model) -> str:
        return model.generate(self._prompt, LENGTH, TEMPERATURE, self._spec.seed)


def prompt(documents: tuple[Document, ...]) -> str:
    """The first words of a paragraph of `documents`; "" when all are short."""
    for document in documents:
        for paragraph in document.text.split("\n"):
            if len(paragraph) >= _LEAST_PARAGRAPH and paragraph[0].isalpha():
                return paragraph[: paragraph.rfind(" ", 0, _PROMPT) + 1]
    return ""
