"""A person's own themes are read, and bad ones are named."""

from pathlib import Path

import pytest

from rnnwriter.errors import UserError
from rnnwriter.tui.themes import own_themes


def test_a_theme_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_text(
        'dark = false\nprimary = "#234567"\nbackground = "#fffff0"\n', encoding="utf-8"
    )
    (theme,) = own_themes(tmp_path)
    assert (theme.name, theme.dark, theme.background) == ("paper", False, "#fffff0")
    assert list(own_themes(tmp_path / "nowhere")) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("primary = ", "cannot be read"),
        ('primary = "#123456"\nfont = "x"', "has 'font'"),
        ('primary = "#123456"\ndark = "yes"', "has 'dark'"),
        ("dark = true", "no primary colour"),
        ('primary = "reddish"', "a colour that is none"),
        ("primary = 3", "a colour that is none"),
    ],
)
def test_a_bad_theme_is_one_sentence(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "bad.toml").write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=reason) as raised:
        list(own_themes(tmp_path))
    assert "bad.toml" in str(raised.value)
    assert "\n" not in str(raised.value)
