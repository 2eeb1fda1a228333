"""Markdown becomes what a person types, and nothing that they did not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.markup.markdown import prose


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# One\nTwo\n\n\n\nThree *four* __five__ ~~six~~", None),
        ("Title\n=====\n\nText", "# Title\n\nText"),
        ("- a\n- b\n  - c\n  - [ ] d\n\n1. e\n2. f", "- a\n- b\n  - c\n  - [ ] d\n\n1. e\n2. f"),
        ("* a\n\n  more\n\n* b", "* a\n\n  more\n\n* b"),
        ("+ a\n    + b", "+ a\n  + b"),
        ("> a\n> b\n>\n> c", "> a\n> b\n>\n> c"),
        ("> [!note] Title\n> text", "> Title\n> text"),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
        (r"two \* three \_x\_ &amp; “quoted” `a_b`", "two * three _x_ & “quoted” a_b"),
        ("[text](http://x.y 'z') and [ref][r]\n\n[r]: http://x.y", "text and ref"),
        ("See <http://x.y> and http://x.y/(z). Here: http://x.y", "See and. Here"),
        ("- http://x.y\n- b", "- b"),
        ("![alt](x.png) ![[embed.png]] a", "a"),
        ("[[a/b|c d]] [[x/Note#Part]] [[#Part]]", "c d Note Part"),
        ("a <b>bold</b> c\n\n<div>\nx\n</div>\n\nd", "a bold c\n\nd"),
        ("<!-- a -->\n\nb %%hidden%% c\n\n%%\nd\n%%\ne", "b c\n\ne"),
        ("a\n\n```py\ncode\n```\n\nb\n\n    code\n\nc", "a\n\nb\n\nc"),
        ("a {{< fig >}} {% x %} {{ y }} <% z %>", "a"),
        ("{{< highlight go >}}\ncode\n{{< /highlight >}}\na", "a"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nc", "c"),
        ("$a_1*b*c_2$ and $$d$$\n\n$$\ne\n$$\n\nf", "$a_1*b*c_2$ and\n\nf"),
        ("it costs $5 and *then* $6", "it costs $5 and *then* $6"),
        ("text ^block-1\n\nkey:: value\n\na [k:: v] b", "text\n\na  b"),
        ("2020-01-02 12:30 55.5 66.6\n\nIn 2020.", "In 2020."),
        ("a[^1]\n\n[^1]: A note.", "a[^1]\n\n[^1]: A note."),
        ("a\n\n***\n\nb", "a\n\n***\n\nb"),
        ("---\ntags: [a]\n---\n# b {#id}", "# b"),
        ("**![x](y)**\n\na", "a"),
    ],
)
def test_what_stays(markdown: str, expected: str | None) -> None:
    if expected is None:
        expected = markdown.replace("\n\n\n\n", "\n\n")
    assert prose(markdown).text == expected + "\n"


def test_quotes_go_for_own_words() -> None:
    result = prose("a\n\n> b\n> > c\n\nd", own_words=True)
    assert result.text == "a\n\nd\n"
    assert result.removed["quotes"] == len("> b\n> > c\n")


def test_what_was_removed_is_counted() -> None:
    removed = prose("---\nx: 1\n---\na [b](cde)\n\n```\ncode\n```\n").removed
    assert removed["front matter"] == 13
    assert removed["link targets"] == 3
    assert removed["code"] == 13


MARKS = st.sampled_from(
    ["*", "**", "_", "`", "```\n", "[", "]", "(", ")", "[[", "]]", "|", "\n", "\n\n", "> ", "- ",
     "1. ", "# ", "    ", "\t", "\\", "$", "$$", "%%", "{{", "}}", "{%", "%}", "<", ">", "<b>",
     "http://x.y/z", "a", "bc", "é", " ", "!", "^", "&amp;", "---\n", "| - |\n", "::", "\x1f"]
)  # fmt: skip


@given(st.lists(MARKS, max_size=60).map("".join))
def test_nothing_raises_and_no_text_is_made_up(text: str) -> None:
    letters = re.findall(r"\w", prose(text).text)
    for letter in set(letters):
        assert letters.count(letter) <= text.count(letter) or letter in "1&"


@given(st.text())
def test_any_text_at_all(text: str) -> None:
    prose(text)
    prose(text, own_words=True)


@pytest.mark.parametrize("opener", ["> ", "- ", "[", "*", "**a ", "`a ", "<", "![", "((", "$$a\n"])
def test_deep_nesting_and_long_lines_are_read(opener: str) -> None:
    assert "end" in prose(opener * 300 + "\n\nThe end.").text
    assert "end" in prose("word " * 50_000 + "\n\nThe end.").text


def test_a_long_text_is_cut_where_no_code_is() -> None:
    paragraph = "A paragraph of some words in it.\n\n```\ncode\n\ncode\n```\n\n"
    text = prose(paragraph * 10_000).text
    assert "code" not in text
    assert text.count("A paragraph") == 10_000
