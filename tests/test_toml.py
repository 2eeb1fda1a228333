"""TOML within bounds."""

import pytest

from rnnwriter.toml import MOST_BYTES, parsed


def test_what_people_write_is_read() -> None:
    long = f'private = ["{"x" * 5_000}"] # {"." * 5_000}'
    assert parsed(f"a.b.c = 1\n{long}\n[d.e]\nf = 2\n") == {
        "a": {"b": {"c": 1}},
        "private": ["x" * 5_000],
        "d": {"e": {"f": 2}},
    }


@pytest.mark.parametrize(
    "text",
    [
        "a." * 600 + "a = 1",
        "[" + "a." * 600 + "a]",
        "a = " + "[" * 5_000,
        "#" * MOST_BYTES + "#",
        "a",
    ],
)
def test_what_could_take_for_ever_is_not(text: str) -> None:
    with pytest.raises(ValueError, match=r"too|Expected"):
        parsed(text)
