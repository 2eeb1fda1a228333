"""Without PyTorch there is one sentence, which says what installs it here."""

import sys

import pytest

from rnnwriter.errors import UserError
from rnnwriter.training.pytorch import has_pytorch, pytorch_or_sentence


def test_with_pytorch_nothing_is_said() -> None:
    assert has_pytorch()
    pytorch_or_sentence("training")


@pytest.mark.parametrize(
    ("without", "installer"),
    [
        (["torch"], f"`{sys.executable} -m pip install torch`"),
        (["torch", "pip"], f"`uv pip install --python {sys.executable} --torch-backend cpu torch`"),
    ],
)
def test_without_it_one_sentence_says_what_installs_it(
    without: list[str], installer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in without:
        # Which is how Python is told that there is no such module.
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UserError, match="training needs PyTorch") as told:
        pytorch_or_sentence("training")
    assert installer in str(told.value)
