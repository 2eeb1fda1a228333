"""Two networks asked as one."""

from pathlib import Path

import numpy as np
import pytest

from rnnwriter import paths
from rnnwriter.model import load_model
from rnnwriter.model.sampling import log_softmax
from tests.texts import prose


def test_what_two_say_is_the_mean(trained: Path, trained_on_words: Path) -> None:
    folder = paths.models_folder()
    folder.mkdir(parents=True)
    for name, path in (("letters", trained), ("words", trained_on_words)):
        (folder / f"{name}.safetensors").write_bytes(path.read_bytes())
    both, one, other = map(load_model, ("letters+words", "letters", "words"))
    assert both.name == "letters+words"
    text = prose(200, seed=97)
    mean = (np.exp(one.log_probabilities(text)) + np.exp(other.log_probabilities(text))) / 2
    np.testing.assert_allclose(np.exp(both.log_probabilities(text)), mean, atol=1e-5)
    _, state = both.read(text, *both.begin())
    logits, _ = both.network.step(both.alphabet.encode("ab"), state.rows(np.array([0, 0])))
    assert logits.shape == (2, len(both.alphabet))
    ids = both.alphabet.encode(text[:9])[None]
    at_once, _ = both.network.read(ids, both.network.start())
    rows, _ = both.network.prefill(ids, both.network.start())
    np.testing.assert_allclose(at_once, rows[:, -1], atol=1e-3)
    assert log_softmax(at_once).shape == (1, len(both.alphabet))
    assert len(both.generate("The", 20, 0.5, seed=1)) == 20


def test_there_must_be_both(trained: Path) -> None:
    with pytest.raises(Exception, match="there is no model called 'nobody'"):
        load_model("starter+nobody")
