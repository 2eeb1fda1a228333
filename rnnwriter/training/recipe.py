"""The recipe chooses itself: size and schedule from the text, the budget and the machine's speed.

A training budget is a number of multiplications, weights times characters seen. It is used best
when both grow together (Hoffmann et al. 2022, for transformers; the ratio for this network was
measured, see NOTES.md), within what a text can teach and what a keystroke can afford.
"""

import math
from dataclasses import dataclass, replace

from rnnwriter.corpus.documents import Split, characters
from rnnwriter.corpus.enough import FEW
from rnnwriter.corpus.vocabulary import Tokens, Vocabulary
from rnnwriter.model.architecture import Architecture
from rnnwriter.training.devices import TRIAL, TRIAL_SYMBOLS
from rnnwriter.training.spec import CONTINUED, GENTLE, UPDATED, Recipe, Spec
from rnnwriter.training.validation import MAX_CHARACTERS

CHARACTERS_PER_WEIGHT = 3.0
# More weights than this for each character of the text only learn it by heart.
WEIGHTS_PER_CHARACTER = 6.0
# At 1,024 a step takes half a millisecond: a suggestion of 40 characters, 20 ms.
WIDTHS = (128, 192, 256, 320, 384, 448, 512, 640, 768, 896, 1024)
EMBEDDING = 64
EMBEDDING_OF_WORDS = 128
# Of notes, by a network that goes on with them.
MOST_READINGS = 12
# The best learning rate falls with the width (Yang et al. 2022).
_RATE = 8e-3
_RATE_WIDTH = 512
# From so many epochs on, what is read again is increasingly dropped.
_FRESH = 3.0
_DROPOUT_PER_DOUBLING = 0.35
_MOST_DROPOUT = 0.6
# Of the budget, what measuring on the validation documents may take.
_MEASURING = 0.04
_MOST_EVALUATIONS = 30


@dataclass(frozen=True)
class Size:
    """Of the tokens of a network. symbols: how many. characters: of an average one."""

    symbols: int = TRIAL_SYMBOLS
    characters: float = 1.0

    @property
    def embedding(self) -> int:
        """The width of a symbol's vector."""
        return EMBEDDING if self.characters == 1 else EMBEDDING_OF_WORDS

    def work(self, architecture: Architecture) -> int:
        """Of training on one token."""
        return architecture.weights_read(self.symbols)


# The size of an alphabet hardly matters.
CHARACTERS = Size()


def size_of(tokens: Tokens, data: Split) -> Size:
    """The size of `tokens` in the text of `data`."""
    if not isinstance(tokens, Vocabulary):
        return CHARACTERS
    count = sum(len(tokens.encode(document.text)) for document in data.training)
    return Size(len(tokens), characters(data.training) / count)


def plan(
    spec: Spec,
    data: Split,
    parent: Architecture | None,
    speed: float,
    workers: int = 1,
    size: Size = CHARACTERS,
) -> Spec:
    """`spec` with the network and the recipe for the text in `data`.

    parent: the network to go on from, which keeps its size; None to begin from scratch.
    speed: characters per second of the network of `devices.TRIAL`, of one worker.
    workers: how many train together; they share the streams evenly. size: of tokens, in which text
    is measured here.
    """
    letters = round(sum(one.weight * len(one.text) for one in data.training))
    text = round(letters / size.characters)
    continued = _going_on(spec, letters)
    if spec.steps:
        seen = float(spec.steps * Recipe.batch * Recipe.truncation)
        architecture = parent or _architecture(text, seen * seen / CHARACTERS_PER_WEIGHT, size)
    else:
        work = 60 * spec.minutes * workers * speed * CHARACTERS.work(TRIAL)
        architecture = parent or _architecture(text, work, size)
        seen = work / size.work(architecture)
    measured = min(characters(data.validation), MAX_CHARACTERS) / size.characters
    # Reading costs a third of learning.
    evaluations = int(_MEASURING * seen / (measured / 3))
    minutes = spec.minutes
    if parent and not spec.steps and seen > MOST_READINGS * text:
        # More would only be learnt by heart.
        minutes *= MOST_READINGS * text / seen
        seen = float(MOST_READINGS * text)
    recipe = continued if parent else _from_scratch(architecture, seen, epochs=seen / text)
    recipe = replace(
        recipe,
        batch=math.ceil(recipe.batch / workers) * workers,
        evaluations=min(max(evaluations, 3 if parent else 2), _MOST_EVALUATIONS),
    )
    return replace(spec, architecture=architecture, recipe=recipe, minutes=minutes)


def _going_on(spec: Spec, text: int) -> Recipe:
    """How to go on from a trained network with so many characters."""
    if spec.parent == spec.name:
        return UPDATED
    return GENTLE if text < FEW else CONTINUED


def _architecture(text: int, work: float, size: Size) -> Architecture:
    """The network to begin for `text` tokens; work: weights times tokens to train."""
    wanted = min(math.sqrt(work / CHARACTERS_PER_WEIGHT), WEIGHTS_PER_CHARACTER * text)
    architectures = [Architecture(size.embedding, (width,)) for width in WIDTHS]
    return min(architectures, key=lambda one: abs(math.log(size.work(one) / wanted)))


def _from_scratch(architecture: Architecture, seen: float, epochs: float) -> Recipe:
    """How to train a new network on `seen` tokens, in so many epochs."""
    dropout = _DROPOUT_PER_DOUBLING * math.log2(max(epochs / _FRESH, 1.0))
    return Recipe(
        batch=16 if seen < 3e7 else 32,
        truncation=32 if seen < 4e6 else 64 if seen < 4e7 else 128,
        learning_rate=_RATE * min(_RATE_WIDTH / architecture.hidden[0], 1.0),
        dropout=round(min(dropout, _MOST_DROPOUT), 2),
    )
