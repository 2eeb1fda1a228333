"""Whether PyTorch is there, without importing it; everything but training goes without."""

import sys
from importlib.util import find_spec

from rnnwriter.errors import UserError


def has_pytorch() -> bool:
    """Whether PyTorch is installed."""
    return find_spec("torch") is not None


def pytorch_or_sentence(what: str) -> None:
    """Raise UserError, one sentence, when PyTorch, which `what` needs, is not installed."""
    if not has_pytorch():
        raise UserError(f"{what} needs PyTorch, which is not installed; run `{_installer()} torch`")


def _installer() -> str:
    """What installs into the environment that this is, which may have no pip."""
    if find_spec("pip") is not None:
        return f"{sys.executable} -m pip install"
    return f"uv pip install --python {sys.executable} --torch-backend cpu"
