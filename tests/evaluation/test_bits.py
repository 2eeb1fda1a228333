"""Bits per character, held against their definition."""

import math
import shutil
from pathlib import Path

import numpy as np
import pytest

from rnnwriter import paths
from rnnwriter.corpus.documents import Document
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.model import Model, load_model
from rnnwriter.model.store import trained_path
from tests.texts import prose


def by_definition(model: Model, texts: list[str]) -> float:
    """Mean of -log2 p(character | those before it), each text read from its beginning."""
    nats = 0.0
    for text in texts:
        rows = model.log_probabilities(text)
        nats -= rows[np.arange(len(text)), model.alphabet.encode(text)].sum()
    return nats / sum(map(len, texts)) / math.log(2)


def test_carried_and_cold_are_what_they_say(trained: Path) -> None:
    model = load_model(trained)
    texts = [prose(n, seed) for seed, n in enumerate([900, 40, 2000, 300])] + ["short"]
    bits = bits_per_character(model, [Document("d", text) for text in texts], cold_block=50)
    blocks = [text[i : i + 50] for text in texts for i in range(0, len(text), 50)]
    assert bits.carried == pytest.approx(by_definition(model, texts), abs=1e-4)
    assert bits.cold == pytest.approx(by_definition(model, blocks), abs=1e-4)
    assert bits.cold > bits.carried
    assert bits.characters == sum(map(len, texts))
    assert bits.documents == len(texts)
    assert bits.coverage == 1


def test_two_models_together_are_measured_together(trained: Path, young: Path) -> None:
    paths.private_folder(paths.models_folder())
    for name, path in (("one", trained), ("other", young)):
        shutil.copy(path, trained_path(name))
    both = load_model("one+other")
    texts = [prose(n, seed) for seed, n in enumerate([700, 40])]
    documents = [Document("d", text) for text in texts]
    bits = bits_per_character(both, documents)
    assert bits.carried == pytest.approx(by_definition(both, texts), abs=1e-4)
    assert bits.carried != pytest.approx(
        bits_per_character(load_model("one"), documents).carried, abs=1e-4
    )


def test_no_text_is_refused(trained: Path) -> None:
    with pytest.raises(ValueError, match="no text"):
        bits_per_character(load_model(trained), [Document("empty", "")])
