"""One step of undo is a piece of prose."""

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import TextArea

from rnnwriter.tui.history import PAUSE_SECONDS, ProseHistory
from rnnwriter.tui.prose_text_area import UNDO_STEPS, ProseTextArea


class Host(App[None]):
    """Only a text area."""

    def compose(self) -> ComposeResult:
        """Only a text area."""
        yield ProseTextArea()


async def write(pilot: Pilot[None], text: str) -> None:
    """Press the keys of `text`."""
    names = {" ": "space", ",": "comma", ".": "full_stop"}
    await pilot.press(*(names.get(character, character) for character in text))


async def test_a_step_ends_where_a_word_follows_a_stop() -> None:
    host = Host()
    async with host.run_test() as pilot:
        editor = host.query_one(ProseTextArea)
        await write(pilot, "one two, three. four")
        for expected in ("one two, three. ", "one two, ", ""):
            await pilot.press("ctrl+z")
            assert editor.text == expected
        await pilot.press("ctrl+y", "ctrl+y", "ctrl+y")
        assert editor.text == "one two, three. four"


async def test_a_pause_ends_a_step() -> None:
    now = [0.0]

    class Clocked(ProseHistory):
        def _get_time(self) -> float:
            return now[0]

    host = Host()
    async with host.run_test() as pilot:
        editor = host.query_one(ProseTextArea)
        editor.history = Clocked(UNDO_STEPS)
        await write(pilot, "ab")
        now[0] += PAUSE_SECONDS / 2
        await write(pilot, "c")
        now[0] += PAUSE_SECONDS * 2
        await write(pilot, "d")
        await pilot.press("ctrl+z")
        assert editor.text == "abc"


async def test_letters_that_follow_each_other_are_one_edit() -> None:
    host = Host()
    async with host.run_test() as pilot:
        editor = host.query_one(ProseTextArea)
        await write(pilot, "one two, three")
        assert [len(step) for step in editor.history.undo_stack] == [1, 1]
        await pilot.press("left", "left")
        state = editor.history.state
        await write(pilot, "xy")
        assert not editor.history.state.same(state)
        await pilot.press("ctrl+z")
        assert editor.history.state.same(state)
        assert editor.cursor_location == (0, len("one two, thr"))
        await pilot.press("ctrl+y")
        assert editor.text == "one two, thrxyee"
        assert editor.cursor_location == (0, len("one two, thrxy"))


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", " ", ".", "\n", "cd", ""]), st.integers(0, 9)))
)
@settings(max_examples=50)
def test_all_that_is_undone_can_be_done_again(edits: list[tuple[str, int]]) -> None:
    editor = ProseTextArea()
    for text, place in edits:
        if place:
            editor.move_cursor((0, place))
        if text:
            editor.insert(text, maintain_selection_offset=False)
        else:
            editor.action_delete_left()
    written = editor.text
    steps = len(editor.history.undo_stack)
    for _ in range(steps):
        editor.undo()
    assert editor.text == ""
    for _ in range(steps):
        editor.redo()
    assert editor.text == written


def test_ten_thousand_steps_are_kept() -> None:
    # Nobody looks at it: drawing would take most of the time.
    editor = ProseTextArea()
    for _ in range(UNDO_STEPS):
        editor.insert("x\n", maintain_selection_offset=False)
    assert editor.text == "x\n" * UNDO_STEPS
    for _ in range(UNDO_STEPS):
        editor.undo()
    assert editor.text == ""


def test_forgotten_steps_are_not_taken_for_none() -> None:
    history = ProseHistory(3)
    document = TextArea()
    document.history = history
    untouched = history.state
    for number in range(4):
        document.insert(f"{number}\n")
    for _ in range(4):
        document.undo()
    assert document.text != ""
    assert not history.state.same(untouched)
    history.clear()
    assert history.state.same(untouched)
