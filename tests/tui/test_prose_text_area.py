"""The text area mended for prose: undo that never crashes, characters that never change."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from rnnwriter.tui.prose_layout import ProseLayout
from rnnwriter.tui.prose_text_area import ROOM_ROWS, ProseTextArea

from .helpers import until


class Host(App[None]):
    """Only a text area."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.editor = ProseTextArea(text)

    def compose(self) -> ComposeResult:
        """Only a text area."""
        yield self.editor


PIECES = st.text(alphabet="ab \n", max_size=12)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
        st.tuples(st.just("replace"), PIECES, st.integers(0, 60), st.integers(0, 60)),
    ),
    max_size=12,
)


def apply(editor: ProseTextArea, step: tuple[object, ...]) -> None:
    if step[0] == "undo":
        editor.undo()
    elif step[0] == "redo":
        editor.redo()
    else:
        _, piece, *cuts = step
        length = len(editor.text)
        document = editor.document
        ends = [min(int(str(cut)), length) for cut in cuts]
        start, end = (document.get_location_from_index(cut) for cut in sorted(ends))  # type: ignore[attr-defined]
        editor.replace(str(piece), start, end, maintain_selection_offset=False)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES, STEPS)
async def test_any_edits_undone_and_redone_keep_text_and_layout_in_step(
    text: str, steps: list[tuple[object, ...]]
) -> None:
    host = Host(text)
    async with host.run_test(size=(12, 6)) as pilot:
        editor = host.editor
        for step in steps:
            apply(editor, step)
            fresh = ProseLayout(editor.document, editor.wrap_width)
            assert editor._plain.lines == fresh.lines
            row, column = editor.cursor_location
            assert column <= len(editor.document[row])
        await pilot.pause()
        while editor.history.undo_stack:
            editor.undo()
        assert editor.text == text


async def test_control_characters_are_drawn_as_pictures_and_kept_in_the_text() -> None:
    text = "a\x1b[31mb\fc\x85d\u2028e\x7f"
    host = Host(text)
    async with host.run_test():
        drawn = host.editor.render_line(0).text.rstrip()
        assert drawn == "a␛[31mb␌c\ufffdd\ufffde␡"
        assert host.editor.text == text


async def test_escape_keeps_the_focus() -> None:
    host = Host()
    async with host.run_test() as pilot:
        await pilot.press("escape")
        assert host.editor.has_focus


async def test_words_are_counted() -> None:
    host = Host("one two\n\nthree")
    async with host.run_test() as pilot:
        assert host.editor.word_count == 3
        await pilot.press("x", "space", "f7", "backspace")
        assert host.editor.word_count == 0


async def test_some_rows_stay_free_below_the_cursor_in_a_tall_area_only() -> None:
    for height, free in ((20, 2), (7, 0)):
        host = Host("\n".join("line" for _ in range(50)))
        async with host.run_test(size=(40, height)) as pilot:
            editor = host.editor
            editor.move_cursor(editor.document.end)
            await pilot.pause()
            row = editor._cursor_offset[1] - editor.scroll_offset.y
            assert row == editor.content_size.height - 1 - free


async def test_a_border_is_drawn_again_when_it_changes() -> None:
    host = Host("text")
    async with host.run_test(size=(20, 6)) as pilot:
        host.editor.styles.border = ("solid", "red")
        await pilot.pause()
        for title in ("One", "Two"):
            host.editor.border_title = title
            await pilot.pause()
            regions = host.editor._exchange_repaint_regions()
            assert not regions
            assert title in host.export_screenshot()
            host.editor.border_title = f"{title}!"
            assert any(0 in region.line_range for region in host.editor._exchange_repaint_regions())
            await pilot.pause()


async def test_words_are_moved_over_and_deleted_whole() -> None:
    host = Host("cafe\u0301s, too\nend")
    async with host.run_test() as pilot:
        editor = host.editor
        await pilot.press("ctrl+right")
        assert editor.cursor_location == (0, 6)
        await pilot.press("ctrl+delete", "ctrl+w")
        assert editor.text == " too\nend"
        await pilot.press("ctrl+delete", "ctrl+delete")
        assert editor.text == "end"
        await pilot.press("ctrl+right", "ctrl+right", "ctrl+left", "ctrl+left")
        assert editor.cursor_location == (0, 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one\ntwo\nthree", "zero\none\ntwo\n3"),
        ("one\ntwo\n", ""),
        ("", "one\ntwo\n"),
        ("one", "one\n"),
        ("one\n", "one"),
        ("a\nb\nc\nd\ne", "a\nB\nc\ne\nf"),
        ("same", "same"),
    ],
)
async def test_a_text_is_changed_to_another_as_one_step(before: str, after: str) -> None:
    host = Host(before)
    async with host.run_test():
        editor = host.editor
        editor.change_to(after)
        assert editor.text == after
        editor.undo()
        assert editor.text == before
        editor.redo()
        assert editor.text == after


async def test_the_cursor_stays_in_its_line_when_others_change() -> None:
    host = Host("one\ntwo\nthree")
    async with host.run_test():
        host.editor.move_cursor((1, 2))
        host.editor.change_to("zero\none\ntwo\n3\n4")
        assert host.editor.cursor_location == (2, 2)


async def test_rows_are_kept_free_below_the_text_as_far_as_the_height_allows() -> None:
    host = Host("\n".join("abcdefghijkl"))
    async with host.run_test(size=(20, 10)) as pilot:
        editor = host.editor
        await until(pilot, lambda: editor.virtual_size.height == 12 + ROOM_ROWS, "with room")
        editor.styles.padding = (2, 0)
        await until(pilot, lambda: editor.virtual_size.height == 12, "without")
        editor.styles.padding = 0
        await until(pilot, lambda: editor.virtual_size.height == 12 + ROOM_ROWS, "with room again")
