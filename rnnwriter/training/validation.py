"""A quick estimate of the carried bits per character, for use while training.

Validation documents are cut into lanes that run side by side; each lane is led in by the
characters before it, which are read but not scored, so that the state is nearly the carried one.
`rnnwriter.evaluation` measures exactly; this picks checkpoints.
"""

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch.nn import functional

from rnnwriter.corpus.alphabet import BOUNDARY
from rnnwriter.corpus.documents import Document, characters
from rnnwriter.corpus.vocabulary import Tokens
from rnnwriter.training.network import Network

LANE = 2048
LEAD_IN = 256
MAX_CHARACTERS = 100_000
_WINDOW = 128


class Validation:
    """Lanes of the validation documents, at most MAX_CHARACTERS of them, spread evenly."""

    def __init__(self, documents: Sequence[Document], tokens: Tokens) -> None:
        texts = [tokens.encode(document.text) for document in documents]
        per_token = characters(documents) / sum(map(len, texts))
        length, most_lead = round(LANE / per_token), round(LEAD_IN / per_token)
        lanes: list[tuple[np.ndarray, int]] = []
        for text in texts:
            ids = np.concatenate([[BOUNDARY], text]).astype(np.int64)
            for start in range(0, len(ids) - 1, length):
                lead = min(most_lead, start)
                lanes.append((ids[start - lead : start + length + 1], lead))
        most = max(1, MAX_CHARACTERS // LANE)
        if len(lanes) > most:
            chosen = np.linspace(0, len(lanes) - 1, most).round().astype(int)
            lanes = [lanes[index] for index in chosen]
        longest = max(len(ids) for ids, _ in lanes)
        self._ids = torch.zeros(len(lanes), longest, dtype=torch.int64)
        self._scored = torch.zeros(len(lanes), longest - 1, dtype=torch.bool)
        for row, (ids, lead) in enumerate(lanes):
            self._ids[row, : len(ids)] = torch.from_numpy(ids)
            self._scored[row, lead : len(ids) - 1] = True
        lengths = torch.from_numpy(tokens.lengths)
        self.characters = int(lengths[self._ids[:, 1:][self._scored]].sum())

    @torch.no_grad()
    def bits_per_character(self, network: Network) -> float:
        """Mean bits per scored character; the network is left in training mode."""
        network.eval()
        device = network.output.weight.device
        total = 0.0
        state = network.start(len(self._ids))
        for start in range(0, self._scored.shape[1], _WINDOW):
            window = self._ids[:, start : start + _WINDOW + 1].to(device)
            scored = self._scored[:, start : start + _WINDOW].to(device)
            logits, state = network(window[:, : scored.shape[1]], state)
            targets = window[:, 1 : scored.shape[1] + 1]
            total += functional.cross_entropy(
                logits[scored], targets[scored], reduction="sum"
            ).item()
        network.train()
        return total / self.characters / math.log(2)
