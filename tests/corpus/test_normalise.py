"""One spelling for one character."""

from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.normalise import fold, normalise


def test_typography_is_folded() -> None:
    assert normalise("“It’s 5–6” — yes… e\u0301") == '"It\'s 5-6" — yes… é'


@given(st.text())
def test_folding_keeps_positions_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
