"""The editor widget: when a ghost is shown, what keys do to it, and that nothing is ever lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from rich.segment import Segment
from textual import events
from textual.pilot import Pilot
from textual.widgets.text_area import Selection

from rnnwriter.suggest.suggestion import TextSuggester
from rnnwriter.tui.ghost_text_area import GhostTextArea

from .helpers import Failing, Gate, Host, Phrases, quiet, until

FOX = "The quick brown fox jumps over the lazy dog"
CAT = "The cat sat"


@asynccontextmanager
async def editing(
    suggester: TextSuggester | None = None, text: str = "", size: tuple[int, int] = (80, 20)
) -> AsyncIterator[tuple[Pilot[Any], GhostTextArea, Host]]:
    """A pilot, the text area with the cursor at the end of `text`, and the app around it."""
    editor = GhostTextArea(text, suggester=suggester)
    host = Host(editor)
    async with host.run_test(size=size) as pilot:
        editor.move_cursor(editor.document.end)
        await pilot.pause()
        yield pilot, editor, host


async def write(pilot: Pilot[Any], editor: GhostTextArea, text: str) -> None:
    """Type `text` and wait for the suggester."""
    await pilot.press(*("space" if character == " " else character for character in text))
    await quiet(pilot, editor)


async def test_a_ghost_appears_after_typing_and_is_no_part_of_the_text() -> None:
    async with editing(Phrases(CAT)) as (pilot, editor, host):
        await write(pilot, editor, "The ")
        assert editor.ghost == "cat sat"
        assert editor.text == "The "
        assert host.rows()[0] == CAT
        assert host.messages == ["suggested he cat sat"]


async def test_a_ghost_can_be_told_from_text_without_colour() -> None:
    async with editing(Phrases(CAT)) as (pilot, editor, _):
        await write(pilot, editor, "The ")

        def style_of(part: str) -> Segment:
            return next(s for s in editor.render_line(0) if part in s.text)

        ghost, text = style_of("at sat").style, style_of("The").style
        assert ghost is not None
        assert text is not None
        assert (ghost.italic, ghost.dim) == (True, True)
        assert not text.italic
        assert not text.dim


async def test_a_ghost_wraps_with_its_paragraph_and_accepting_it_moves_nothing() -> None:
    async with editing(Phrases(FOX), size=(24, 12)) as (pilot, editor, host):
        await write(pilot, editor, "The quick bro")
        shown = host.rows()
        assert " ".join(row.strip() for row in shown).strip() == FOX
        await pilot.press("tab")
        await quiet(pilot, editor)
        assert editor.text == FOX
        assert host.rows() == shown


async def test_a_ghost_that_wraps_at_the_foot_of_the_screen_is_shown_whole() -> None:
    above = "\n".join(f"line {number}" for number in range(40))
    async with editing(Phrases(FOX), text=above + "\n", size=(24, 12)) as (pilot, editor, host):
        await write(pilot, editor, "The")
        assert " ".join(row.strip() for row in host.rows()).strip().endswith(FOX)


async def test_lines_below_a_wrapped_ghost_move_down_and_back() -> None:
    async with editing(Phrases(FOX), text="\nnext", size=(24, 12)) as (pilot, editor, host):
        editor.move_cursor((0, 0))
        await write(pilot, editor, "The")
        assert [row.strip() for row in host.rows()[:4]] == [
            "The quick brown fox",
            "jumps over the lazy",
            "dog",
            "next",
        ]
        await pilot.press("escape")
        assert [row.strip() for row in host.rows()[:3]] == ["The", "next", ""]


async def test_matching_keys_consume_the_ghost_without_asking_again() -> None:
    suggester = Phrases(CAT)
    async with editing(suggester) as (pilot, editor, _):
        await write(pilot, editor, "The ")
        asked = len(suggester.asked)
        await write(pilot, editor, "cat")
        assert editor.ghost == " sat"
        assert len(suggester.asked) == asked


async def test_backspace_gives_consumed_characters_back() -> None:
    suggester = Phrases(CAT)
    async with editing(suggester) as (pilot, editor, _):
        await write(pilot, editor, "The cat")
        editor.suggester = suggester = Phrases(CAT + " down")
        await quiet(pilot, editor)
        assert editor.ghost == " sat down"
        await write(pilot, editor, " s")
        asked = len(suggester.asked)
        await pilot.press("backspace", "backspace")
        await quiet(pilot, editor)
        assert editor.ghost == " sat down"
        assert len(suggester.asked) == asked


async def test_a_ghost_typed_to_its_end_makes_room_for_the_next() -> None:
    async with editing(Phrases(CAT, CAT + " down")) as (pilot, editor, _):
        await write(pilot, editor, "The cat sat")
        assert editor.ghost == " down"


async def test_another_key_ends_the_ghost_and_asks_anew() -> None:
    async with editing(Phrases(CAT, "The dog ran")) as (pilot, editor, host):
        await write(pilot, editor, "The ")
        await write(pilot, editor, "d")
        assert editor.ghost == "og ran"
        assert "dismissed cat sat" in host.messages


async def test_tab_accepts_as_one_step_of_undo() -> None:
    async with editing(Phrases(CAT)) as (pilot, editor, host):
        await write(pilot, editor, "The ")
        await pilot.press("tab")
        await write(pilot, editor, "!")
        assert editor.text == "The cat sat!"
        assert "accepted cat sat" in host.messages
        await pilot.press("ctrl+z", "ctrl+z")
        assert editor.text == "The "
        assert editor.cursor_location == (0, 4)
        await pilot.press("ctrl+y")
        assert editor.text == CAT


async def test_a_word_can_be_taken_with_the_blank_after_it_and_the_rest_stays() -> None:
    async with editing(Phrases(FOX)) as (pilot, editor, host):
        await write(pilot, editor, "The qu")
        await pilot.press("ctrl+right")
        await quiet(pilot, editor)
        assert editor.text == "The quick "
        assert editor.ghost == FOX[len("The quick ") :]
        await pilot.press("ctrl+right")
        assert editor.text == "The quick brown "
        assert "accepted ick " in host.messages
        assert not [message for message in host.messages if message.startswith("dismissed")]
        await pilot.press("ctrl+z")
        assert editor.text == "The quick "


async def test_end_takes_the_line_and_without_a_ghost_moves() -> None:
    async with editing(Phrases(CAT)) as (pilot, editor, _):
        await write(pilot, editor, "The ")
        await pilot.press("end")
        assert editor.text == CAT
        await pilot.press("home", "end")
        assert editor.text == CAT
        assert editor.cursor_location == (0, len(CAT))


async def test_ctrl_right_without_a_ghost_moves_a_word() -> None:
    async with editing(text="one two") as (pilot, editor, _):
        await pilot.press("home", "ctrl+right")
        assert editor.cursor_location == (0, 3)


async def test_alternatives_can_be_looked_through_both_ways() -> None:
    async with editing(Phrases(CAT, "The dog ran", "The end")) as (pilot, editor, _):
        shown: list[tuple[str, int, int]] = []
        await write(pilot, editor, "The ")
        for key in ("ctrl+n", "ctrl+n", "ctrl+b", "ctrl+b", "ctrl+b"):
            await pilot.press(key)
            await quiet(pilot, editor)
            shown.append((editor.ghost, editor._number + 1, len(editor._known)))
        assert shown == [
            ("dog ran", 2, 3),
            ("end", 3, 3),
            ("dog ran", 2, 3),
            ("cat sat", 1, 3),
            ("cat sat", 1, 3),
        ]
        await pilot.press("ctrl+n", "tab")
        assert editor.text == "The dog ran"


async def test_a_suggestion_can_be_asked_for_in_the_middle_of_a_line() -> None:
    async with editing(Phrases(FOX), text="The quick end", size=(30, 12)) as (pilot, editor, host):
        editor.move_cursor((0, len("The quick ")))
        await pilot.press("ctrl+n")
        await quiet(pilot, editor)
        assert editor.ghost == FOX[len("The quick ") :]
        assert editor.text == "The quick end"
        # What stands after the cursor moves as if the ghost were typed.
        assert " ".join(row.strip() for row in host.rows()).strip() == FOX + "end"
        await pilot.press("b")
        await quiet(pilot, editor)
        assert editor.ghost == FOX[len("The quick b") :]
        await pilot.press("tab")
        assert editor.text == FOX + "end"


async def test_the_old_ghost_stays_until_another_suggester_has_answered() -> None:
    gated = Gate("The cat slept")
    async with editing(Phrases(CAT)) as (pilot, editor, host):
        await write(pilot, editor, "The ")
        editor.suggester = gated
        await until(pilot, lambda: gated.asked, "the other is asked")
        assert editor.ghost == "cat sat"
        gated.gate.set()
        await quiet(pilot, editor)
        assert editor.ghost == "cat slept"
        assert not [message for message in host.messages if message.startswith("dismissed")]


async def test_only_rows_that_change_are_drawn_again() -> None:
    text = "\n".join(f"line {number}" for number in range(30))
    async with editing(Phrases(CAT), text=text, size=(40, 20)) as (pilot, editor, _):
        editor.move_cursor((3, 6))
        await quiet(pilot, editor)
        drawn: list[set[int]] = []
        exchange = editor._exchange_repaint_regions

        def noted() -> Any:
            regions = exchange()
            drawn.append({y for region in regions for y in region.line_range})
            # The whole width, padding included.
            assert all(region.width == editor.outer_size.width for region in regions)
            return regions

        editor._exchange_repaint_regions = noted  # type: ignore[method-assign]
        await pilot.press("x")
        await quiet(pilot, editor)
        row = 3 - editor.scroll_offset.y + editor.gutter.top
        assert set().union(*drawn) == {row}


async def test_a_single_accepted_character_is_a_step_of_its_own_too() -> None:
    async with editing(Phrases("abc")) as (pilot, editor, _):
        await write(pilot, editor, "ab")
        await pilot.press("tab")
        await write(pilot, editor, "d")
        await pilot.press("ctrl+z", "ctrl+z")
        assert editor.text == "ab"


async def test_tab_without_a_ghost_indents_and_keeps_the_focus() -> None:
    async with editing(text="ab") as (pilot, editor, _):
        await pilot.press("tab")
        assert editor.text == "ab  "
        assert editor.has_focus


async def test_escape_hides_until_the_next_edit_and_keeps_the_focus() -> None:
    async with editing(Phrases(CAT)) as (pilot, editor, host):
        await write(pilot, editor, "The ")
        await pilot.press("escape", "escape")
        await quiet(pilot, editor)
        assert editor.ghost == ""
        assert editor.has_focus
        assert host.messages[-1] == "dismissed cat sat"
        await write(pilot, editor, "c")
        assert editor.ghost == "at sat"


@pytest.mark.parametrize(
    "key", ["left", "right", "up", "down", "home", "shift+left", "pageup", "ctrl+left", "f7"]
)
async def test_moving_and_selecting_end_the_ghost_and_insert_nothing(key: str) -> None:
    async with editing(Phrases(CAT), text="\n\n") as (pilot, editor, _):
        editor.move_cursor((1, 0))
        await write(pilot, editor, "The ")
        assert editor.ghost
        await pilot.press("right" if key == "right" else key)
        await quiet(pilot, editor)
        assert editor.ghost == ""
        assert editor.text == "\nThe \n"


async def test_cursor_keys_cross_a_wrapped_ghost_as_if_it_were_not_there() -> None:
    async with editing(Phrases(FOX), text="\nnext", size=(24, 12)) as (pilot, editor, _):
        editor.move_cursor((0, 0))
        await write(pilot, editor, "The")
        await pilot.press("down")
        assert editor.cursor_location == (1, 3)


async def test_a_click_into_a_ghost_changes_nothing_and_one_below_it_lands_there() -> None:
    async with editing(Phrases(FOX), text="\nnext", size=(24, 12)) as (pilot, editor, _):
        editor.move_cursor((0, 0))
        await write(pilot, editor, "The")
        x, y = editor.gutter.left, editor.gutter.top
        await pilot.click(editor, offset=(x + 2, y + 2))
        assert editor.cursor_location == (0, 3)
        assert editor.ghost
        await pilot.click(editor, offset=(x + 2, y + 3))
        assert editor.cursor_location == (1, 2)
        assert editor.ghost == ""


async def test_no_ghost_in_the_middle_of_a_line_or_with_a_selection_or_on_an_empty_page() -> None:
    suggester = Phrases(CAT)
    async with editing(suggester, text="x") as (pilot, editor, _):
        editor.move_cursor((0, 0))
        await write(pilot, editor, "The ")
        assert editor.text == "The x"
        assert editor.ghost == ""
        await pilot.press("f7", "backspace")
        await quiet(pilot, editor)
        assert editor.text == ""
        assert suggester.asked == []


async def test_undo_and_redo_show_no_ghost() -> None:
    async with editing(Phrases(CAT)) as (pilot, editor, _):
        await write(pilot, editor, "The c")
        assert editor.ghost
        await pilot.press("ctrl+z")
        await quiet(pilot, editor)
        assert editor.ghost == ""
        await pilot.press("ctrl+y")
        await quiet(pilot, editor)
        assert editor.text == "The c"
        assert editor.ghost == ""


async def test_losing_the_focus_and_read_only_end_the_ghost() -> None:
    async with editing(Phrases(CAT)) as (pilot, editor, _):
        await write(pilot, editor, "The ")
        editor.screen.set_focus(None)
        await quiet(pilot, editor)
        assert editor.ghost == ""
        editor.focus()
        await write(pilot, editor, "c")
        assert editor.ghost
        editor.read_only = True
        await quiet(pilot, editor)
        assert editor.ghost == ""


async def test_turning_suggestions_off_and_on_hides_and_shows() -> None:
    async with editing(Phrases(CAT)) as (pilot, editor, _):
        await write(pilot, editor, "The ")
        editor.suggesting = False
        await quiet(pilot, editor)
        assert editor.ghost == ""
        editor.suggesting = True
        await quiet(pilot, editor)
        assert editor.ghost == "cat sat"


async def test_stale_answers_are_dropped_and_requests_do_not_pile_up() -> None:
    gated = Gate(CAT)
    async with editing(gated) as (pilot, editor, host):
        await pilot.press("T")
        await until(pilot, lambda: gated.asked, "the first request runs")
        await pilot.press("h", "e", "space")
        await pilot.pause()
        gated.gate.set()
        await quiet(pilot, editor)
        assert gated.asked == ["T", "The ", "The cat sat"]
        assert editor.ghost == "cat sat"
        assert host.messages == ["suggested cat sat"]


async def test_an_answer_after_the_cursor_moved_is_dropped() -> None:
    gated = Gate(CAT)
    async with editing(gated) as (pilot, editor, host):
        await pilot.press("T", "h")
        await until(pilot, lambda: gated.asked, "a request runs")
        await pilot.press("left", "right")
        gated.gate.set()
        await quiet(pilot, editor)
        assert editor.ghost == ""
        assert host.messages == []


async def test_a_paste_asks_once() -> None:
    suggester = Phrases("one two three", "x\ny\nThe cat")
    async with editing(suggester) as (pilot, editor, _):
        pilot.app.post_message(events.Paste("x\ny\none two"))
        await quiet(pilot, editor)
        # What comes after the suggestion is looked for as well.
        assert suggester.asked == ["x\ny\none two", "x\ny\none two three"]
        assert editor.ghost == " three"


async def test_a_failing_suggester_turns_suggestions_off_and_loses_no_text() -> None:
    async with editing(Failing()) as (pilot, editor, host):
        await write(pilot, editor, "The cat")
        await write(pilot, editor, " sat")
        assert editor.text == CAT
        assert not editor.suggesting
        assert host.messages == ["failed no weights"]


async def test_a_ghost_with_wide_characters_wraps_too() -> None:
    phrase = "日本 " + "日本語で書く " * 6
    async with editing(Phrases(phrase), size=(24, 12)) as (pilot, editor, host):
        editor.insert("日本 ", maintain_selection_offset=False)
        await quiet(pilot, editor)
        assert "".join(host.rows()).replace(" ", "") == phrase.replace(" ", "")


async def test_resizing_keeps_the_ghost_and_wraps_it_anew() -> None:
    async with editing(Phrases(FOX), size=(80, 20)) as (pilot, editor, host):
        await write(pilot, editor, "The")
        await pilot.resize_terminal(24, 20)
        await quiet(pilot, editor)
        assert editor.ghost == FOX[3:]
        assert " ".join(row.strip() for row in host.rows()).strip() == FOX


async def test_loading_another_text_ends_the_ghost() -> None:
    async with editing(Phrases(CAT)) as (pilot, editor, host):
        await write(pilot, editor, "The ")
        editor.load_text("new")
        await quiet(pilot, editor)
        assert editor.ghost == ""
        assert host.rows()[0] == "new"


async def test_selecting_everything_and_typing_asks_anew() -> None:
    async with editing(Phrases(CAT, "Xylophone")) as (pilot, editor, _):
        await write(pilot, editor, "The ")
        editor.selection = Selection((0, 0), (0, 4))
        await write(pilot, editor, "X")
        assert editor.text == "X"
        assert editor.ghost == "ylophone"


async def test_the_next_ghost_is_there_when_one_is_accepted_or_typed_to_its_end() -> None:
    suggester = Phrases("one two", "one two three")
    for keys in (["tab"], ["space", *"two"]):
        suggester.asked.clear()
        async with editing(suggester) as (pilot, editor, _):
            await write(pilot, editor, "one")
            assert editor.ghost == " two"
            await pilot.press(*keys)
            await quiet(pilot, editor)
            assert editor.text == "one two"
            assert editor.ghost == " three"
            assert suggester.asked.count("one two") == 1


@pytest.mark.parametrize(("key", "text"), [("comma", "The cat sat,"), ("x", "The cat sat x")])
async def test_the_blank_of_a_ghost_makes_way_for_a_comma(key: str, text: str) -> None:
    async with editing(Phrases(CAT + " ")) as (pilot, editor, _):
        await write(pilot, editor, "The")
        await pilot.press("tab", key)
        assert editor.text == text
        await pilot.press("comma")
        assert editor.text == text + ","


async def test_a_call_that_is_not_wanted_any_more_is_interrupted() -> None:
    class Slow(Gate):
        interrupted = 0

        def interrupt(self) -> None:
            self.interrupted += 1
            self.gate.set()

    slow = Slow(CAT)
    async with editing(slow) as (pilot, editor, _):
        await pilot.press("T")
        await until(pilot, lambda: slow.asked, "the first request runs")
        await pilot.press("h")
        await until(pilot, lambda: slow.interrupted, "it is interrupted")
        await quiet(pilot, editor)
        assert editor.ghost == "e cat sat"
