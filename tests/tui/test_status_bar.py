"""The status line on screens of every width."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from rnnwriter.tui.status_bar import MAX_ROWS, Status, StatusBar, compose_line

DRAFT = Status(
    name="draft.md", modified=True, words=1234, model="starter", mode="sampled", temperature=0.7
)


@pytest.mark.parametrize(
    ("width", "left", "right"),
    [
        (
            100,
            "draft.md •   1,234 words",
            "starter on · sampled · normal · T ━━┄┄┄ 0.7 · F1 help",
        ),
        (78, "draft.md •   1,234 words", "starter on · sampled · normal · T ━━┄┄┄ 0.7"),
        (60, "draft.md •   1,234 words", "starter on · sampled · T 0.7"),
        (50, "draft.md •   1,234 words", "on · sampled · T 0.7"),
        (36, "draft.md •", "on · sampled · T 0.7"),
        (20, "draft.md •", "on"),
        (10, "draft.md •", ""),
        (6, "draft…", ""),
    ],
)
def test_narrower_lines_drop_the_least_needed(width: int, left: str, right: str) -> None:
    assert compose_line(DRAFT, width) == (left, right)


def test_what_is_off_missing_or_loading_is_said() -> None:
    assert compose_line(replace(DRAFT, suggesting=False), 80)[1].startswith("starter off")
    assert compose_line(replace(DRAFT, model=""), 80)[1].startswith("no model")
    assert compose_line(replace(DRAFT, model="", loading=True), 80)[1].startswith("loading")
    assert "counting" in compose_line(replace(DRAFT, words=None), 80)[0]
    assert "read-only" in compose_line(replace(DRAFT, read_only=True), 80)[0]


def test_a_training_outlasts_what_is_less_needed() -> None:
    status = replace(DRAFT, training=("me 43% 4:10 2.10 b/c █▁", "43%"))
    right = compose_line(status, 100)[1]
    assert right.startswith("me 43% 4:10 2.10 b/c █▁ · starter on · sampled")
    assert compose_line(status, 130)[1].endswith("· T ━━┄┄┄ 0.7 · F1 help")
    assert compose_line(status, 60) == ("draft.md •   1,234 words", "43% · on")
    assert compose_line(status, 26) == ("draft.md •", "43% · on")


def test_a_message_takes_the_left_side() -> None:
    left, right = compose_line(replace(DRAFT, message="Saved draft.md"), 80)
    assert (left, right[:7]) == ("Saved draft.md", "starter")


def test_for_a_screen_reader_suggestions_are_told_and_nothing_is_drawn() -> None:
    status = replace(DRAFT, goal=0.5, plain=True)
    line = "".join(compose_line(status, 120))
    assert line.isascii() or set(line) - {"•", "·"} <= set(map(chr, range(128)))
    assert "50%" in line
    told = replace(status, suggestion="ted States", message="Saved draft.md")
    assert compose_line(told, 80)[0] == "Suggestion: ted States"
    assert compose_line(told, 15) == ("Suggestion: te…", "")


@given(
    st.builds(
        Status,
        name=st.text(alphabet="ab界.", min_size=1, max_size=40),
        modified=st.booleans(),
        read_only=st.booleans(),
        words=st.integers(0, 10**6),
        model=st.sampled_from(["", "starter", "my-notes-of-2024"]),
        suggesting=st.booleans(),
    ),
    st.integers(0, 120),
)
def test_the_line_always_fits(status: Status, width: int) -> None:
    left, right = compose_line(status, width)
    assert cell_len(left) + cell_len(right) <= width


class Bar(App[None]):
    """Only a status bar."""

    def compose(self) -> ComposeResult:
        """Only a status bar."""
        yield StatusBar()


async def test_a_long_message_gets_the_rows_it_needs_and_gives_them_back() -> None:
    async with Bar().run_test(size=(30, 10)) as pilot:
        bar = pilot.app.query_one(StatusBar)
        bar.tell("Not saved: " + "a long reason " * 5, lasting=True)
        await pilot.pause()
        assert 1 < bar.size.height <= MAX_ROWS
        bar.quiet()
        await pilot.pause()
        assert bar.size.height == 1


async def test_a_message_cannot_send_commands_to_the_terminal() -> None:
    async with Bar().run_test() as pilot:
        bar = pilot.app.query_one(StatusBar)
        bar.tell("evil\x1b]0;name\x07.md")
        assert bar.message == "evil␛]0;name␇.md"
