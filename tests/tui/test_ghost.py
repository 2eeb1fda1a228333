"""The ghost's state machine."""

from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.suggest.suggestion import Suggestion
from rnnwriter.tui.ghost import Ghost

TEXTS = st.text(alphabet="ab é🙂", max_size=8)
GHOSTS = st.builds(
    Ghost,
    st.integers(0, 3),
    TEXTS,
    st.builds(Suggestion, TEXTS.filter(bool), st.just(0.5)),
)


def ghost(text: str, anchor: str = "The ") -> Ghost:
    return Ghost(0, anchor, Suggestion(text, 0.5))


def test_matching_characters_are_consumed_and_given_back() -> None:
    shown = ghost("end")
    typed = shown.follow(0, "The en")
    assert typed is not None
    assert typed.remaining == "d"
    back = typed.follow(0, "The e")
    assert back is not None
    assert back.remaining == "nd"


def test_a_ghost_typed_to_its_end_shows_nothing_but_can_come_back() -> None:
    typed = ghost("end").follow(0, "The end")
    assert typed is not None
    assert not typed.visible
    back = typed.follow(0, "The en")
    assert back is not None
    assert back.remaining == "d"


def test_another_character_another_row_or_a_shorter_line_end_it() -> None:
    assert ghost("end").follow(0, "The x") is None
    assert ghost("end").follow(0, "The endx") is None
    assert ghost("end").follow(1, "The e") is None
    assert ghost("end").follow(0, "The") is None


@given(GHOSTS, st.data())
def test_following_keeps_line_plus_remaining_as_it_was(shown: Ghost, data: st.DataObject) -> None:
    whole = shown.anchor + shown.suggestion.text
    for length in data.draw(st.lists(st.integers(len(shown.anchor), len(whole)), max_size=6)):
        followed = shown.follow(shown.row, whole[:length])
        assert followed is not None
        assert whole[:length] + followed.remaining == whole
        shown = followed


@given(GHOSTS, TEXTS)
def test_a_line_is_followed_exactly_if_it_lies_between_anchor_and_whole(
    shown: Ghost, line: str
) -> None:
    whole = shown.anchor + shown.suggestion.text
    expected = whole.startswith(line) and line.startswith(shown.anchor)
    assert (shown.follow(shown.row, line) is not None) == expected
