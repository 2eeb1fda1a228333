"""What the options of several commands have in common, declared once."""

import functools
import locale
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from rnnwriter.corpus.reading import Reading


class ModelName(click.types.StringParamType):
    """The name of a model, or its file; a shell can complete it."""

    name = "name"

    def __init__(self, *others: str, with_files: bool = True) -> None:
        self._others = others
        self._with_files = with_files

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem[str]]":
        """The names that begin so, `others` after them, and files where one may be given."""
        from click.shell_completion import CompletionItem

        from rnnwriter.completion import files, models_like

        others = [other for other in self._others if other.startswith(incomplete)]
        names = [CompletionItem(name) for name in (*models_like(incomplete), *others)]
        return [*names, files(incomplete)] if self._with_files else names


PATH = click.Path(path_type=Path)
MODEL = ModelName()
NAME = ModelName(with_files=False)
_OWN_OPTIONS = ("--help", "-h", "--version")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")

_OPTIONS = (
    click.option("--mail", is_flag=True, help="Read mail too (.eml, .mbox)."),
    click.option("--chats", is_flag=True, help="Read exported chats too."),
    click.option("--own-words", is_flag=True, help="Leave out quotes, quoted mail, signatures."),
    click.option("--verbatim", is_flag=True, help="Keep markup and repetition."),
    click.option(
        "--exclude", multiple=True, metavar="PATTERN", help="Leave out files, as in .gitignore."
    ),
    click.option(
        "--exclude-tag",
        "exclude_tags",
        multiple=True,
        metavar="TAG",
        help="Leave out notes with this tag.",
    ),
    click.option(
        "--private", multiple=True, metavar="REGEX", help="Leave out lines that hold this."
    ),
)
_NAMES = ("mail", "chats", "own_words", "verbatim", "exclude", "exclude_tags", "private")
_REGIONS = ("US", "GB")


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` these options; it is called with `reading`, the settings' added to them."""

    @functools.wraps(command)
    def called(**options: Any) -> None:
        chosen = {name: options.pop(name) for name in _NAMES}
        command(reading=_reading(chosen), **options)

    for option in reversed(_OPTIONS):
        option(called)
    return called


def writing_options(
    samples: int, length: int, temperatures: Sequence[float]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of what a model is to write, with these defaults."""
    options = (
        click.option("--samples", default=samples, type=click.IntRange(min=1), show_default=True),
        click.option("--length", default=length, type=click.IntRange(min=1), show_default=True),
        click.option(
            "--temperature",
            "temperatures",
            multiple=True,
            default=temperatures,
            type=click.FloatRange(min=0),
            show_default=True,
            help="May be given several times.",
        ),
        click.option("--seed", default=0, type=click.IntRange(min=0), show_default=True),
    )

    def given(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            option(command)
        return command

    return given


def _reading(chosen: Mapping[str, Any]) -> "Reading":
    from rnnwriter import paths
    from rnnwriter.corpus.reading import Reading
    from rnnwriter.settings import load_settings

    settings = load_settings(paths.settings_file())
    return Reading(
        mail=chosen["mail"],
        chats=chosen["chats"],
        own_words=chosen["own_words"],
        verbatim=chosen["verbatim"],
        exclude=(*settings.exclude, *chosen["exclude"]),
        exclude_tags=(*settings.exclude_tags, *chosen["exclude_tags"]),
        private=(*settings.private, *chosen["private"]),
        regions=_regions(),
    )


def _regions() -> tuple[str, ...]:
    """Where telephone numbers may come from: the locale's country, and two large ones."""
    name = locale.getlocale()[0] or ""
    _, _, country = name.partition("_")
    country = country[:2].upper()
    known = country.isalpha() and len(country) == 2 and country not in _REGIONS
    return (country, *_REGIONS) if known else _REGIONS


class WithDefault(click.Group):
    """A first argument that is no command belongs to the command `default`."""

    def __init__(self, *args: Any, default: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._default = default

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        # While a first word is completed, which command it will be is open.
        undecided = not args and context.resilient_parsing
        if not undecided and (not args or args[0] not in {*self.commands, *_OWN_OPTIONS}):
            args = [self._default, *args]
        return super().parse_args(context, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[str]]":
        """Commands, and what the command `default` may begin with."""
        found = super().shell_complete(ctx, incomplete)
        command = self.commands[self._default]
        with command.make_context(self._default, [], ctx, resilient_parsing=True) as inner:
            if incomplete.startswith("-"):
                more = command.shell_complete(inner, incomplete)
            else:
                taken = next(one for one in command.params if isinstance(one, click.Argument))
                more = taken.shell_complete(inner, incomplete)
        known = {item.value for item in found}
        return [*found, *(item for item in more if item.value not in known)]
