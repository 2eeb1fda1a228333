"""Looking inside the network: which part of a text is read, and what is said where none is."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.tui.cells import MOST, excerpt

from .helpers import cat_engine, loaded, no_engine, running, told, writer

documents = st.lists(st.integers(0, 900), min_size=1, max_size=40).map(
    lambda lengths: [chr(97 + at % 26) * length for at, length in enumerate(lengths)]
)


@given(documents, st.data())
def test_an_excerpt_is_a_part_of_the_text_with_the_cursor_in_it(
    lines: list[str], data: st.DataObject
) -> None:
    line = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[line])))
    text = "\n".join(lines)
    offset = len("\n".join([*lines[:line], lines[line][:column]]))
    found = excerpt(lines, (line, column))
    assert 0 <= found.cursor <= len(found.text) <= MOST
    begin = offset - found.cursor
    assert text[begin : begin + len(found.text)] == found.text
    if len(text) <= MOST:
        assert found.text == text
    else:
        # Lines are short enough for it to begin with one.
        assert len(found.text) > MOST - 1000
        assert begin == 0 or text[begin - 1] == "\n"


def test_one_long_line_is_read_around_the_cursor() -> None:
    line = "".join(chr(97 + at % 26) for at in range(3 * MOST))
    found = excerpt([line], (0, 2 * MOST))
    assert len(found.text) == MOST
    assert found.cursor == MOST - 1000
    assert found.text[found.cursor] == line[2 * MOST]
    assert excerpt([line], (0, len(line))).text == line[-MOST:]
    assert excerpt([line], (0, 0)).text == line[:MOST]


@pytest.mark.parametrize(
    ("load", "text", "said"),
    [
        (no_engine, "abc", "There is no model"),
        (cat_engine, "abc", "starter has no network to look into"),
    ],
)
async def test_where_there_is_nothing_to_look_into_that_is_said(
    load: object, text: str, said: str
) -> None:
    app = writer(load=load)  # type: ignore[arg-type]
    async with running(app) as pilot:
        await loaded(pilot, app)
        app.editor.load_text(text)
        await pilot.press("alt+l")
        await told(pilot, app, said)
        assert len(app.screen_stack) == 1


async def test_while_the_model_is_loaded_that_is_said() -> None:
    gate = threading.Event()

    def slow(name: str) -> object:
        gate.wait(30)
        return cat_engine(name)

    app = writer(load=slow)  # type: ignore[arg-type]
    async with running(app) as pilot:
        await pilot.press("alt+l")
        await told(pilot, app, "The model is not loaded yet")
        gate.set()
        await loaded(pilot, app)
