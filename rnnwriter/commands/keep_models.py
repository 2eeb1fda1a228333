"""`rnnwriter models rename`, `export` and `delete`."""

import json
import sys
from pathlib import Path

import click

from rnnwriter.commands.output import PlainConsole
from rnnwriter.errors import UserError
from rnnwriter.model.store import STARTER
from rnnwriter.training.keeping import TELLS, check_deletable, delete, export, rename


def rename_command(old: str, new: str, *, as_json: bool) -> None:
    """Rename a model; raises UserError when that cannot be."""
    rename(old, new)
    _say({"renamed": old, "name": new}, f"{old} is called {new} now", as_json=as_json)


def export_command(name: str, path: Path, *, replace: bool, as_json: bool) -> None:
    """Copy a model to `path`, and say what it tells; raises UserError when that cannot be."""
    try:
        target = export(name, path, over=replace)
    except FileExistsError as error:
        raise UserError(f"{error}; choose another name, or say --replace") from None
    tells = "" if name == STARTER else TELLS
    said = f"{name} is copied to {target}" + (f"\n{tells}" if tells else "")
    _say({"exported": name, "path": str(target), "tells": tells}, said, as_json=as_json)


def delete_command(name: str, *, yes: bool, as_json: bool) -> None:
    """Delete a model, asked first; raises UserError when that cannot be, or nobody can be asked."""
    check_deletable(name)
    if not yes:
        if not sys.stdin.isatty():
            raise UserError(f"nobody can be asked whether {name} may be deleted; say --yes")
        question = f"Delete {name}, its report and what is left of its training, for good?"
        if not click.confirm(question, err=True):
            raise UserError(f"{name} is still there")
    delete(name)
    _say({"deleted": name}, f"{name} is deleted", as_json=as_json)


def _say(values: dict[str, str], said: str, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(values))
    else:
        PlainConsole().print(said)
