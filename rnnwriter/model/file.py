"""A model on disk: one safetensors file, everything about it in its metadata, checked on reading.

Never pickle: a model file holds numbers and JSON, and no code. The metadata has the keys of
`ModelInfo.to_metadata`; `format_version` grows when an older program could misread a file.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnwriter.corpus.alphabet import Alphabet
from rnnwriter.corpus.vocabulary import Tokens, Vocabulary, alphabet_in
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.model.architecture import INITIAL_STATE, Architecture
from rnnwriter.model.memory import PREFIX, Memory

FORMAT = "rnnwriter"
# 2: there may be a memory, and the initial state is learnt; in version 1 it is zero.
# 3: tokens may be words.
FORMAT_VERSION = 3
_VERSION_OF_CHARACTERS = 2
SUFFIX = ".safetensors"
MAX_FILE_BYTES = 2_000_000_000
_MAX_HEADER_BYTES = 16_000_000

Weights = dict[str, NDArray[np.float32]]


@dataclass(frozen=True)
class StoredModel:
    """What a model file holds. memory: of personal models."""

    info: "ModelInfo"
    weights: Weights
    memory: Memory | None


@dataclass(frozen=True)
class ModelInfo:
    """What a model file says of itself, beside its weights.

    tokens: what the network reads and predicts: characters or words.
    figures: validation figures by name, in bits per character.
    trained_on: the texts, in words for a person. parent: the model it was continued from.
    created: date and time of the end of training, ISO 8601, UTC.
    characters_seen, minutes: what training took, in this run.
    words: frequent in the texts, in lower case, that an editor's spelling may count as known.
    """

    architecture: Architecture
    tokens: Tokens
    trained_on: str = ""
    parent: str = ""
    created: str = ""
    licence: str = ""
    characters_seen: int = 0
    minutes: float = 0.0
    figures: Mapping[str, float] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The words, where they are the tokens."""
        return self.tokens if isinstance(self.tokens, Vocabulary) else None

    @property
    def alphabet(self) -> Alphabet:
        """The characters that it knows."""
        return alphabet_in(self.tokens)

    def to_metadata(self) -> dict[str, str]:
        """As safetensors metadata: names and strings."""
        words = {"vocabulary": json.dumps(self.vocabulary.words)} if self.vocabulary else {}
        return {
            "format": FORMAT,
            "format_version": str(FORMAT_VERSION if words else _VERSION_OF_CHARACTERS),
            "architecture": json.dumps(self.architecture.to_dict()),
            "alphabet": json.dumps(self.alphabet.characters),
            "provenance": json.dumps(
                {
                    "trained_on": self.trained_on,
                    "parent": self.parent,
                    "created": self.created,
                    "characters_seen": self.characters_seen,
                    "minutes": self.minutes,
                }
            ),
            "licence": self.licence,
            "figures": json.dumps(dict(self.figures)),
            "words": " ".join(self.words),
            **words,
        }

    @classmethod
    def from_metadata(cls, metadata: Mapping[str, str]) -> "ModelInfo":
        """The inverse of `to_metadata`; raises ValueError, KeyError or TypeError."""
        provenance = json.loads(metadata["provenance"])
        figures = json.loads(metadata["figures"])
        characters = json.loads(metadata["alphabet"])
        if not isinstance(characters, str):
            raise ValueError("the alphabet is no text")
        alphabet = Alphabet(characters)
        tokens: Tokens = alphabet
        if "vocabulary" in metadata:
            words = json.loads(metadata["vocabulary"])
            if not isinstance(words, list):
                raise ValueError("the vocabulary is no list")
            tokens = Vocabulary(alphabet, tuple(map(_text, words)))
        return cls(
            architecture=Architecture.from_dict(json.loads(metadata["architecture"])),
            tokens=tokens,
            trained_on=_text(provenance["trained_on"]),
            parent=_text(provenance["parent"]),
            created=_text(provenance["created"]),
            licence=_text(metadata["licence"]),
            characters_seen=int(_number(provenance["characters_seen"])),
            minutes=_number(provenance["minutes"]),
            figures={_text(name): _number(value) for name, value in figures.items()},
            words=tuple(metadata.get("words", "").split()),
        )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no number")
    return value


def write_model(
    path: Path,
    info: ModelInfo,
    weights: Mapping[str, NDArray[Any]],
    *,
    memory: Memory | None = None,
    half: bool = False,
    private: bool = True,
) -> None:
    """Write a model atomically, its weights in float16 when `half`, else float32.

    It is readable by its owner only, unless not `private`: a model tells of its texts.
    Raises UserError when the disk refuses.
    """
    from safetensors.numpy import save

    dtype = np.float16 if half else np.float32
    tensors = {name: np.ascontiguousarray(value, dtype=dtype) for name, value in weights.items()}
    if memory is not None:
        tensors |= memory.tensors()
    write_bytes(path, save(tensors, metadata=info.to_metadata()), private=private)


def _header(path: Path) -> dict[str, Any]:
    """The JSON header of a safetensors file, its size bounded before it is read."""
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise ValueError("the file is too large")
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if not 2 <= length <= min(_MAX_HEADER_BYTES, size - 8):
            raise ValueError("it has no readable header")
        header = json.loads(file.read(length))
    if not isinstance(header, dict) or not isinstance(header.get("__metadata__"), dict):
        raise ValueError("it has no metadata")
    return header


def read_info(path: Path) -> ModelInfo:
    """What the model at `path` says of itself, without reading its weights.

    Raises UserError, one sentence naming the file, for anything but a model of this format.
    """
    try:
        metadata = _header(path)["__metadata__"]
        if metadata.get("format") != FORMAT:
            raise ValueError("another program made it")
        version = int(metadata["format_version"])
        if version > FORMAT_VERSION:
            raise UserError(
                f"{path} was made by a newer rnnwriter (format {version}, this program reads"
                f" {FORMAT_VERSION}); update rnnwriter"
            )
        return ModelInfo.from_metadata(metadata)
    except FileNotFoundError:
        raise UserError(f"{path} does not exist; `rnnwriter models` lists what there is") from None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}") from error
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        reason = f"{error.args[0] if error.args else error}"
        raise UserError(f"{path} is not a usable rnnwriter model: {reason}") from error


def read_model(path: Path) -> StoredModel:
    """The model at `path`, weights in float32; every name, shape, type and number is checked.

    Raises UserError, one sentence naming the file, for anything but a sound model.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    info = read_info(path)
    try:
        stored = load_file(path)
    except (SafetensorError, OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path} is damaged ({error}); copy or train it again") from error
    try:
        memory = Memory.of(stored, len(info.alphabet))
    except (ValueError, KeyError) as error:
        raise UserError(f"{path} is damaged: {error.args[0]}") from error
    shapes = info.architecture.shapes(len(info.tokens))
    stored.setdefault(INITIAL_STATE, np.zeros(shapes[INITIAL_STATE], dtype=np.float32))
    if {name for name in stored if not name.startswith(PREFIX)} != set(shapes):
        raise UserError(f"{path} is damaged: its weights are not those of its network")
    weights: Weights = {}
    for name, shape in shapes.items():
        value = stored[name]
        if value.shape != shape or value.dtype not in (np.float16, np.float32):
            raise UserError(f"{path} is damaged: {name} is {value.dtype} {value.shape}")
        weights[name] = value.astype(np.float32)
        if not np.isfinite(weights[name]).all():
            raise UserError(f"{path} is damaged: {name} holds numbers that are not finite")
    return StoredModel(info, weights, memory)
