"""The text of a document as lines, split at line ends only.

Textual's Document splits with `str.splitlines`, which also breaks at form feeds, U+0085 and
U+2028 and so would rewrite them as newlines on saving. It also joins and counts the whole text
on each question; here the joined text is kept until the next edit and words are counted per edit.
"""

from collections.abc import Callable, Iterable

from textual.document._document import Document, EditResult, Location

from rnnwriter.lines import LINE_END, replacement, split_lines

# The words of a text of so many characters are counted at once.
_AT_ONCE = 500_000


def count_words(lines: Iterable[str]) -> int:
    """How many runs of non-blank characters `lines` hold."""
    return sum(len(line.split()) for line in lines)


class ProseDocument(Document):
    """A Document that changes no character it was given.

    The first line end of the text is the one that `text` joins the lines with. The words of a long
    text are counted a part at a time, with `count_some`.
    """

    def __init__(self, text: str) -> None:
        first_end = LINE_END.search(text)
        super().__init__(first_end.group() if first_end else "")
        self._lines = split_lines(text)
        self._characters = sum(map(len, self._lines))
        self._joined: str | None = None
        self.told: Callable[[Location, Location, str], None] | None = None
        """Who is told of each edit: its two places, as they were before, and the text."""
        # Of the first lines, so many are counted.
        self._counted = 0
        self._words = 0
        if self._characters <= _AT_ONCE:
            self.count_some(_AT_ONCE)

    @property
    def text(self) -> str:
        """The whole text."""
        if self._joined is None:
            self._joined = self._newline.join(self._lines)
        return self._joined

    @property
    def word_count(self) -> int | None:
        """How many words the text has; None before all are counted."""
        return self._words if self._counted == len(self._lines) else None

    @property
    def character_count(self) -> int:
        """How many characters the text has, line ends counted as one."""
        return self._characters + len(self._lines) - 1

    def count_some(self, characters: int) -> None:
        """Count the words of the next lines, of about so many characters."""
        lines = self._lines
        first = self._counted
        while self._counted < len(lines) and characters >= 0:
            characters -= len(lines[self._counted]) + 1
            self._counted += 1
        self._words += count_words(lines[first : self._counted])

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace what lies between `start` and `end`; the only way a document changes."""
        top, bottom = sorted((start, end))
        replaced = self.get_text_range(top, bottom)
        lines = self._lines
        rows, new = replacement(lines, top, bottom, text)
        after = len(lines[bottom[0]]) - bottom[1] if bottom[0] < len(lines) else 0
        end_location = (rows.start + len(new) - 1, len(new[-1]) - after)
        top_row, bottom_row = rows.start, rows.stop - 1
        old = lines[rows]
        self._words -= count_words(old[: max(self._counted - top_row, 0)])
        if bottom_row < self._counted:
            self._counted += len(new) - len(old)
            self._words += count_words(new)
        else:
            self._counted = min(self._counted, top_row)
        self._characters += sum(map(len, new)) - sum(map(len, old))
        lines[rows] = new
        self._joined = None
        if self.told is not None:
            self.told(start, end, text)
        return EditResult(end_location, replaced)
