"""What can suggest: models, with what their metadata says, and engines that packages add.

What is broken is listed too, with a sentence of what is wrong with it.
"""

import math
from dataclasses import dataclass
from pathlib import Path

from rnnwriter.engines.registry import NETWORK, Registered, check, registered
from rnnwriter.errors import UserError
from rnnwriter.model.file import ModelInfo, read_info
from rnnwriter.model.store import models


@dataclass(frozen=True)
class Listed:
    """Something that suggests. path, info: of a model. engine: of one that a package adds.
    problem: why it cannot be used, in a sentence; "" for nothing.
    """

    name: str
    path: Path | None = None
    info: ModelInfo | None = None
    engine: Registered | None = None
    problem: str = ""

    @property
    def parameters(self) -> int:
        """The weights of a model."""
        if self.info is None:
            return 0
        shapes = self.info.architecture.shapes(len(self.info.tokens))
        return sum(math.prod(shape) for shape in shapes.values())


def listed_models() -> list[Listed]:
    """Every model, the starter first."""
    return [_model(name, path) for name, path in models().items()]


def listed_engines() -> list[Listed]:
    """Every engine that another package adds; each is imported, which may take a while."""
    return [_engine(one) for one in registered() if one.name != NETWORK]


def _model(name: str, path: Path) -> Listed:
    try:
        return Listed(name, path, read_info(path))
    except UserError as error:
        return Listed(name, path, problem=str(error))


def _engine(engine: Registered) -> Listed:
    try:
        check(engine.name)
    except UserError as error:
        return Listed(engine.name, engine=engine, problem=str(error))
    return Listed(engine.name, engine=engine)
