"""Settings as they are shown: all of them, with a sentence each, and values that survive typing."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.errors import UserError
from rnnwriter.settings import RANGES, Settings, changed
from rnnwriter.tui.setting_fields import (
    FIELDS,
    GROUPS,
    STEPS,
    entered,
    sentences,
    shown,
    stepped,
    turned,
    typed,
)

NUMBERS = [name for name, field in FIELDS.items() if field.kind == "number"]
TEXTS = [name for name, field in FIELDS.items() if field.kind == "texts"]


def test_every_setting_is_in_one_group_and_has_a_sentence() -> None:
    names = [field.name for field in fields(Settings)]
    assert sorted(name for group in GROUPS.values() for name in group) == sorted(names)
    assert sorted(sentences(Settings.__doc__ or "")) == sorted(names)
    for field in FIELDS.values():
        assert field.what[0] == '"' or field.what[0].isupper()
        assert field.what.endswith(".")
        assert field.default == getattr(Settings(), field.name)


def test_every_number_has_a_range_and_a_step() -> None:
    assert set(NUMBERS) == set(RANGES) == set(STEPS)
    assert FIELDS["width"].limits == "from 20 to 400"
    assert FIELDS["temperature"].limits == "from 0 to 2"


def test_sentences_may_take_two_lines() -> None:
    found = sentences("What it is.\n\n    one: this\n    and that.\n    two: more.\n    ")
    assert found == {"one": "This and that.", "two": "More."}


def test_choices_are_those_of_the_types() -> None:
    assert FIELDS["mode"].choices == ("greedy", "sampled")
    assert FIELDS["reopen"].choices == (False, True)
    assert FIELDS["pause_on"].choices == ((), ("battery",), ("load",), ("battery", "load"))
    assert FIELDS["keys"].kind == "table"
    assert turned(("a", "b", "c"), "c", 1) == "a"
    assert turned(("a", "b", "c"), "a", -1) == "c"
    assert turned(("a", "b"), "z", 1) == "a"


def test_values_are_shown_in_words() -> None:
    assert shown("typewriter", True) == "yes"
    assert shown("goal", 0) == "none"
    assert shown("goal", 1500) == "1,500"
    assert shown("seed", 0) == "0"
    assert shown("model", "") == "the one used last"
    assert shown("notes", ("~/a", "b\x1b")) == "~/a, b␛"
    assert shown("keys", {"file.save": "f6"}) == "1 of your own"
    assert shown("keys", {}) == "as they come"


@given(st.sampled_from(NUMBERS), st.data())
def test_steps_stay_in_the_range_and_lead_on(name: str, data: st.DataObject) -> None:
    least, most = RANGES[name]
    numbers = (
        st.floats(least, most) if name == "temperature" else st.integers(int(least), int(most))
    )
    value = data.draw(numbers)
    more, less = stepped(name, value, 1), stepped(name, value, -1)
    assert least <= less <= value <= more <= most
    assert less < value or value == least
    assert more > value or value == most
    assert type(more) is type(FIELDS[name].default)
    assert changed(Settings(), {name: more}, "here")


def test_a_step_leads_to_a_multiple() -> None:
    assert stepped("temperature", 0.7, 1) == 0.8
    assert stepped("temperature", 0.25, -1) == 0.2
    assert stepped("width", 81, 1) == 84
    assert stepped("width", 81, -1) == 80
    assert stepped("width", 20, -1) == 20


@given(st.sampled_from(TEXTS), st.lists(st.text(st.characters(exclude_categories=["C", "Z"]))))
def test_lists_survive_typing(name: str, texts: list[str]) -> None:
    value = tuple(text for text in texts if text)
    assert entered(name, typed(value)) == value


def test_lists_are_typed_with_commas() -> None:
    assert typed(("~/notes", "my letters")) == "~/notes, my letters"
    assert entered("notes", "~/notes,my letters ,") == ("~/notes", "my letters")
    assert entered("private", '"a{1,2}", b') == ("a{1,2}", "b")
    assert entered("notes", " ") == ()
    with pytest.raises(UserError, match="a quote is open"):
        entered("private", '"a{1,2}')
    with pytest.raises(UserError, match="cannot be typed here"):
        typed(("a\nb",))


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("width", "80.5", "width is a whole number from 20 to 400"),
        ("width", "3", "width is a whole number"),
        ("width", "", "width is a whole number"),
        ("width", "9" * 5000, "width is a whole number"),
        ("temperature", "nan", "temperature is a number from 0 to 2"),
        ("temperature", "warm", "temperature is a number"),
    ],
)
def test_what_is_no_number_is_said(name: str, line: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        entered(name, line)


def test_numbers_and_texts_are_what_was_typed() -> None:
    assert entered("width", " 72 ") == 72
    assert entered("temperature", "1") == 1.0
    assert isinstance(entered("temperature", "1"), float)
    assert entered("model", " me+starter ") == "me+starter"
