"""What Markdown means in a line is seen; what only looks like it is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.tui.markdown_styles import KINDS, fenced, marked


def parts(line: str) -> list[tuple[str, str]]:
    """What is marked: its kind and its text."""
    return [(part.kind, line[part.start : part.end]) for part in marked(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# Title", [("heading", "# Title")]),
        ("#tag", []),
        ("a *word* here", [("emphasis", "*word*")]),
        ("a _word_ here", [("emphasis", "_word_")]),
        ("**very** good", [("strong", "**very**")]),
        ("**very *very* good**", [("strong", "**very *very* good**"), ("emphasis", "*very*")]),
        ("snake_case_name and 2 * 3 * 4", []),
        ("run `a * b * c` now", [("code", "`a * b * c`")]),
        ("``a ` b``", [("code", "``a ` b``")]),
        ("- item", [("mark", "-")]),
        ("  12. item *x*", [("mark", "12."), ("emphasis", "*x*")]),
        ("- [x] done", [("mark", "- [x]")]),
        ("> said *he*", [("quote", "> said *he*"), ("emphasis", "*he*")]),
        (
            "see [here](http://a.b) and [[note]]",
            [("link", "[here](http://a.b)"), ("link", "[[note]]")],
        ),
        ("at https://a.b/c_d_e now", [("link", "https://a.b/c_d_e")]),
        ("~~gone~~", [("strike", "~~gone~~")]),
        ("---", [("rule", "---")]),
        ("* * *", [("rule", "* * *")]),
        ("```python", [("code", "```python")]),
        ("", []),
    ],
)
def test_lines(line: str, expected: list[tuple[str, str]]) -> None:
    assert parts(line) == expected


@given(st.text(st.sampled_from("a *_`~#>[]()-1.\t"), max_size=60))
def test_any_line_is_marked_within_itself(line: str) -> None:
    for part in marked(line):
        assert 0 <= part.start < part.end <= len(line)
        assert part.kind in KINDS


def test_fences() -> None:
    lines = ["a", "```", "b *c*", "```", "d", "  ~~~", "e"]
    assert [fenced(lines, index) for index in range(len(lines))] == [
        False,
        False,
        True,
        True,
        False,
        False,
        True,
    ]
