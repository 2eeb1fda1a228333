"""The ghost's state machine."""

from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.suggest.ghost import Ghost
from rnnwriter.suggest.suggestion import Suggestion

TEXTS = st.text(alphabet="ab é🙂", max_size=8)
GHOSTS = st.builds(
    Ghost,
    st.integers(0, 3),
    TEXTS,
    TEXTS,
    st.builds(Suggestion, TEXTS.filter(bool), st.just(0.5)),
)


def ghost(text: str) -> Ghost:
    return Ghost(0, "The ", "", Suggestion(text, 0.5))


def follow(shown: Ghost, line: int, text: str) -> Ghost | None:
    """Follow it to the end of `text`."""
    return shown.follow(line, text, len(text))


def test_matching_characters_are_consumed_and_given_back() -> None:
    shown = ghost("end")
    typed = follow(shown, 0, "The en")
    assert typed is not None
    assert typed.remaining == "d"
    back = follow(typed, 0, "The e")
    assert back is not None
    assert back.remaining == "nd"


def test_a_ghost_typed_to_its_end_shows_nothing_but_can_come_back() -> None:
    typed = follow(ghost("end"), 0, "The end")
    assert typed is not None
    assert not typed.visible
    back = follow(typed, 0, "The en")
    assert back is not None
    assert back.remaining == "d"


def test_another_character_another_row_or_a_shorter_line_end_it() -> None:
    assert follow(ghost("end"), 0, "The x") is None
    assert follow(ghost("end"), 0, "The endx") is None
    assert follow(ghost("end"), 1, "The e") is None
    assert follow(ghost("end"), 0, "The") is None


@given(GHOSTS, st.data())
def test_following_keeps_the_whole_line_as_it_was(shown: Ghost, data: st.DataObject) -> None:
    start, end = len(shown.before), len(shown.before + shown.suggestion.text)
    whole = shown.before + shown.suggestion.text
    for column in data.draw(st.lists(st.integers(start, end), max_size=6)):
        followed = shown.follow(shown.line, whole[:column] + shown.after, column)
        assert followed is not None
        assert followed.column == column
        assert whole[:column] + followed.remaining == whole
        shown = followed


@given(GHOSTS, TEXTS, st.data())
def test_a_line_is_followed_exactly_if_it_holds_a_part_of_the_ghost_before_the_cursor(
    shown: Ghost, line: str, data: st.DataObject
) -> None:
    column = data.draw(st.integers(0, len(line)))
    left, right = line[:column], line[column:]
    whole = shown.before + shown.suggestion.text
    expected = whole.startswith(left) and left.startswith(shown.before) and right == shown.after
    assert (shown.follow(shown.line, line, column) is not None) == expected
