"""The outline of a text."""

from rnnwriter.tui.outline import Heading, heading_at, outline

TEXT = """# One

text
## Two ##
```
# not this
```
#hashtag
###
 # Three"""


def test_headings_and_where_they_are() -> None:
    headings = outline(TEXT.split("\n"))
    assert headings == [Heading(0, 1, "One"), Heading(3, 2, "Two"), Heading(9, 1, "Three")]
    assert [heading_at(headings, line) for line in (0, 2, 3, 8, 9)] == [0, 0, 1, 1, 2]
    assert heading_at(headings[1:], 0) is None
