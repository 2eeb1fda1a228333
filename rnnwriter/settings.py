"""The user's settings: one typed TOML file, every entry optional."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from rnnwriter.bounded import text_bounded
from rnnwriter.errors import UserError
from rnnwriter.toml import MOST_BYTES, parsed

Mode = Literal["greedy", "sampled"]
Eagerness = Literal["quiet", "normal", "eager", "always"]
Focus = Literal["off", "paragraph", "sentence"]
TokenKind = Literal["character", "word"]
PauseOn = Literal["battery", "load"]
MAX_TEMPERATURE = 2.0
MIN_WIDTH, MAX_WIDTH = 20, 400

_NO_KEYS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Settings:
    """What the editor starts with.

    model: name of a trained model, or "starter"; "" for the one used last, the starter at first.
    mode: "greedy" proposes the likeliest continuation, "sampled" draws one.
    temperature: of sampled suggestions; 1 is the model's own distribution, 0 is greedy.
    seed: another seed draws other sampled suggestions.
    eagerness: how sure suggestions must be to be shown; "quiet" shows few, "always" all.
    theme: "" keeps Textual's own; "ansi-dark" and "ansi-light" use the terminal's colours.
    width: of the column of text, in cells.
    focus: what is not dimmed; "off" for everything.
    typewriter: whether the cursor's row stays in the middle.
    goal: words to write in a session; 0 for none.
    spelling: language of the word list to check with; "auto" is the system's, "" checks nothing.
    reopen: whether starting without a file opens the last one.
    backups: earlier versions of a file to keep when it is saved; 0 for none.
    plain: for screen readers: suggestions are told in the status line, nothing is drawn or moves.
    footer: whether a line with the most important keys is shown.
    notes: folders of notes that a model is trained on.
    pause_on: when training that the editor starts rests.
    exclude: files in them to leave out, as in .gitignore.
    exclude_tags: tags of notes to leave out.
    private: regular expressions; no line that holds one is learnt.
    keys: other keys for actions, by the names that the help shows.
    """

    model: str = ""
    mode: Mode = "greedy"
    temperature: float = 0.7
    seed: int = 0
    eagerness: Eagerness = "normal"
    theme: str = ""
    width: int = 80
    focus: Focus = "off"
    typewriter: bool = False
    goal: int = 0
    spelling: str = "auto"
    reopen: bool = True
    backups: int = 0
    plain: bool = False
    footer: bool = False
    notes: tuple[str, ...] = ()
    pause_on: tuple[PauseOn, ...] = ()
    exclude: tuple[str, ...] = ()
    exclude_tags: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=lambda: _NO_KEYS)


# The least and the most, where there are any.
RANGES: Mapping[str, tuple[float, float]] = {
    "temperature": (0, MAX_TEMPERATURE),
    "seed": (0, 2**63),
    "width": (MIN_WIDTH, MAX_WIDTH),
    "goal": (0, 10**9),
    "backups": (0, 10_000),
}


def load_settings(path: Path) -> Settings:
    """Read `path`; a missing file means the defaults.

    Raises UserError naming the file and the entry when one is unknown or of the wrong kind.
    """
    try:
        values = parsed(text_bounded(path, MOST_BYTES))
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise UserError(f"{path} is not valid TOML ({error}); mend or remove it") from error
    return changed(Settings(), values, str(path))


def changed(settings: Settings, values: Mapping[str, Any], where: str) -> Settings:
    """`settings` with these plain values, as TOML and JSON hold them, in place of theirs.

    Raises UserError naming `where` they stand and the entry when one is unknown or of the wrong
    kind.
    """
    hints = get_type_hints(Settings)
    for name, value in values.items():
        if name not in hints:
            known = sorted(field.name for field in fields(Settings))
            raise UserError(f"{where}: no setting is called {name!r}; known are {known}")
        try:
            _check(where, name, value, hints[name])
        except (ValueError, RecursionError):
            # A number of thousands of digits cannot even be said.
            raise UserError(f"{where}: {name} is out of all bounds; mend or remove it") from None
    made: dict[str, Any] = {
        name: tuple(one) if isinstance(one, list) else one for name, one in values.items()
    }
    return replace(settings, **made)


def _check(where: str, name: str, value: Any, kind: Any) -> None:
    """Raise UserError unless `value` is of the kind that the setting `name` has."""
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise UserError(f"{where}: {name} = {value!r} should be one of {get_args(kind)}")
        return
    if get_origin(kind) is tuple:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise UserError(f'{where}: {name} should be a list of texts, as in {name} = ["..."]')
        known = get_args(get_args(kind)[0])
        if known and not set(value) <= set(known):
            raise UserError(f"{where}: {name} = {value!r} should hold some of {known}")
        return
    if get_origin(kind) is not None:
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value.values()):
            raise UserError(f"{where}: {name} should be a table of texts, as in [{name}]")
        return
    fits = isinstance(value, (int, float) if kind is float else kind)
    if not fits or (isinstance(value, bool) and kind is not bool):
        raise UserError(f"{where}: {name} = {value!r} should be a {kind.__name__}")
    if name in RANGES:
        least, most = RANGES[name]
        if not least <= value <= most:
            raise UserError(f"{where}: {name} = {value} should lie in {least} to {most}")
