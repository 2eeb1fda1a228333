"""The commands and their options.

What a command needs is imported when it is called, so that `--help` and the editor start at once.
"""

import io
import os
import sys
from pathlib import Path
from typing import Any, get_args

import click

from rnnwriter.cli_evaluate import evaluate
from rnnwriter.cli_models import models
from rnnwriter.options import (
    MODEL,
    NAME,
    PATH,
    ModelName,
    WithDefault,
    json_option,
    reading_options,
)
from rnnwriter.printable import printable_lines
from rnnwriter.settings import MAX_TEMPERATURE, Eagerness, Mode, PauseOn, TokenKind
from rnnwriter.version import __version__


@click.group(
    cls=WithDefault,
    default="edit",
    options_metavar="",
    subcommand_metavar="[FILE] | COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="rnnwriter", message="%(prog)s %(version)s")
def cli() -> None:
    """Write in the terminal, with a small RNN that continues your text.

    \b
    rnnwriter                          go on with the last text
    rnnwriter --new                    write a new one
    rnnwriter FILE                     edit FILE, new or existing
    rnnwriter train ~/notes --name me --minutes 10
                                       teach a model your notes
    rnnwriter --model me FILE          edit with that model

    Tab completes commands, options and models once the shell has read this:

    \b
    eval "$(_RNNWRITER_COMPLETE=bash_source rnnwriter)"  in ~/.bashrc
    eval "$(_RNNWRITER_COMPLETE=zsh_source rnnwriter)"   in ~/.zshrc
    _RNNWRITER_COMPLETE=fish_source rnnwriter | source   in config.fish
    """


@cli.command(hidden=True)
@click.argument("file", required=False, type=PATH)
@click.option("--model", type=MODEL, help="Model that suggests; the settings' otherwise.")
@click.option("--new", is_flag=True, help="Begin with an empty page.")
def edit(file: Path | None, model: str | None, new: bool) -> None:
    """Edit FILE, or go on with the last text.

    \b
    rnnwriter notes.md
    rnnwriter --new --model me
    """
    from rnnwriter.commands.edit import edit_command

    edit_command(file, model, new=new)


@cli.command()
@click.argument("notes", nargs=-1, type=PATH, metavar="PATH...")
@click.option("--name", type=NAME, help="What the model will be called.")
@click.option("--update", type=NAME, help="Teach this model what is new in its notes.")
@click.option("--minutes", type=click.FloatRange(min=0, min_open=True), help="Of training.")
@click.option("--steps", type=click.IntRange(min=1), help="Of training; instead of --minutes.")
@click.option(
    "--from",
    "parent",
    type=ModelName("scratch"),
    help="Model to begin with: starter, another model's name, or scratch.  [default: starter]",
)
@click.option(
    "--tokens",
    type=click.Choice(get_args(TokenKind)),
    help="What a model from scratch reads: characters, or whole words.  [default: character]",
)
@click.option("--seed", default=0, type=click.IntRange(min=0), show_default=True)
@click.option("--resume", is_flag=True, help="Go on with the run of this name.")
@click.option("--replace", is_flag=True, help="A model or run of this name may go.")
@click.option(
    "--pause-on",
    multiple=True,
    type=click.Choice(get_args(PauseOn)),
    help="Rest while on battery, or while others need the processor.",
)
@reading_options
@json_option
def train(name: str | None, update: str | None, as_json: bool, **options: Any) -> None:
    """Teach a model the notes in PATH...: folders, files, patterns such as '~/notes/**/*.md'.

    \b
    rnnwriter train ~/notes --name me --minutes 10
    rnnwriter train --update me
    rnnwriter train book.txt --name book --minutes 30 --from scratch --tokens word
    """
    from rnnwriter.commands.train import train_command
    from rnnwriter.commands.train_task import UPDATE_MINUTES, Request

    if (name is None) == (update is None):
        raise click.UsageError("give a --name for the model, or --update NAME to teach it more.")
    if update and options["resume"]:
        raise click.UsageError("--update and --resume exclude each other; give one.")
    if update and options["minutes"] is None and options["steps"] is None:
        options["minutes"] = UPDATE_MINUTES
    request = Request(name=name or update or "", update=update is not None, **options)
    train_command(request, as_json=as_json)


@cli.command()
@click.argument("notes", nargs=-1, type=PATH, metavar="PATH...")
@reading_options
@click.option(
    "--model",
    default="starter",
    show_default=True,
    type=MODEL,
    help="Model whose alphabet is compared.",
)
@click.option("--all", is_flag=True, help="Show every file.")
@click.option("--show", type=PATH, metavar="FILE", help="Print FILE as it would be learnt.")
@json_option
def scan(as_json: bool, **options: Any) -> None:
    """Show what training would read of PATH..., and what it would leave out.

    \b
    rnnwriter scan ~/notes
    rnnwriter scan --show ~/notes/diary.md
    """
    from rnnwriter.commands.scan import Request, scan_command

    scan_command(Request(**options), as_json=as_json)


@cli.command()
@click.option("--model", default="starter", show_default=True, type=MODEL)
@click.option("--prompt", default="", metavar="TEXT", help="Text to continue.")
@click.option("--greedy", is_flag=True, help="Always the likeliest character; as temperature 0.")
@click.option(
    "--temperature",
    type=click.FloatRange(min=0),
    help="1 is the model's own distribution, lower is safer.  [default: 0.7]",
)
@click.option("--length", default=400, type=click.IntRange(min=0), show_default=True)
@click.option("--seed", type=click.IntRange(min=0), help="The same seed writes the same text.")
@click.option("--show", is_flag=True, help="Colour what is written by how probable it was.")
@json_option
def generate(
    model: str,
    prompt: str,
    greedy: bool,
    temperature: float | None,
    length: int,
    seed: int | None,
    show: bool,
    as_json: bool,
) -> None:
    """Write text from a model.

    \b
    rnnwriter generate --prompt "The sea was" --temperature 0.5 --length 200
    rnnwriter generate --model me --prompt "Dear " --show
    """
    from rnnwriter.commands.generate import Request, generate_command

    if greedy and temperature is not None:
        raise click.UsageError("--greedy and --temperature exclude each other; give one.")
    drawn_at = 0.0 if greedy else 0.7 if temperature is None else temperature
    request = Request(model, prompt, drawn_at, length, seed, show)
    generate_command(request, as_json=as_json)


@cli.command()
@click.option("-n", "--count", default=1, type=click.IntRange(1, 20), show_default=True)
@click.option("--model", type=MODEL, help="Model that suggests; the settings' otherwise.")
@click.option("--mode", type=click.Choice(get_args(Mode)), help="The settings' otherwise.")
@click.option("--temperature", type=click.FloatRange(0, MAX_TEMPERATURE), help="Of sampled ones.")
@click.option("--eagerness", type=click.Choice(get_args(Eagerness)), default="always")
@click.option("--seed", type=click.IntRange(min=0), help="Another one draws others.")
@json_option
def complete(count: int, as_json: bool, **said: Any) -> None:
    """Print how the text on standard input may go on, or nothing.

    \b
    printf %s "It was the first time in my li" | rnnwriter complete
    rnnwriter complete -n 3 < letter.txt
    """
    from rnnwriter.commands.complete import complete_command

    complete_command(count, said, as_json=as_json)


@cli.command()
@click.option("--model", type=MODEL, help="Model that suggests; the settings' otherwise.")
def lsp(model: str | None) -> None:
    """Suggest in other editors: a language server, on standard input and output.

    \b
    rnnwriter lsp --model me
    """
    from rnnwriter.commands.lsp import lsp_command

    lsp_command(model)


cli.add_command(models)
cli.add_command(evaluate)


@cli.command()
@click.argument("what", type=click.Choice(["model", "editor", "suggest", "lsp"]), default="model")
@click.option("--model", default="starter", show_default=True, type=MODEL)
@click.option("--threads", type=click.IntRange(min=1), help="For NumPy and PyTorch.")
@json_option
def bench(what: str, model: str, threads: int | None, as_json: bool) -> None:
    """Measure the speed of a model, the editor, suggestions or the language server, here.

    \b
    rnnwriter bench
    rnnwriter bench editor
    rnnwriter bench suggest --model me
    """
    if what == "suggest":
        from rnnwriter.commands.bench_suggest import bench_suggest_command

        bench_suggest_command(model, as_json=as_json)
        return
    if what == "lsp":
        from rnnwriter.commands.bench_lsp import bench_lsp_command

        bench_lsp_command(model, as_json=as_json)
        return
    if what == "editor":
        if threads or model != "starter":
            raise click.UsageError("--model and --threads are for `bench model`.")
        from rnnwriter.commands.bench_editor import bench_editor_command

        bench_editor_command(as_json=as_json)
        return
    from rnnwriter.commands.bench import bench_command

    bench_command(model, threads, as_json=as_json)


def run() -> None:
    """Run the command line; exits with 2 on wrong usage."""
    if "_RNNWRITER_COMPLETE" in os.environ:
        # Which registers our own script for bash.
        import rnnwriter.completion  # noqa: F401
    try:
        cli.main(prog_name="rnnwriter", standalone_mode=False)
    except click.UsageError as error:
        told = io.StringIO()
        error.show(told)
        # An option may be the name of a file, put there by a pattern of the shell.
        click.echo(printable_lines(told.getvalue()), err=True, nl=False)
        sys.exit(2)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
