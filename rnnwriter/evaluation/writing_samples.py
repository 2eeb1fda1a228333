"""Many texts that a model writes, side by side: a batch of steps reads the weights once."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnwriter.evaluation.bits import nats
from rnnwriter.model.model import Model
from rnnwriter.model.sampling import log_softmax, sample

_LANES = 64


@dataclass(frozen=True)
class Written:
    """A text that a model wrote. bits: per character, as the model expected its own characters
    (at temperature 1, whatever they were drawn at); 0 of none.
    """

    text: str
    bits: float


def write_samples(
    model: Model,
    count: int,
    length: int,
    temperature: float,
    seed: int = 0,
    prompt: str = "",
) -> list[Written]:
    """`count` texts of `length` characters that continue `prompt`, without it, in a new document.

    The same seed writes the same texts. At temperature 0 all would be one text: one is written.
    """
    return continued(model, [prompt] * (count if temperature else 1), length, temperature, seed)


def continued(
    model: Model, prompts: Sequence[str], length: int, temperature: float = 0.0, seed: int = 0
) -> list[Written]:
    """`length` characters after each of `prompts`, which are equally long.

    Raises ValueError when they are not.
    """
    if len({len(prompt) for prompt in prompts}) > 1:
        raise ValueError("prompts that are continued together should be equally long")
    if model.info.vocabulary:
        return [
            _in_words(model, prompt, length, temperature, seed + at)
            for at, prompt in enumerate(prompts)
        ]
    random = np.random.default_rng(seed)
    written: list[Written] = []
    for start in range(0, len(prompts), _LANES):
        lanes = prompts[start : start + _LANES]
        rows = np.arange(len(lanes))
        first, state = model.begin()
        logits = np.repeat(first, len(lanes), axis=0)
        state = state.rows(np.zeros(len(lanes), dtype=np.int64))
        if lanes[0]:
            ids = np.stack([model.alphabet.encode(prompt) for prompt in lanes])
            run, state = model.network.prefill(ids, state)
            logits = run[:, -1]
        drawn = np.empty((length, len(lanes)), dtype=np.int64)
        surprise = np.zeros(len(lanes))
        for time in range(length):
            drawn[time] = sample(logits, temperature, random)
            surprise -= log_softmax(logits)[rows, drawn[time]]
            logits, state = model.network.step(drawn[time], state)
        bits = surprise / max(length, 1) / math.log(2)
        written += [
            Written(model.alphabet.decode(column), float(each))
            for column, each in zip(drawn.T, bits, strict=True)
        ]
    return written


def _in_words(model: Model, prompt: str, length: int, temperature: float, seed: int) -> Written:
    """`length` characters after `prompt`, word by word."""
    text = model.generate(prompt, length, temperature, seed)
    surprise = nats(model, [prompt + text]) - nats(model, [prompt])
    return Written(text, surprise / max(length, 1) / math.log(2))
