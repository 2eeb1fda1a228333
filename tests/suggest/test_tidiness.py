"""What is shown is no loop, opens nothing that it leaves open, repeats nothing that is there."""

import pytest

from rnnwriter.suggest.tidiness import tidy


@pytest.mark.parametrize(
    ("before", "suggestion", "after", "shown"),
    [
        ("It was ", "the end", "", "the end"),
        ("It was the ", "the end", "", ""),
        ("It was ", "the end of the end of the end", "", "the end of "),
        ("so it was and ", "so it was and so", "", ""),
        ("see ", "[the notes", "", ""),
        ("see ", "the notes (of", "", "the notes "),
        ("see [the ", "notes] and more", "", "notes] and more"),
        ("a **bold ", "word** here", "", "word** here"),
        ("a ", "**bold word", "", ""),
        ("a ", "`code", "", ""),
        ("The ", "cat sat", " cat sat on the mat", ""),
        ("The ", "cat sat", " dog", "cat sat"),
        ("1, 2, ", "3, 4", "", "3, 4"),
        ("a", "b", "", ""),
    ],
)
def test_untidy_ends_are_cut(before: str, suggestion: str, after: str, shown: str) -> None:
    assert tidy(before, suggestion, after) == shown
