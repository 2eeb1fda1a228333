"""A loaded model: text in, text and probabilities out."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnnwriter.corpus.alphabet import BOUNDARY, Alphabet
from rnnwriter.corpus.normalise import normalise
from rnnwriter.model.file import ModelInfo, read_model
from rnnwriter.model.memory import Memory
from rnnwriter.model.runtime import Floats, Network, State
from rnnwriter.model.sampling import log_softmax, sample
from rnnwriter.model.store import find

CHUNK = 1024


class Model:
    """A network with its alphabet. `load_model` makes one.

    name: what `rnnwriter models` calls it. memory: of the notes, in personal models.
    """

    def __init__(
        self, name: str, info: ModelInfo, network: Network, memory: Memory | None = None
    ) -> None:
        self.name = name
        self.info = info
        self.network = network
        self.memory = memory

    @property
    def alphabet(self) -> Alphabet:
        """The characters it knows."""
        return self.info.alphabet

    def begin(self) -> tuple[Floats, State]:
        """Logits (1, symbols) of a document's first character, and the state before it."""
        return self.network.step(np.array([BOUNDARY]), self.network.start())

    def read(self, text: str, logits: Floats, state: State) -> tuple[Floats, State]:
        """Read `text` on from `state`: logits (1, symbols) of what follows, and the state there.

        `logits` are returned when `text` is empty.
        """
        ids = self.alphabet.encode(text)[None, :]
        for start in range(0, ids.shape[1], CHUNK):
            run, state = self.network.prefill(ids[:, start : start + CHUNK], state)
            logits = run[:, -1]
        return logits, state

    def stream(
        self, prompt: str = "", length: int = 200, temperature: float = 1.0, seed: int | None = None
    ) -> Iterator[str]:
        """Continue `prompt` by `length` characters, one at a time.

        temperature: 1 draws from the model's own distribution, 0 is greedy.
        seed: the same seed gives the same text; None draws a new one.
        """
        random = np.random.default_rng(seed)
        logits, state = self.read(normalise(prompt), *self.begin())
        for _ in range(length):
            drawn = sample(logits, temperature, random)
            yield self.alphabet.decode(drawn)
            logits, state = self.network.step(drawn, state)

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

    Raises UserError, one sentence, when there is no such model or the file is not sound.
    """
    path = find(name_or_path)
    stored = read_model(path)
    network = Network(stored.info.architecture, stored.weights)
    return Model(path.stem, stored.info, network, stored.memory)
