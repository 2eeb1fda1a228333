"""The documents say what is true: links, commands, options, targets, keys, settings, figures."""

import ast
import importlib.util
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from rnnwriter.cli import cli
from rnnwriter.lsp.server import Server
from rnnwriter.lsp.session import SETTINGS
from rnnwriter.options import WithDefault
from rnnwriter.settings import Settings, load_settings
from rnnwriter.suggest.gate import THRESHOLDS
from rnnwriter.tui.actions import ACTIONS, key_name
from rnnwriter.tui.ghost_text_area import GhostTextArea
from rnnwriter.tui.keymap import keymap
from tests.documents import DOCS, DOCUMENTS, README, ROOT, blocks, text_of

# What is no command of ours, and no test of ours can look into.
_OTHERS = {"printf", "rm"}
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
_TARGET = re.compile(r"\]\((?!https?:)([^)\s]*)\)")
_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")


def pages() -> list[object]:
    """Each document, under its own name."""
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in DOCUMENTS]


def prose_of(path: Path) -> str:
    """A document without its blocks of code."""
    return re.sub(r"^```.*?^```", "", text_of(path), flags=re.DOTALL | re.MULTILINE)


def anchors(path: Path) -> set[str]:
    """What may stand behind a "#" in a link to a document."""
    heads = _HEADING.findall(prose_of(path))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", pages())
def test_links_lead_somewhere(path: Path) -> None:
    for target in _TARGET.findall(prose_of(path)):
        name, _, place = target.partition("#")
        file = path.parent / name if name else path
        assert file.exists(), target
        if place:
            assert place in anchors(file), target


@pytest.mark.parametrize("path", pages())
def test_files_that_are_named_are_there(path: Path) -> None:
    """Such as `tests/test_files.py`, or `training/NOTES.md` of the package."""
    for code in _CODE.findall(prose_of(path)):
        folder, _, rest = code.partition("/")
        for above in (ROOT, ROOT / "rnnwriter"):
            if re.fullmatch(r"[\w./-]*\w", rest) and (above / folder).is_dir():
                assert (above / code).exists(), code


def commands(path: Path) -> Iterator[list[str]]:
    """The commands of the shell in a document, as words, without files that are read from."""
    for block in blocks(path, "sh"):
        for line in block.splitlines():
            for command in re.sub(r"(?:^|\s)#.*", "", line).split(" | "):
                if words := shlex.split(re.sub(r"<\s*\S+", "", command)):
                    yield words


def parse(command: click.Command, words: list[str]) -> None:
    """Take `words` as the program would, without doing it. Raises click.UsageError."""
    if isinstance(command, click.Group):
        assert isinstance(command, WithDefault)
        if not words or words[0] not in command.commands:
            words = [command._default, *words]
        parse(command.commands[words[0]], words[1:])
        return
    command.make_context(command.name, list(words))


def check_make(words: list[str]) -> None:
    """Its target and variables stand in the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for word in words:
        name, assigned, _ = word.partition("=")
        wanted = rf"^{name} \?=" if assigned else rf"^{name}:"
        assert re.search(wanted, makefile, re.MULTILINE), word


def check_python(words: list[str]) -> None:
    """A module of ours and its options."""
    assert words[0] == "-m"
    spec = importlib.util.find_spec(words[1])
    assert spec is not None, words[1]
    assert spec.origin is not None
    source = Path(spec.origin).read_text(encoding="utf-8")
    for option in words[2:]:
        assert not option.startswith("--") or f'"{option}"' in source, option


def check(words: list[str]) -> None:
    """A command of the shell can be called like that."""
    match words:
        case ["rnnwriter", *arguments]:
            parse(cli, arguments)
        case ["make", *arguments]:
            check_make(arguments)
        case ["python", *arguments]:
            check_python(arguments)
        case ["torchrun", "--nproc-per-node", _, "-m", "rnnwriter", *arguments]:
            parse(cli, arguments)
        case [other, *_]:
            assert other in _OTHERS, words


@pytest.mark.parametrize("path", pages())
def test_commands_can_be_called_like_that(path: Path) -> None:
    for words in commands(path):
        try:
            check(words)
        except click.UsageError as error:
            pytest.fail(f"{shlex.join(words)}: {error.message}")


@pytest.mark.parametrize(
    "wrong",
    ["rnnwriter train --minuts 3", "rnnwriter bench trains", "make nothing", "python -m tests.no"],
)
def test_commands_that_do_not_exist_are_noticed(wrong: str) -> None:
    with pytest.raises((click.UsageError, AssertionError, ModuleNotFoundError)):
        check(shlex.split(wrong))


def options(command: click.Command) -> set[str]:
    """Of a command and those below it."""
    own = {option for parameter in command.params for option in parameter.opts}
    if isinstance(command, click.Group):
        return own.union(*map(options, command.commands.values()))
    return own


@pytest.mark.parametrize("path", pages())
def test_options_that_are_named_are_there(path: Path) -> None:
    known = {*options(cli), "--help", "--nproc-per-node"}
    scripts = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "models").glob("*.py")]
    known |= {
        option
        for script in scripts
        for option in re.findall(r'add_argument\("(--[\w-]+)"', text_of(script))
    }
    for code in _CODE.findall(prose_of(path)):
        if code.split()[0] in ("rnnwriter", "python") or code.startswith("--"):
            named = set(re.findall(r"(?<!\S)--[a-z][\w-]*", code))
            assert named <= known, code


def names(command: click.Command, above: str = "") -> Iterator[str]:
    """Of all commands, as they are called."""
    assert isinstance(command, click.Group)
    for name, one in command.commands.items():
        if isinstance(one, click.Group):
            yield from names(one, f"{above}{name} ")
        elif not one.hidden:
            yield f"{above}{name}"


def test_every_command_is_told_of() -> None:
    told = "\n".join(map(text_of, [README, *DOCS]))
    for name in names(cli):
        # `eval MODEL` is `eval bits MODEL`.
        assert f"rnnwriter {name.removesuffix(' bits')}" in told, name


def test_the_keys_are_those_of_the_program() -> None:
    page = text_of(ROOT / "docs" / "keys.md")
    for action in ACTIONS:
        keys = ", ".join(key_name(key) for key in action.keys.split(",") if key) or "–"
        assert f"| {keys} | {action.description} | `{action.id}` |" in page, "run `make docs`"


def test_the_keys_in_readme_are_those_of_the_program() -> None:
    rows = [line for line in text_of(README).splitlines() if line.startswith("| ")]
    keys = {key_name(key) for action in ACTIONS for key in action.keys.split(",") if key}
    for row in rows[1:]:
        for key in re.split(r"[,;] ", row.split("|")[1].strip()):
            assert key in keys, key


def test_the_settings_are_those_of_the_program() -> None:
    page = text_of(ROOT / "docs" / "settings.md")
    told = {
        match[1]: match[2] for match in re.finditer(r"^\| `(\w+)` \|.*\| `(.*?)` \|", page, re.M)
    }
    assert set(told) == {field.name for field in fields(Settings)}, "run `make docs`"
    for name, default in told.items():
        value = getattr(Settings(), name)
        wanted = list(value) if isinstance(value, tuple) else value
        assert tomllib.loads(f"it = {default}")["it"] == wanted, name


def test_the_tables_are_up_to_date() -> None:
    script = ROOT / "docs" / "make_tables.py"
    done = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", pages())
def test_toml_can_be_loaded(path: Path, tmp_path: Path) -> None:
    for block in blocks(path, "toml"):
        values = tomllib.loads(block)
        if values.keys() & {"project", "primary", "language-server"}:
            # What a package says of itself, a theme, another editor's: see the tests of those.
            continue
        file = tmp_path / "settings.toml"
        file.write_text(block, encoding="utf-8")
        keymap(load_settings(file).keys)


@pytest.mark.parametrize("path", pages())
def test_python_is_python(path: Path) -> None:
    for block in blocks(path, "python"):
        ast.parse(block)


def test_the_eagerness_is_that_of_the_gate() -> None:
    page = text_of(ROOT / "docs" / "suggestions.md")
    for name, threshold in THRESHOLDS.items():
        keys = "anything" if threshold.keys < 0 else f"{threshold.keys:g}"
        assert f"| {name} | {threshold.chance:g} | {keys} |" in page


def rows(page: str, head: str) -> set[str]:
    """The first cells of the table with that head, without backquotes."""
    _, _, rest = text_of(ROOT / "docs" / page).partition(f"\n| {head}")
    table = rest.partition("\n\n")[0].splitlines()[2:]
    return {line.split("|")[1].strip().strip("`") for line in table}


def test_the_servers_options_and_commands_are_those_of_the_server() -> None:
    assert rows("plugins.md", "option ") == set(SETTINGS)

    def load(name: str) -> None:
        raise NotImplementedError

    server = Server(Settings(), load)  # type: ignore[arg-type]
    assert rows("plugins.md", "command ") == set(server.protocol.fm.commands)


def test_the_messages_are_those_of_the_widget() -> None:
    told = rows("plugins.md", "message ")
    assert told == {name for name, one in vars(GhostTextArea).items() if _is_message(one)}
    for name in told:
        shown = re.search(
            rf"^\| `{name}` \| (.*?) \|", text_of(DOCS[0].parent / "plugins.md"), re.M
        )
        assert shown
        own = [one.name for one in fields(vars(GhostTextArea)[name]) if one.name != "text_area"]
        assert re.findall(r"`(\w+)`", shown[1]) == own


def _is_message(value: object) -> bool:
    from textual.message import Message

    return isinstance(value, type) and issubclass(value, Message)
