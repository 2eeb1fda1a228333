"""Pieces of a text begin where they are asked to."""

import re

import pytest

from rnnwriter.evaluation.excerpts import PARAGRAPH, excerpts

TEXT = "One two three.\n\nFour five six.\n\n\nSeven eight nine.\nTen.\n"


def test_paragraphs() -> None:
    assert sorted(excerpts(TEXT, PARAGRAPH, 9, 5)) == ["Four ", "One t", "Seven"]
    assert len(excerpts(TEXT, PARAGRAPH, 2, 5)) == 2
    assert excerpts(TEXT, PARAGRAPH, 2, 5, seed=1) == excerpts(TEXT, PARAGRAPH, 2, 5, seed=1)
    assert len({tuple(excerpts(TEXT, PARAGRAPH, 2, 5, seed)) for seed in range(9)}) > 1


def test_only_what_is_long_enough() -> None:
    assert excerpts(TEXT, PARAGRAPH, 9, len(TEXT)) == [TEXT]
    assert excerpts(TEXT, re.compile("^Ten", re.MULTILINE), 9, 5) == ["Ten.\n"]
    with pytest.raises(ValueError, match="followed by 99"):
        excerpts(TEXT, PARAGRAPH, 9, 99)
    with pytest.raises(ValueError, match="no place"):
        excerpts(TEXT, re.compile("cow"), 9, 5)
