"""How much is enough is said in one sentence."""

import pytest

from rnnwriter.corpus.enough import FEW, TOO_FEW, enough


@pytest.mark.parametrize(
    ("characters", "verdict"),
    [(0, "too few"), (TOO_FEW - 1, "too few"), (TOO_FEW, "few"), (FEW - 1, "few"), (FEW, "enough")],
)
def test_verdicts(characters: int, verdict: str) -> None:
    said = enough(characters)
    assert said.verdict == verdict
    assert f"{characters:,}" in said.advice
    assert "\n" not in said.advice
