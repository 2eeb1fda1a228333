"""Model files: what was written comes back, and nothing unsound is read."""

import json
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from rnnwriter.corpus.alphabet import Alphabet
from rnnwriter.corpus.vocabulary import Vocabulary
from rnnwriter.errors import UserError
from rnnwriter.model.architecture import INITIAL_STATE, Architecture
from rnnwriter.model.file import ModelInfo, read_info, read_model, write_model
from tests.model.networks import pair

INFO = ModelInfo(
    architecture=Architecture(8, (16, 12)),
    tokens=Alphabet("abc \n語"),
    trained_on="three notes",
    parent="starter",
    created="2026-01-02T03:04:05+00:00",
    licence="private",
    characters_seen=1234,
    minutes=1.5,
    figures={"validation_bits": 1.75},
)


@pytest.fixture
def model_path(tmp_path: Path) -> Path:
    """A sound model file."""
    path = tmp_path / "sound.safetensors"
    write_model(path, INFO, pair(INFO.architecture, len(INFO.alphabet), 0)[1].weights())
    return path


def rewrite(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the header of a safetensors file in place."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    change(header)
    new = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(new)) + new + data[8 + length :])


def test_what_was_written_comes_back(model_path: Path) -> None:
    stored = read_model(model_path)
    info, weights = stored.info, stored.weights
    assert stored.memory is None
    assert info == INFO == read_info(model_path)
    expected = pair(INFO.architecture, len(INFO.alphabet), 0)[1].weights()
    for name, value in expected.items():
        np.testing.assert_array_equal(weights[name], value)


WORDS = replace(INFO, tokens=Vocabulary(Alphabet("abc \n語"), (" ab", "\n\n", " 語語")))


def test_words_come_back_and_need_a_newer_program(tmp_path: Path) -> None:
    path = tmp_path / "words.safetensors"
    write_model(path, WORDS, pair(INFO.architecture, len(WORDS.tokens), 0)[1].weights())
    stored = read_model(path)
    assert stored.info == WORDS
    assert stored.info.vocabulary == WORDS.tokens
    assert stored.info.alphabet == INFO.alphabet
    versions = (WORDS.to_metadata()["format_version"], INFO.to_metadata()["format_version"])
    assert versions == ("3", "2")


@pytest.mark.parametrize(
    "words",
    ['[" ab", " ab"]', '[" zebra"]', '["a"]', "7", '{"a": 1}', "[1, 2]", '["' + 40 * "a" + '"]'],
)
def test_a_vocabulary_that_is_none_is_one_sentence(tmp_path: Path, words: str) -> None:
    path = tmp_path / "words.safetensors"
    write_model(path, WORDS, pair(INFO.architecture, len(WORDS.tokens), 0)[1].weights())
    rewrite(path, lambda header: header["__metadata__"].update(vocabulary=words))
    with pytest.raises(UserError, match="is not a usable rnnwriter model") as raised:
        read_model(path)
    assert str(path) in str(raised.value)


def test_a_file_of_version_1_begins_with_zeros(model_path: Path) -> None:
    tensors = load_file(model_path)
    del tensors[INITIAL_STATE]
    save_file(tensors, model_path, INFO.to_metadata() | {"format_version": "1"})
    assert not read_model(model_path).weights[INITIAL_STATE].any()


def test_half_precision_is_close_and_half_the_size(model_path: Path, tmp_path: Path) -> None:
    weights = read_model(model_path).weights
    write_model(tmp_path / "half.safetensors", INFO, weights, half=True)
    half = read_model(tmp_path / "half.safetensors").weights
    for name, value in weights.items():
        assert half[name].dtype == np.float32
        np.testing.assert_allclose(half[name], value, rtol=1e-3, atol=1e-6)


def _metadata(key: str, value: str) -> Callable[[dict[str, Any]], None]:
    def change(header: dict[str, Any]) -> None:
        header["__metadata__"][key] = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_metadata("format", "other"), "another program made it"),
        (_metadata("format_version", "999"), "newer rnnwriter"),
        (_metadata("format_version", "one"), "is not a usable rnnwriter model"),
        (_metadata("alphabet", '"aa"'), "repeats a character"),
        (_metadata("alphabet", '["a"]'), "the alphabet is no text"),
        (_metadata("alphabet", "{"), "is not a usable rnnwriter model"),
        (_metadata("architecture", '{"kind": "gru"}'), "unknown kind"),
        (
            _metadata("architecture", '{"kind": "lstm", "embedding": 8, "hidden": [1e9]}'),
            "whole number",
        ),
        (
            _metadata("architecture", '{"kind": "lstm", "embedding": 8, "hidden": [999999]}'),
            "a width lies in",
        ),
        (
            _metadata("architecture", '{"kind": "lstm", "embedding": 8, "hidden": [16]}'),
            "not those of its network",
        ),
        (_metadata("figures", '{"validation_bits": NaN}'), "is no number"),
        (lambda header: header.pop("__metadata__"), "no metadata"),
        (lambda header: header["__metadata__"].pop("licence"), "licence"),
    ],
)
def test_a_foreign_or_newer_file_is_one_sentence(
    model_path: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    rewrite(model_path, change)
    with pytest.raises(UserError, match=said) as caught:
        read_model(model_path)
    assert str(model_path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kept", [0, 4, 8, 100, 1000, -1])
def test_a_truncated_file_is_one_sentence(model_path: Path, kept: int) -> None:
    model_path.write_bytes(model_path.read_bytes()[:kept])
    with pytest.raises(UserError, match=r"sound\.safetensors is"):
        read_model(model_path)


@pytest.mark.parametrize("content", [b"\x80\x04pickle", b"#!/bin/sh\n" * 99, b"\xff" * 4096])
def test_what_is_no_model_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign.safetensors"
    path.write_bytes(content)
    with pytest.raises(UserError, match="is not a usable rnnwriter model"):
        read_model(path)


def test_numbers_and_shapes_are_checked(model_path: Path) -> None:
    sound = load_file(model_path)
    metadata = INFO.to_metadata()
    for name, value, said in [
        ("output.bias", np.full_like(sound["output.bias"], np.nan), "not finite"),
        ("output.bias", sound["output.bias"][:-1], "is damaged"),
        ("output.bias", sound["output.bias"].astype(np.int32), "is damaged"),
        ("extra", np.zeros(3, np.float32), "not those of its network"),
    ]:
        save_file(sound | {name: np.ascontiguousarray(value)}, model_path, metadata)
        with pytest.raises(UserError, match=said):
            read_model(model_path)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        read_model(tmp_path / "none.safetensors")


def test_the_shapes_agree_with_the_network(model_path: Path) -> None:
    shapes = INFO.architecture.shapes(len(INFO.alphabet))
    assert {name: value.shape for name, value in load_file(model_path).items()} == shapes


def test_info_can_be_changed_and_written_again(model_path: Path) -> None:
    stored = read_model(model_path)
    info, weights = stored.info, stored.weights
    write_model(model_path, replace(info, trained_on="other"), weights)
    assert read_info(model_path).trained_on == "other"
