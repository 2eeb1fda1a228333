"""The user's settings: one typed TOML file, every entry optional."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from rnnwriter.errors import UserError

Mode = Literal["greedy", "sampled"]
MAX_TEMPERATURE = 2.0


@dataclass(frozen=True)
class Settings:
    """What the editor starts with.

    model: name of a trained model, or "starter".
    mode: "greedy" proposes the likeliest continuation, "sampled" draws one.
    temperature: of sampled suggestions; 1 is the model's own distribution, 0 is greedy.
    seed: another seed draws other sampled suggestions.
    theme: any Textual theme; "" keeps Textual's own.
    """

    model: str = "starter"
    mode: Mode = "greedy"
    temperature: float = 0.7
    seed: int = 0
    theme: str = ""


def load_settings(path: Path) -> Settings:
    """Read `path`; a missing file means the defaults.

    Raises UserError naming the file and the entry when one is unknown or of the wrong kind.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not valid TOML ({error}); mend or remove it") from error
    return _checked(values, path)


def _checked(values: dict[str, Any], path: Path) -> Settings:
    known = {field.name for field in fields(Settings)}
    for name in values:
        if name not in known:
            raise UserError(f"{path}: no setting is called {name!r}; known are {sorted(known)}")
    kinds: dict[str, tuple[type, ...]] = {
        "model": (str,),
        "mode": (str,),
        "temperature": (int, float),
        "seed": (int,),
        "theme": (str,),
    }
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, kinds[name]):
            raise UserError(f"{path}: {name} = {value!r} should be a {kinds[name][-1].__name__}")
    if values.get("mode", "greedy") not in get_args(Mode):
        raise UserError(f"{path}: mode = {values['mode']!r} should be one of {get_args(Mode)}")
    if not 0 <= values.get("temperature", 0) <= MAX_TEMPERATURE:
        raise UserError(
            f"{path}: temperature = {values['temperature']} should lie in 0 to {MAX_TEMPERATURE}"
        )
    if values.get("seed", 0) < 0:
        raise UserError(f"{path}: seed = {values['seed']} should not be negative")
    return Settings(**values)
