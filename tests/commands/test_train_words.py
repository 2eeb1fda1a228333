"""Models whose tokens are words, from the command line."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnnwriter.commands.beginnings import parent_of
from rnnwriter.model import load_model
from rnnwriter.model.file import read_info, read_model
from rnnwriter.model.model import Model
from rnnwriter.model.runtime import Network
from rnnwriter.model.store import trained_path
from tests.commands.programs import base, refused, rnnwriter
from tests.texts import prose, write_notes


def test_a_model_of_words_goes_on_with_notes(trained_on_words: Path, tmp_path: Path) -> None:
    notes = write_notes(tmp_path / "notes")
    for decade in range(1900, 1950, 10):
        lines = [f"In {decade + year} the ¤zebra¤ ate what zebras eat." for year in range(10)]
        (notes / f"odd-{decade}.md").write_text("\n\n".join(lines))
    named = base(trained_on_words)
    training = ("train", notes, "--name", "me", "--from", named, "--steps", "60")
    assert "are words" in refused(rnnwriter(*training, "--tokens", "character"), 1)
    done = rnnwriter(*training, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["after"]["bits"] < report["before"]["bits"]
    info = read_info(trained_path("me"))
    assert info.vocabulary is not None
    assert " eat" in info.vocabulary.words
    assert "¤" in info.alphabet.characters
    (row,) = [
        one
        for one in json.loads(rnnwriter("models", "--json").stdout)["models"]
        if one["name"] == "me"
    ]
    assert row["words"] == len(info.vocabulary.words)
    assert load_model("me").memory is not None


def test_from_scratch_unless_a_model_of_words_is_named(trained: Path, tmp_path: Path) -> None:
    notes = write_notes(tmp_path / "notes")
    named = base(trained)
    asked = ("train", notes, "--name", "me", "--steps", "1", "--tokens", "word")
    assert "--from scratch begins with words" in refused(rnnwriter(*asked, "--from", named), 1)
    done = rnnwriter(*asked, "--json")
    assert done.returncode == 0, done.stderr
    assert read_info(trained_path("me")).vocabulary is not None
    assert json.loads(done.stdout)["parent"] == "scratch"


@pytest.mark.parametrize("more", ["¤\n¤\n¤\n¤", "zebra zebra zebra zebra"])
def test_new_tokens_change_nothing_before_they_are_learnt(
    trained_on_words: Path, more: str
) -> None:
    stored = read_model(trained_on_words)
    parent = parent_of(str(trained_on_words), [more])
    assert len(parent.tokens) > len(stored.info.tokens)
    assert parent.weights is not None
    before = load_model(trained_on_words)
    text = prose(400, seed=96)
    ids = before.info.tokens.encode(text)
    grown = parent.tokens.encode(text)
    assert before.info.tokens.decode(ids.tolist()) == parent.tokens.decode(grown.tolist())
    # Words at the end are the trainer's to make; characters come before the words.
    new = len(parent.alphabet) - len(stored.info.alphabet)
    assert len(parent.weights["output.bias"]) == len(stored.info.tokens) + new
    if new:
        info = replace(stored.info, tokens=parent.tokens)
        after = Model("grown", info, Network(stored.info.architecture, parent.weights))
        known = slice(len(before.alphabet))
        np.testing.assert_allclose(
            np.exp(after.log_probabilities(text))[:, known],
            np.exp(before.log_probabilities(text)),
            atol=0.01,
        )
