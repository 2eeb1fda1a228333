"""What commands print of others' texts."""

import io
import re
from pathlib import Path

import pytest
from rich.table import Table
from rich.text import Text

import rnnwriter.commands
from rnnwriter.commands.exactly import write_exactly
from rnnwriter.commands.output import PlainConsole

EVIL = "[bold]a[/bold] :smile: \x1b[2J\x9b1m\x07\r"
SHOWN = "[bold]a[/bold] :smile: ␛[2J\ufffd"


def test_texts_are_no_markup_and_have_no_commands() -> None:
    out = io.StringIO()
    console = PlainConsole(file=out, force_terminal=True, color_system=None, width=80)
    table = Table(title=EVIL)
    table.add_column(EVIL)
    table.add_row(EVIL)
    for one in (EVIL, Text(EVIL), table):
        console.print(one)
    # Rich leaves out some of them itself.
    text = out.getvalue()
    assert text.count(SHOWN) == 5
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", re.sub("\x1b\\[[0-9;]*m", "", text))


def test_its_own_codes_go_through() -> None:
    out = io.StringIO()
    console = PlainConsole(file=out, force_terminal=True, color_system="standard")
    console.print(Text("a", style="red"))
    with console.status("wait"):
        console.print("b")
    assert "\x1b[31ma" in out.getvalue()
    assert "\x1b[?25l" in out.getvalue()


def test_what_goes_to_a_program_is_exact(capsys: pytest.CaptureFixture[str]) -> None:
    write_exactly(EVIL)
    assert capsys.readouterr().out == EVIL


def test_there_is_no_other_console() -> None:
    for path in Path(rnnwriter.commands.__file__).parent.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert path.name == "output.py" or not re.search(r"(?<!Plain)\bConsole\(", text), path
