"""The commands that measure a model, and their options: `rnnwriter eval`.

What a command needs is imported when it is called, as in `rnnwriter.cli`.
"""

from pathlib import Path
from typing import Any, get_args

import click

from rnnwriter.options import MODEL, PATH, WithDefault, json_option, writing_options
from rnnwriter.settings import Eagerness


@click.group("eval", cls=WithDefault, default="bits")
def evaluate() -> None:
    """Measure a model on texts: `eval MODEL PATH...` is short for `eval bits MODEL PATH...`.

    \b
    rnnwriter eval me chapter.md
    rnnwriter eval keystrokes me chapter.md
    """


@evaluate.command("keystrokes")
@click.argument("model", type=MODEL)
@click.argument("texts", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option(
    "--eagerness",
    default="normal",
    type=click.Choice(get_args(Eagerness)),
    show_default=True,
    help="How sure suggestions must be to be shown.",
)
@click.option(
    "--characters",
    default=20_000,
    type=click.IntRange(min=1),
    show_default=True,
    help="How many to type, of documents in order at most 2,000 each.",
)
@click.option("--compare", is_flag=True, help="Measure parts of the model, and presage, too.")
@click.option(
    "--notes",
    multiple=True,
    type=PATH,
    metavar="PATH",
    help="What MODEL was trained on, to train presage on too.",
)
@json_option
def keystrokes(
    model: str,
    texts: tuple[Path, ...],
    eagerness: Eagerness,
    characters: int,
    compare: bool,
    notes: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Measure how many keys MODEL saves a typist of PATH..., texts that it has not read.

    \b
    rnnwriter eval keystrokes me chapter.md
    rnnwriter eval keystrokes me chapter.md --eagerness eager --compare
    """
    from rnnwriter.commands.evaluate_keystrokes import Request, evaluate_keystrokes_command

    request = Request(model, texts, eagerness, characters, compare, notes)
    evaluate_keystrokes_command(request, as_json=as_json)


@evaluate.command("exposure")
@click.argument("model", type=MODEL)
@click.option(
    "--notes",
    multiple=True,
    type=PATH,
    metavar="PATH",
    help="What MODEL was trained on; its training run knows, if there is one.",
)
@click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    help="Of each of two trainings.  [default: 2]",
)
@click.option("--steps", type=click.IntRange(min=1), help="Of training; instead of --minutes.")
@click.option(
    "--candidates",
    default=400,
    type=click.IntRange(min=20),
    show_default=True,
    help="Random secrets of each kind, to compare with.",
)
@click.option(
    "--prefixes",
    default=200,
    type=click.IntRange(min=1),
    show_default=True,
    help="Places in the notes that MODEL goes on from.",
)
@click.option("--seed", default=0, type=click.IntRange(min=0), show_default=True)
@json_option
def exposure(as_json: bool, **options: Any) -> None:
    """Measure what training as MODEL was remembers of secrets in the notes.

    Made-up secrets are put into a copy of the notes, models are trained on it without and with
    the secrets filter, and asked for them. MODEL itself stays as it is.

    \b
    rnnwriter eval exposure me
    rnnwriter eval exposure me --notes ~/notes --minutes 5
    """
    from rnnwriter.commands.evaluate_exposure import Request, evaluate_exposure_command

    evaluate_exposure_command(Request(**options), as_json=as_json)


@evaluate.command("latex")
@click.argument("model", required=False, type=MODEL)
@click.option(
    "--text",
    type=PATH,
    metavar="FILE",
    help="A real text, pieces of which are measured in the same way.",
)
@click.option(
    "--preamble",
    type=PATH,
    metavar="FILE",
    help="What fragments are compiled in, up to \\begin{document}; ours otherwise.",
)
@click.option(
    "--prompt",
    default="\\begin{lemma}",
    metavar="TEXT",
    show_default=True,
    help="What each sample begins with; where nothing is open.",
)
@writing_options(samples=50, length=2_000, temperatures=(0.7,))
@json_option
def latex(as_json: bool, **options: Any) -> None:
    """Measure LaTeX that MODEL writes: what it closes, and how much of it a TeX compiles.

    \b
    rnnwriter eval latex book --temperature 0.5 --temperature 0.7
    rnnwriter eval latex book --text book.tex --preamble preamble.tex
    """
    from rnnwriter.commands.evaluate_latex import Request, evaluate_latex_command

    evaluate_latex_command(Request(**options), as_json=as_json)


@evaluate.command("samples")
@click.argument("model", type=MODEL)
@click.argument("text", type=PATH)
@writing_options(samples=20, length=1_000, temperatures=(0.0, 0.3, 0.7, 1.0, 1.3))
@json_option
def samples(as_json: bool, **options: Any) -> None:
    """Measure how varied MODEL writes, and how many of its words stand in TEXT, its training text.

    Speakers are counted too where TEXT is a play.

    \b
    rnnwriter eval samples book book.txt --temperature 0.7
    """
    from rnnwriter.commands.evaluate_samples import Request, evaluate_samples_command

    evaluate_samples_command(Request(**options), as_json=as_json)


@evaluate.command("cells")
@click.argument("model", type=MODEL)
@click.argument("file", type=PATH)
@click.option("--cell", type=click.IntRange(min=0), help="Look at this one; they count from 0.")
@click.option("--feature", metavar="NAME", help="Only this one, such as quotes, line, brackets.")
@click.option(
    "--lines",
    default=6,
    type=click.IntRange(min=0),
    show_default=True,
    help="Of text to show for each feature.",
)
@click.option(
    "--characters",
    default=20_000,
    type=click.IntRange(min=1),
    show_default=True,
    help="How many to read, from the beginning of FILE.",
)
@json_option
def cells(as_json: bool, **options: Any) -> None:
    """Find the cells of MODEL that follow quotes, lines, brackets and more in FILE.

    FILE is read as it stands, and shown coloured by what a cell does.

    \b
    rnnwriter eval cells me chapter.md
    rnnwriter eval cells me chapter.md --feature quotes --lines 12
    """
    from rnnwriter.commands.evaluate_cells import Request, evaluate_cells_command

    evaluate_cells_command(Request(**options), as_json=as_json)


@evaluate.command("bits")
@click.argument("model", type=MODEL)
@click.argument("texts", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option(
    "--cold",
    default=256,
    type=click.IntRange(min=1),
    show_default=True,
    help="Characters in a cold block.",
)
@json_option
def bits(model: str, texts: tuple[Path, ...], cold: int, as_json: bool) -> None:
    """Measure MODEL on PATH... in bits per character, carried and cold.

    Carried: the state flows through each document. Cold: blocks are read on their own.

    \b
    rnnwriter eval bits me chapter.md
    rnnwriter eval me ~/notes/2026 --cold 128
    """
    from rnnwriter.commands.evaluate import evaluate_command

    evaluate_command(model, texts, cold, as_json=as_json)
