"""Features of a text, held against texts in which they are marked by hand."""

import numpy as np
import pytest

from rnnwriter.evaluation.features import FEATURES, LONGEST_LINE, features


def values(name: str, text: str) -> str:
    """A feature of `text`, a digit for each character."""
    column = [feature.name for feature in FEATURES].index(name)
    return "".join(f"{int(value)}" for value in features(text)[:, column])


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("quotes", 'He: "no—" or "yes".', "0000111100000111100", id="quotes"),
        pytest.param("quotes", "“No,” he said.", "11110000000000", id="typographic"),
        pytest.param("quotes", '5" wide, 6" high', "0000000000000000", id="inches"),
        pytest.param("quotes", '"One\n\ntwo "b" c', "111000000011000", id="open to the end"),
        pytest.param("quotes", '"One\ntwo" c', "11111111000", id="over a line"),
        pytest.param("brackets", "a (b [c] d) e :) f", "001111111100000000", id="brackets"),
        pytest.param("brackets", "(a\n\nb)", "110000", id="never closed"),
        pytest.param("emphasis", "a *b c* **d** _e_ f*g*h", "00111100111100110000000", id="marks"),
        pytest.param("emphasis", "2 * 3 * 4\n- x * y", "00000000000000000", id="no emphasis"),
        pytest.param("code", "a `b c` d ``e`f``", "00111100001111110", id="code"),
        pytest.param("code", "```\na\n```\nb", "11111111000", id="fence"),
        pytest.param(
            "math", "$x^2$ and $$y$$ or $5 and $6", "1111000000111100000000000000", id="$"
        ),
        pytest.param("link", "see https://a.b/c, ok", "000011111111111111000", id="address"),
        pytest.param("heading", "# A b\nc", "1111100", id="heading"),
        pytest.param("list", "- a\n1. b\nc", "1110111100", id="list"),
        pytest.param("indent", "    a\n b", "11111000", id="indent"),
        pytest.param("number", "in 1,805 x a1", "0001111100000", id="number"),
        pytest.param("capitals", "A NASA Man", "0011110000", id="capitals"),
        pytest.param("newline", "a\n\nb", "0110", id="newline"),
        pytest.param("line", "abc\n\nde", "1230012", id="line"),
        pytest.param("word", "it's a b_c", "1234010123", id="word"),
        pytest.param("sentence", "A b. C!\n\nD", "1234512341", id="sentence"),
    ],
)
def test_a_feature_is_what_it_says(name: str, text: str, expected: str) -> None:
    assert values(name, text) == expected


def test_long_lines_are_counted_up_to_a_place() -> None:
    column = features("x " * 300)[:, 0]
    assert column.max() == LONGEST_LINE
    np.testing.assert_array_equal(
        column[: LONGEST_LINE + 1], [*range(1, LONGEST_LINE + 1), LONGEST_LINE]
    )


def test_any_text_has_features() -> None:
    for text in ("", "\n", '"', "($*_`", "\x00\ud800 日本"):
        assert features(text).shape == (len(text), len(FEATURES))
