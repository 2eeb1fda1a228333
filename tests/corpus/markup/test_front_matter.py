"""What notes say of themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.markup.front_matter import front_matter, has_tag, refuses, tags


def test_yaml_and_toml_are_taken_off() -> None:
    for text in ("---\ntitle: x\n---\nbody", "+++\ntitle = 'x'\n+++\nbody"):
        note = front_matter(text)
        assert note.values == {"title": "x"}
        assert note.body == "body"
        assert note.length + len("body") == len(text)


def test_two_rules_are_no_front_matter() -> None:
    text = "---\nOnce upon a time.\n---\nThe end."
    assert front_matter(text).body == text


@given(st.text(st.sampled_from("-+=:[]{}&*!'\"\n a1\x00")))
def test_nothing_raises(text: str) -> None:
    for fence in ("---", "+++"):
        note = front_matter(f"{fence}\n{text}\n{fence}\nbody")
        tags(note.values, note.body)
        refuses(note.values)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntags: [Private, x]\n---\n",
        "---\ntags: x, '#private'\n---\n".replace("'", ""),
        "---\ntags:\n  - private/diary\n---\n",
        "A line with #private in it.",
        "* Heading :work:private:\n",
        "#+filetags: :private:\n",
    ],
)
def test_tags_are_found(text: str) -> None:
    note = front_matter(text)
    assert has_tag(tags(note.values, text), "#Private")


def test_other_marks_are_no_tags() -> None:
    found = tags({}, "# private\nhttp://x.y/#private a#private &#private; #123")
    assert not has_tag(found, "private")
    assert not has_tag({"privateer"}, "private")


def test_a_note_may_refuse() -> None:
    assert refuses(front_matter("---\nrnnwriter: false\n---\n").values)
    assert not refuses(front_matter("---\nrnnwriter: true\n---\n").values)
