"""A model on disk: one safetensors file, everything about it in its metadata, checked on reading.

Never pickle: a model file holds numbers and JSON, and no code. The metadata has the keys of
`ModelInfo.to_metadata`; `format_version` grows when an older program could misread a file.
"""

import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnwriter.bounded import open_plain
from rnnwriter.corpus.alphabet import Alphabet
from rnnwriter.corpus.vocabulary import Tokens, Vocabulary, alphabet_in
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.model.architecture import INITIAL_STATE, Architecture
from rnnwriter.model.memory import MEMORY_NAMES, PREFIX, Memory
from rnnwriter.model.store import SUFFIX as SUFFIX

FORMAT = "rnnwriter"
# 2: there may be a memory, and the initial state is learnt; in version 1 it is zero.
# 3: tokens may be words.
FORMAT_VERSION = 3
_VERSION_OF_CHARACTERS = 2
MAX_FILE_BYTES = 2_000_000_000
_MAX_HEADER_BYTES = 16_000_000
_MAX_WORDS = 100_000
# Above what training leaves; below what could overflow in the runtime's float32.
_LARGEST = 1e4

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
            words=_words(metadata.get("words", "")),
        )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value


def _words(text: str) -> tuple[str, ...]:
    words = text.split(maxsplit=_MAX_WORDS)
    if len(words) > _MAX_WORDS:
        raise ValueError("it has too many words")
    return tuple(words)


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
    with open_plain(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_FILE_BYTES:
            raise ValueError("the file is too large")
        length = int.from_bytes(file.read(8), "little")
        if not 2 <= length <= min(_MAX_HEADER_BYTES, size - 8):
            raise ValueError("it has no readable header")
        header = json.loads(file.read(length))
    metadata = header.get("__metadata__") if isinstance(header, dict) else None
    if not isinstance(metadata, dict) or not all(isinstance(one, str) for one in metadata.values()):
        raise ValueError("it has no metadata")
    checked: dict[str, Any] = header
    return checked


def read_info(path: Path) -> ModelInfo:
    """What the model at `path` says of itself, without reading its weights.

    Raises UserError, one sentence naming the file, for anything but a model of this format.
    """
    return _read_head(path)[0]


def _read_head(path: Path) -> tuple[ModelInfo, dict[str, Any]]:
    """What the model says of itself, and what it says of each tensor, by name."""
    try:
        header = _header(path)
        metadata = header.pop("__metadata__")
        if metadata.get("format") != FORMAT:
            raise ValueError("another program made it")
        version = int(metadata["format_version"])
        if version > FORMAT_VERSION:
            raise UserError(
                f"{path} was made by a newer rnnwriter (format {version}, this program reads"
                f" {FORMAT_VERSION}); update rnnwriter"
            )
        return ModelInfo.from_metadata(metadata), header
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
        MemoryError,
    ) as error:
        reason = f"{error.args[0] if error.args else error}"
        raise UserError(f"{path} is not a usable rnnwriter model: {reason}") from error


def read_model(path: Path) -> StoredModel:
    """The model at `path`, weights in float32; every name, shape, type and number is checked.

    Raises UserError, one sentence naming the file, for anything but a sound model.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    info, tensors = _read_head(path)
    shapes = info.architecture.shapes(len(info.tokens))
    try:
        # Before anything is read: a file may say of itself that it needs any amount of memory.
        _check(tensors, shapes)
        stored = load_file(path)
        memory = Memory.of(stored, len(info.alphabet))
        stored.setdefault(INITIAL_STATE, np.zeros(shapes[INITIAL_STATE], dtype=np.float32))
        weights = {name: _finite(name, stored[name]) for name in shapes}
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}") from error
    except (SafetensorError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path} is damaged ({error}); copy or train it again") from error
    except MemoryError:
        raise UserError(f"{path} is too large for the memory of this machine") from None
    return StoredModel(info, weights, memory)


def _check(tensors: Mapping[str, Any], shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Raise ValueError unless the header promises the weights of the network, and few others."""
    if any(not isinstance(one, dict) for one in tensors.values()):
        raise ValueError("its header is none")
    own = {name for name in tensors if not name.startswith(PREFIX)}
    if own | {INITIAL_STATE} != set(shapes):
        raise ValueError("its weights are not those of its network")
    if not {name.removeprefix(PREFIX) for name in set(tensors) - own} <= MEMORY_NAMES:
        raise ValueError("it holds more than a model does")
    for name in own:
        dtype, shape = tensors[name].get("dtype"), tensors[name].get("shape")
        if dtype not in ("F16", "F32") or shape != list(shapes[name]):
            raise ValueError(f"{name} is {dtype!r:.20} {shape!r:.60}")


def _finite(name: str, value: NDArray[Any]) -> NDArray[np.float32]:
    """A tensor of weights in float32; raises ValueError when one of them is none."""
    weights = value.astype(np.float32)
    # Not a number is no number below another.
    if not (np.abs(weights) <= _LARGEST).all():
        raise ValueError(f"{name} holds numbers that are not finite, or that no training leaves")
    return weights
