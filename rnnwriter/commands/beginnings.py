"""What a training begins with: PyTorch, and a network or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from rnnwriter.corpus.alphabet import Alphabet, alphabet_of
from rnnwriter.errors import UserError
from rnnwriter.model.architecture import Architecture
from rnnwriter.model.file import Weights, read_model
from rnnwriter.model.store import find
from rnnwriter.training.spec import SCRATCH


@dataclass(frozen=True)
class Parent:
    """The network to go on from, which there is none of from scratch; and the alphabet, which has
    the characters of the text.
    """

    architecture: Architecture | None
    alphabet: Alphabet
    weights: Weights | None


def parent_of(name: str, texts: Sequence[str]) -> Parent:
    """The model `name`, or nothing, to learn `texts`; raises UserError when there is none."""
    if name == SCRATCH:
        return Parent(None, alphabet_of(texts), None)
    stored = read_model(find(name))
    info = stored.info
    return Parent(info.architecture, info.alphabet.extended(texts), stored.weights)


def torch_or_sentence(what: str) -> None:
    """Raise UserError, one sentence, when PyTorch, which `what` needs, is not installed."""
    if find_spec("torch") is None:
        raise UserError(f"{what} needs PyTorch, which is not installed; run `pip install torch`")
