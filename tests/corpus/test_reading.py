"""What is read, as plain values."""

from dataclasses import asdict

import pytest
import tomlkit

from rnnwriter.corpus.reading import Reading, reading_of
from rnnwriter.errors import UserError


def test_it_survives_a_journey_through_toml() -> None:
    reading = Reading(mail=True, exclude=("*.log", "old/"), private=(r"\bAda\b",), regions=())
    values = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(reading).items()
    }
    again = tomlkit.parse(tomlkit.dumps(values)).unwrap()
    assert reading_of({**again, "unknown": 1}) == reading


def test_a_pattern_that_is_none_is_named() -> None:
    assert Reading(private=("a+", "ada")).patterns()[1].search("Ada")
    with pytest.raises(UserError, match=r"'\(\[' is no regular expression"):
        Reading(private=("([",)).patterns()
