"""Which engine suggests: the settings say, or else the one that did last, or else the starter."""

import shutil

from rnnwriter import paths
from rnnwriter.engines.choice import chosen, keep
from rnnwriter.model.store import starter_path
from rnnwriter.remembered import read_memory, write_memory
from rnnwriter.settings import Settings


def test_the_settings_come_first_then_the_last_one_then_the_starter() -> None:
    assert chosen(Settings()) == "starter"
    shutil.copy(starter_path(), paths.private_folder(paths.models_folder()) / "me.safetensors")
    keep("me")
    assert chosen(Settings()) == "me"
    assert chosen(Settings(model="other")) == "other"


def test_a_model_that_is_gone_is_not_chosen() -> None:
    keep("me")
    assert chosen(Settings()) == "starter"


def test_what_else_is_remembered_stays() -> None:
    write_memory(read_memory().with_file(paths.state_folder() / "a.md", 1, 2))
    keep("me")
    assert read_memory().place(paths.state_folder() / "a.md") == (1, 2)
    assert read_memory().model == "me"
