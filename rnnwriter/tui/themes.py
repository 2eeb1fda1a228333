"""Themes: Textual's, the terminal's own colours, and the person's, one TOML file each."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from textual.theme import Theme

from rnnwriter.bounded import text_bounded
from rnnwriter.errors import UserError
from rnnwriter.paths import config_folder
from rnnwriter.toml import MOST_BYTES, parsed

_COLOURS = {
    "primary",
    "secondary",
    "warning",
    "error",
    "success",
    "accent",
    "foreground",
    "background",
    "surface",
    "panel",
    "boost",
}
assert {field.name for field in fields(Theme)} >= _COLOURS


def own_themes(folder: Path | None = None) -> Iterator[Theme]:
    """The themes in the folder `themes` beside the settings; a file's name is its theme's.

    Raises UserError, one sentence naming the file, for one that cannot be used.
    """
    folder = folder or config_folder() / "themes"
    for path in sorted(folder.glob("*.toml")):
        yield _read(path)


def _read(path: Path) -> Theme:
    try:
        values = parsed(text_bounded(path, MOST_BYTES))
    except (OSError, ValueError) as error:
        raise UserError(f"the theme {path} cannot be read: {error}") from error
    dark = values.pop("dark", True)
    unknown = set(values) - _COLOURS
    if unknown or not isinstance(dark, bool):
        what = sorted(unknown)[0] if unknown else "dark"
        raise UserError(
            f"the theme {path} has {what!r}; it may have dark = true or false, and the colours"
            f" {', '.join(sorted(_COLOURS))}"
        )
    if "primary" not in values:
        raise UserError(f'the theme {path} has no primary colour; add primary = "#rrggbb"')
    try:
        theme = Theme(name=path.stem, dark=dark, **values)
        theme.to_color_system().generate()
    except Exception as error:  # Textual names no one kind for colours that are none
        raise UserError(f"the theme {path} has a colour that is none: {error}") from error
    return theme
