"""Prose as a writer of Markdown expects it to behave."""

from textual.app import App, ComposeResult

from rnnwriter.tui.markdown_text_area import MarkdownTextArea


class Host(App[None]):
    """Only a text area."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.editor = MarkdownTextArea(text)

    def compose(self) -> ComposeResult:
        """Only a text area."""
        yield self.editor

    def style_of(self, y: int, part: str) -> str:
        """How `part` of the row is drawn."""
        segment = next(s for s in self.editor.render_line(y) if part in s.text)
        return str(segment.style)


async def test_enter_goes_on_with_a_list_and_ends_it() -> None:
    host = Host("- milk")
    async with host.run_test() as pilot:
        host.editor.move_cursor((0, 6))
        await pilot.press("enter", "e", "g", "g")
        assert host.editor.text == "- milk\n- egg"
        await pilot.press("enter", "enter", "x")
        assert host.editor.text == "- milk\n- egg\nx"
        await pilot.press("enter", "y")
        assert host.editor.text == "- milk\n- egg\nx\ny"


async def test_tab_nests_a_list_item_and_shift_tab_takes_it_out() -> None:
    host = Host("- milk\n- egg")
    async with host.run_test() as pilot:
        host.editor.move_cursor((1, 5))
        await pilot.press("tab")
        assert host.editor.text == "- milk\n  - egg"
        assert host.editor.cursor_location == (1, 7)
        await pilot.press("shift+tab")
        assert host.editor.text == "- milk\n- egg"
        assert host.editor.cursor_location == (1, 5)
        await pilot.press("ctrl+z", "ctrl+z")
        assert host.editor.text == "- milk\n- egg"


async def test_tab_moves_selected_lines_and_keeps_the_selection() -> None:
    host = Host("one\n\ntwo\nthree")
    async with host.run_test() as pilot:
        host.editor.move_cursor((0, 1))
        await pilot.press("shift+down", "shift+down", "tab")
        assert host.editor.text == "  one\n\n  two\nthree"
        assert sorted(host.editor.selection) == [(0, 3), (2, 3)]
        await pilot.press("ctrl+z")
        assert host.editor.text == "one\n\ntwo\nthree"


async def test_markdown_is_styled_where_it_stands() -> None:
    host = Host("# Title\nplain **strong** `code`")
    async with host.run_test():
        assert "bold" in host.style_of(0, "itle")
        assert "bold" in host.style_of(1, "strong")
        assert "bold" not in host.style_of(1, "plain")
        assert host.style_of(1, "code") != host.style_of(1, "plain")


async def test_focus_dims_all_but_the_paragraph() -> None:
    host = Host("one\n\ntwo")
    async with host.run_test() as pilot:
        assert "dim" not in host.style_of(2, "two")
        host.editor.focus_on = "paragraph"
        await pilot.pause()
        assert "dim" in host.style_of(2, "two")
        await pilot.press("down", "down")
        await pilot.pause()
        assert "dim" in host.style_of(0, "one")
        assert "dim" not in host.style_of(2, "wo")


async def test_typewriter_scrolling_keeps_the_cursor_in_the_middle() -> None:
    host = Host("\n".join(str(number) for number in range(100)))
    async with host.run_test(size=(40, 21)) as pilot:
        editor = host.editor
        editor.typewriter = True
        for line in (50, 99, 30):
            editor.move_cursor((line, 0))
            await pilot.pause()
            row = editor._cursor_offset[1] - editor.scroll_offset.y
            assert row == editor.content_size.height // 2


async def test_the_cursor_crosses_what_is_seen_as_one_character() -> None:
    family = "👩‍👩‍👧"
    host = Host(f"a{family}e\u0301b")
    async with host.run_test() as pilot:
        editor = host.editor
        places = [editor.cursor_location[1]]
        for _ in range(4):
            await pilot.press("right")
            places.append(editor.cursor_location[1])
        assert places == [0, 1, 6, 8, 9]
        await pilot.press("left", "backspace")
        assert editor.text == f"a{family}b"
        await pilot.press("backspace")
        assert editor.text == "ab"
        await pilot.press("home", "delete")
        assert editor.text == "b"


async def test_paragraphs_and_the_ends_of_the_text_are_a_key_away() -> None:
    host = Host("one\n\n\ntwo\nthree")
    async with host.run_test() as pilot:
        editor = host.editor
        lines = []
        for key in ("ctrl+down", "ctrl+down", "ctrl+down", "ctrl+up", "ctrl+up", "ctrl+up"):
            await pilot.press(key)
            lines.append(editor.cursor_location)
        assert lines == [(3, 0), (4, 0), (4, 5), (4, 0), (3, 0), (0, 0)]
        await pilot.press("ctrl+end")
        assert editor.cursor_location == (4, 5)
        await pilot.press("ctrl+home")
        assert editor.cursor_location == (0, 0)


async def test_a_mouse_that_selects_does_not_move_the_text_it_points_to() -> None:
    host = Host("\n".join(f"line {number}" for number in range(60)))
    async with host.run_test(size=(40, 20)) as pilot:
        host.editor.typewriter = True
        host.editor.move_cursor((30, 0))
        await pilot.pause()
        before = host.editor.scroll_offset
        await pilot.mouse_down(host.editor, offset=(2, 3))
        await pilot.hover(host.editor, offset=(6, 4))
        assert host.editor.scroll_offset == before
        await pilot.mouse_up(host.editor, offset=(6, 4))
        await pilot.pause()
        assert host.editor.selected_text
        row = host.editor._cursor_offset[1] - host.editor.scroll_offset.y
        assert row == host.editor.content_size.height // 2
