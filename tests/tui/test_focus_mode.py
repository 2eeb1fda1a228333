"""Focus finds the paragraph and the sentence at the cursor."""

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from rnnwriter.settings import Focus
from rnnwriter.tui.focus_mode import FocusStyles, paragraph, sentence

DIM = Style(dim=True)


def test_a_paragraph_ends_at_blank_lines() -> None:
    lines = ["a", "b", "", "c", " ", "d", "e"]
    assert [paragraph(lines, line) for line in range(7)] == [
        (0, 1),
        (0, 1),
        (2, 2),
        (3, 3),
        (4, 4),
        (5, 6),
        (5, 6),
    ]


def test_a_sentence_holds_its_quotes_and_the_blank_after_it() -> None:
    line = 'One. "Two!" Three? End'
    found = {line[slice(*sentence(line, column))] for column in range(len(line) + 1)}
    assert found == {"One. ", '"Two!" ', "Three? ", "End"}


@given(st.text(st.sampled_from("ab. !?\"'"), max_size=40))
def test_sentences_tile_a_line(line: str) -> None:
    column = 0
    while column < len(line):
        start, end = sentence(line, column)
        assert start == column < end
        column = end


def test_all_but_the_focus_is_dimmed() -> None:
    lines = ["One. Two.", "", "Three."]
    styles = FocusStyles(lambda: lines, lambda: (0, 6), lambda: DIM)

    def dimmed(focus: Focus) -> list[list[str]]:
        styles.focus = focus
        return [
            [line[span.start : span.end] for span in styles(index, line)]
            for index, line in enumerate(lines)
        ]

    assert dimmed("off") == [[], [], []]
    assert dimmed("paragraph") == [[], [], ["Three."]]
    assert dimmed("sentence") == [["One. "], [], ["Three."]]
