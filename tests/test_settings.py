"""Settings: defaults, values, and one sentence for what is wrong."""

from pathlib import Path

import pytest

from rnnwriter.errors import UserError
from rnnwriter.settings import Settings, load_settings


def test_a_missing_file_means_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == Settings()


def test_values_are_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('model = "me"\nmode = "sampled"\ntemperature = 1\nseed = 3\ntheme = "nord"\n')
    assert load_settings(path) == Settings("me", "sampled", 1, 3, theme="nord")
    path.write_text('exclude = ["*.log"]\nnotes = ["~/notes"]\nexclude_tags = []\n')
    assert load_settings(path) == Settings(exclude=("*.log",), notes=("~/notes",))
    path.write_text('width = 60\nfocus = "sentence"\n[keys]\n"file.save" = "f12"\n')
    assert load_settings(path) == Settings(width=60, focus="sentence", keys={"file.save": "f12"})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("colour = 1", "no setting is called 'colour'"),
        ("temperature = 3.0", "should lie in 0 to 2"),
        ("temperature = true", "should be a float"),
        ('mode = "wild"', "should be one of"),
        ("seed = -1", "should lie in 0 to"),
        ("typewriter = 1", "should be a bool"),
        ("width = 3", "should lie in 20 to 400"),
        ("keys = 3", "should be a table"),
        ('[keys]\n"file.save" = 3', "should be a table"),
        ("model = 7", "should be a str"),
        ("model = ", "is not valid TOML"),
        ('exclude = "*.log"', "should be a list of texts"),
        ("private = [1]", "should be a list of texts"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(content)
    with pytest.raises(UserError, match=said) as caught:
        load_settings(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_lists_hold_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('pause_on = ["battery", "load"]\nnotes = ["~/notes"]\n')
    settings = load_settings(path)
    assert (settings.pause_on, settings.notes) == (("battery", "load"), ("~/notes",))
    path.write_text('pause_on = ["rain"]\n')
    with pytest.raises(UserError, match="pause_on"):
        load_settings(path)
