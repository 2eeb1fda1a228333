"""What a model file keeps beside the network: the n-grams of the notes, and weights to mix them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnwriter.model.ngrams import NAMES, NgramModel

PREFIX = "memory."
_MIXING = "mixing"
_CALIBRATION = "calibration"
_DTYPES = (np.uint8, np.uint16, np.uint32)
MEMORY_NAMES = frozenset([*NAMES, _MIXING, _CALIBRATION])
# Above what fitting leaves; below what could overflow.
_LARGEST = 1e4


@dataclass(frozen=True)
class Memory:
    """ngrams: counted in the notes. mixing: (places, experts) float32, of the mixture of network,
    notes and page. calibration: offset and slope of what the mixture's chances are worth.
    """

    ngrams: NgramModel
    mixing: NDArray[np.float32]
    calibration: tuple[float, float] = (0.0, 1.0)

    def tensors(self) -> dict[str, NDArray[Any]]:
        """As tensors of a model file, by name."""
        calibration = np.array(self.calibration, dtype=np.float32)
        named = {**self.ngrams.tensors, _MIXING: self.mixing, _CALIBRATION: calibration}
        return {PREFIX + name: tensor for name, tensor in named.items()}

    @classmethod
    def of(cls, tensors: Mapping[str, NDArray[Any]], symbols: int) -> "Memory | None":
        """The inverse; None when there are none. Raises ValueError, KeyError for unsound ones."""
        named = {
            name.removeprefix(PREFIX): tensor
            for name, tensor in tensors.items()
            if name.startswith(PREFIX)
        }
        if not named:
            return None
        mixing, calibration = named.pop(_MIXING), named.pop(_CALIBRATION)
        sound = mixing.ndim == 2 and calibration.shape == (2,)
        for numbers in (mixing, calibration):
            sound = sound and numbers.dtype == np.float32
            sound = sound and bool((np.abs(numbers) <= _LARGEST).all())
        if not sound:
            raise ValueError("the weights of its mixture are none")
        if any(tensor.dtype not in _DTYPES for tensor in named.values()):
            raise ValueError("the tables of its n-grams hold no counts")
        offset, slope = calibration.tolist()
        return cls(NgramModel(symbols, named), mixing, (offset, slope))
