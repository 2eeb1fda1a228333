"""Many continuations at once, and how many of them repeat what the model was trained on.

A model that repeats long passages tells of its texts (Carlini et al. 2018, 2021), so continuations
of its own training texts are compared with those texts, character by character: those of the
network alone, or those of what suggests, the network mixed with its memories.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnwriter.evaluation.writing_samples import continued
from rnnwriter.model.model import Model
from rnnwriter.model.sampling import greedy
from rnnwriter.suggest.context import WINDOW, Context


@dataclass(frozen=True)
class Memorised:
    """Of `prefixes` continuations of `length` characters: repeated go on as the text does there,
    found stand somewhere in the texts.
    """

    prefixes: int
    length: int
    repeated: int
    found: int


def continuations(
    model: Model, prompts: Sequence[str], length: int, temperature: float = 0.0, seed: int = 0
) -> list[str]:
    """`length` characters after each of `prompts`, which are equally long.

    Raises ValueError when they are not.
    """
    return [one.text for one in continued(model, prompts, length, temperature, seed)]


def suggested(model: Model, prompts: Sequence[str], length: int) -> list[str]:
    """`length` characters after each of `prompts`, greedily, by what suggests: the mixture of
    network, memory of the notes and page. Each prompt is a page of its own, read as if typed.

    About a tenth of a second for a prompt of 200 characters and 50 that follow.
    """
    return [_suggested(model, prompt, length) for prompt in prompts]


def _suggested(model: Model, prompt: str, length: int) -> str:
    context = Context(model)
    # In steps that are short enough to be taken as typing, not as a jump.
    for end in range(WINDOW, len(prompt), WINDOW):
        context.at(prompt[:end])
    place = context.at(prompt)
    written: list[int] = []
    while len(written) < length:
        written += greedy(place.logits).tolist()
        place = context.predictor.ahead(place, written[-1:])
    return model.alphabet.decode(written)


def memorised(
    model: Model,
    texts: Sequence[str],
    prefixes: int = 1000,
    prefix: int = 200,
    length: int = 50,
    seed: int = 0,
    *,
    mixed: bool = False,
) -> Memorised:
    """Continue the model's own training `texts` greedily from `prefixes` places in them.

    Each place is read from `prefix` characters before it; places are drawn evenly over all texts
    that are long enough. mixed: by what suggests, not by the network alone; slower, see
    `suggested`. Raises ValueError when no text is long enough.
    """
    long = [text for text in texts if len(text) >= prefix + length]
    if not long:
        raise ValueError(f"no text has {prefix + length} characters")
    random = np.random.default_rng(seed)
    sizes = np.array([len(text) for text in long], dtype=np.float64)
    places = [
        (long[which], int(random.integers(0, len(long[which]) - prefix - length + 1)))
        for which in random.choice(len(long), prefixes, p=sizes / sizes.sum())
    ]
    prompts = [text[at : at + prefix] for text, at in places]
    written = (suggested if mixed else continuations)(model, prompts, length)
    repeated = sum(
        text[at + prefix : at + prefix + length] == continuation
        for (text, at), continuation in zip(places, written, strict=True)
    )
    found = sum(any(continuation in text for text in texts) for continuation in written)
    return Memorised(prefixes, length, repeated, found)
