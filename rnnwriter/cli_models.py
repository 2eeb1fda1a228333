"""The commands that list models and keep them in order, and their options: `rnnwriter models`.

What a command needs is imported when it is called, as in `rnnwriter.cli`.
"""

from pathlib import Path

import click

from rnnwriter.options import NAME, PATH, WithDefault, json_option


class _Models(WithDefault):
    """A model may be called as a command is: alone, the word names the model."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if args and args[0] in self.commands and not set(args[1:]) - {"--json"}:
            from rnnwriter.model.store import models

            if args[0] in models():
                args = ["show", *args]
        return super().parse_args(context, args)


@click.group("models", cls=_Models, default="show")
def models() -> None:
    """List the models there are; with NAME, print the report of its training.

    \b
    rnnwriter models
    rnnwriter models me
    rnnwriter models rename me diary
    """


@models.command("show")
@click.argument("name", required=False, type=NAME)
@json_option
def show(name: str | None, as_json: bool) -> None:
    """List the models there are; with NAME, print the report of its training.

    \b
    rnnwriter models show me
    """
    from rnnwriter.commands.models import models_command, report_command

    if name is None:
        models_command(as_json=as_json)
    else:
        report_command(name, as_json=as_json)


@models.command("rename")
@click.argument("old", type=NAME)
@click.argument("new")
@json_option
def rename(old: str, new: str, as_json: bool) -> None:
    """Call the model OLD NEW, with its report and all that belongs to it.

    \b
    rnnwriter models rename me diary
    """
    from rnnwriter.commands.keep_models import rename_command

    rename_command(old, new, as_json=as_json)


@models.command("export")
@click.argument("name", type=NAME)
@click.argument("path", type=PATH)
@click.option("--replace", is_flag=True, help="A file that is there may go.")
@json_option
def export(name: str, path: Path, replace: bool, as_json: bool) -> None:
    """Copy the model NAME to PATH, a file or a folder.

    Whoever has a model of your notes can ask it how your sentences go on.

    \b
    rnnwriter models export diary ~/diary.safetensors
    """
    from rnnwriter.commands.keep_models import export_command

    export_command(name, path, replace=replace, as_json=as_json)


@models.command("delete")
@click.argument("name", type=NAME)
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def delete(name: str, yes: bool, as_json: bool) -> None:
    """Remove the model NAME, the one before its last training, its report and its training run.

    \b
    rnnwriter models delete diary
    """
    from rnnwriter.commands.keep_models import delete_command

    delete_command(name, yes=yes, as_json=as_json)
