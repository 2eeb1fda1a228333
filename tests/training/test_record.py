"""What a model has learnt from is kept beside it."""

import pytest

from rnnwriter import paths
from rnnwriter.corpus.growing import Known
from rnnwriter.errors import UserError
from rnnwriter.model.store import models, trained_path
from rnnwriter.training.record import (
    Record,
    keep_previous,
    read_record,
    record_file,
    write_record,
)

RECORD = Record(
    ("/notes",),
    "starter",
    Known({"/notes/a.md": "12", "/notes/b.md": "34"}, ("/notes/b.md",), {"/notes/a.md": (5, 9)}),
    {"mail": True, "exclude": ["x"]},
    {"name": "me"},
)


def test_the_record_comes_back() -> None:
    paths.private_folder(paths.models_folder())
    write_record("me", RECORD)
    assert read_record("me") == RECORD
    assert record_file("me").stat().st_mode & 0o077 == 0
    # It is no model.
    assert list(models()) == ["starter"]


def test_a_model_that_is_replaced_stays_as_the_previous_one() -> None:
    paths.private_folder(paths.models_folder())
    keep_previous("me")
    trained_path("me").write_bytes(b"a model")
    write_record("me", RECORD)
    keep_previous("me")
    assert trained_path("me.previous").read_bytes() == b"a model"
    assert read_record("me.previous") == RECORD


@pytest.mark.parametrize("content", ["", "[]", '{"paths": []}', '{"paths": 1, "parent": 2}'])
def test_none_or_damage_is_one_sentence(content: str) -> None:
    with pytest.raises(UserError, match="there is no record"):
        read_record("me")
    paths.private_folder(paths.models_folder())
    record_file("me").write_text(content)
    with pytest.raises(UserError, match="is damaged"):
        read_record("me")


def test_a_name_too_long_for_another_one_has_none_before_it() -> None:
    paths.private_folder(paths.models_folder())
    name = "m" * 60
    trained_path(name).write_bytes(b"a model")
    keep_previous(name)
    assert list(models()) == ["starter", name]
