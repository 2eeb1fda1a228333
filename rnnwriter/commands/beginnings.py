"""What a training begins with: a network or none, and its tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnwriter.corpus.alphabet import Alphabet, alphabet_of
from rnnwriter.corpus.vocabulary import Tokens, Vocabulary, alphabet_in, vocabulary_of
from rnnwriter.model.architecture import Architecture
from rnnwriter.model.file import Weights, read_model
from rnnwriter.model.store import find
from rnnwriter.settings import TokenKind
from rnnwriter.training.spec import SCRATCH


@dataclass(frozen=True)
class Parent:
    """The network to go on from, which there is none of from scratch; and its tokens, which have
    the characters of the text.
    """

    architecture: Architecture | None
    tokens: Tokens
    weights: Weights | None

    @property
    def alphabet(self) -> Alphabet:
        """The characters of the tokens."""
        return alphabet_in(self.tokens)


def parent_of(name: str, texts: Sequence[str], kind: TokenKind = "character") -> Parent:
    """The model `name`, or nothing, to learn `texts`; raises UserError when there is none.

    kind: of the tokens to begin with from scratch.
    """
    if name == SCRATCH:
        alphabet = alphabet_of(texts)
        words = kind == "word"
        return Parent(None, vocabulary_of(texts, alphabet) if words else alphabet, None)
    stored = read_model(find(name))
    tokens = stored.info.tokens.extended(texts)
    weights = stored.weights
    new = len(alphabet_in(tokens)) - len(stored.info.alphabet)
    if new and isinstance(tokens, Vocabulary):
        weights = {**weights, **_with_new(weights, len(stored.info.alphabet), new)}
    return Parent(stored.info.architecture, tokens, weights)


def _with_new(weights: Weights, at: int, new: int) -> Weights:
    """The rows of tokens with `new` ones before `at`, as unlikely as the rarest."""
    embedding, output = weights["embedding.weight"], weights["output.weight"]
    bias = weights["output.bias"]
    return {
        "embedding.weight": np.insert(embedding, [at] * new, embedding.mean(axis=0), axis=0),
        "output.weight": np.insert(output, [at] * new, 0, axis=0),
        "output.bias": np.insert(bias, [at] * new, bias.min()),
    }
