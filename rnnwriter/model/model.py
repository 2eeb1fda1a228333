"""A loaded model: text in, text and probabilities out."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnnwriter.corpus.alphabet import BOUNDARY, SPECIALS, Alphabet
from rnnwriter.corpus.normalise import normalise
from rnnwriter.model.file import SUFFIX, ModelInfo, read_model
from rnnwriter.model.memory import Memory
from rnnwriter.model.pair import Pair
from rnnwriter.model.prediction import CharacterNetwork, CharacterState
from rnnwriter.model.runtime import Floats, Network
from rnnwriter.model.sampling import distribution, drawn_from, log_softmax, sample
from rnnwriter.model.store import BOTH, find, names_in
from rnnwriter.model.words import WordNetwork, WordState

CHUNK = 1024


@dataclass(frozen=True)
class Draw:
    """A character, or a word of a model of words, and the probability that the model itself gave
    it: at temperature 1.
    """

    text: str
    probability: float


class Model:
    """A network with its alphabet. `load_model` makes one.

    name: what `rnnwriter models` calls it. tokens: the network as it was trained, over characters
    or words. network: asked in characters. memory: of the notes, in personal models.
    """

    def __init__(
        self, name: str, info: ModelInfo, tokens: Network, memory: Memory | None = None
    ) -> None:
        self.name = name
        self.info = info
        self.tokens = tokens
        self.network: CharacterNetwork = (
            WordNetwork(tokens, info.vocabulary) if info.vocabulary else tokens
        )
        self.memory = memory

    @property
    def alphabet(self) -> Alphabet:
        """The characters it knows."""
        return self.info.alphabet

    def with_memory(self, memory: Memory | None) -> "Model":
        """The same network beside another memory, or none."""
        other = copy(self)
        other.memory = memory
        return other

    def begin(self) -> tuple[Floats, CharacterState]:
        """Logits (1, symbols) of a document's first character, and the state before it."""
        return self.network.step(np.array([BOUNDARY]), self.network.start())

    def read(
        self, text: str, logits: Floats, state: CharacterState
    ) -> tuple[Floats, CharacterState]:
        """Read `text` on from `state`: logits (1, symbols) of what follows, and the state there.

        `logits` are returned when `text` is empty.
        """
        ids = self.alphabet.encode(text)[None, :]
        for start in range(0, ids.shape[1], CHUNK):
            logits, state = self.network.read(ids[:, start : start + CHUNK], state)
        return logits, state

    def draws(
        self, prompt: str = "", length: int = 200, temperature: float = 1.0, seed: int | None = None
    ) -> Iterator[Draw]:
        """Continue `prompt` by `length` characters, one at a time; or a word at a time.

        temperature: 1 draws from the model's own distribution, 0 is greedy.
        seed: the same seed gives the same text; None draws a new one.
        """
        random = np.random.default_rng(seed)
        logits, state = self.read(normalise(prompt), *self.begin())
        if isinstance(self.network, WordNetwork):
            while length > 0:
                assert isinstance(state, WordState)
                choices = self.network.choices(state)
                at = drawn_from(choices.chances, temperature, random)
                text = choices.text(at)[:length]
                yield Draw(text, float(choices.chances[at]))
                length -= len(text)
                logits, state = self.read(text, logits, state)
            return
        for _ in range(length):
            drawn = sample(logits, temperature, random)
            probability = distribution(logits)[0, drawn[0]]
            yield Draw(self.alphabet.decode(drawn), float(probability))
            logits, state = self.network.step(drawn, state)

    def stream(
        self, prompt: str = "", length: int = 200, temperature: float = 1.0, seed: int | None = None
    ) -> Iterator[str]:
        """The characters of `draws`."""
        for draw in self.draws(prompt, length, temperature, seed):
            yield draw.text

    def generate(
        self, prompt: str = "", length: int = 200, temperature: float = 1.0, seed: int | None = None
    ) -> str:
        """`length` characters that continue `prompt`, without the prompt; see `stream`."""
        return "".join(self.stream(prompt, length, temperature, seed))

    def log_probabilities(self, text: str) -> NDArray[np.float64]:
        """Natural log-probabilities of every symbol at every character of `text`.

        Returns (len(text), alphabet): row t is the distribution over the alphabet before
        character t is read, a document boundary being before the first. `text` is folded; when
        it is not in NFC, rows are of its NFC form.
        """
        text = normalise(text)
        ids = np.concatenate([[BOUNDARY], self.alphabet.encode(text)])[None, :-1]
        if not text:
            return np.empty((0, self.network.symbols))
        state = self.network.start()
        rows: list[NDArray[np.float64]] = []
        for start in range(0, ids.shape[1], CHUNK):
            logits, state = self.network.prefill(ids[:, start : start + CHUNK], state)
            rows.append(log_softmax(logits[0]))
        return np.concatenate(rows)


def load_model(name_or_path: str | Path = "starter") -> Model:
    """Load a model by name ("starter", or what `rnnwriter train --name` was given) or by path.

    "NAME+OTHER" is a model whose network is the mean of two, and whose memory is the first one's.
    Raises UserError, one sentence, when there is no such model or the file is not sound.
    """
    if isinstance(name_or_path, str) and not name_or_path.endswith(SUFFIX):
        first, *others = names_in(name_or_path)
        if others:
            return _both(load_model(first), load_model(BOTH.join(others)))
    path = find(name_or_path)
    stored = read_model(path)
    network = Network(stored.info.architecture, stored.weights)
    return Model(path.stem, stored.info, network, stored.memory)


def _both(first: Model, second: Model) -> Model:
    """`first` with the mean of both networks."""
    both = copy(first)
    both.name = f"{first.name}{BOTH}{second.name}"
    symbols = second.alphabet.encode(first.alphabet.characters)
    both.network = Pair(first.network, second.network, np.r_[:SPECIALS, symbols])
    return both
