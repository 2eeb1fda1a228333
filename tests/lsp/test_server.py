"""The server as editors have it: a process of its own, asked over standard input and output."""

import asyncio
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from lsprotocol import types
from lsprotocol.types import Position, PositionEncodingKind
from pygls.exceptions import JsonRpcException

from rnnwriter import Suggester, load_model, paths
from rnnwriter.lsp.client import URI, Client, serving
from rnnwriter.model.store import starter_path, trained_path
from tests.commands.programs import Personal
from tests.engines.packages import KNOWS_A_WORD, install

TYPED = "It was the first time in my li"
PATIENCE_SECONDS = 120


def server(*arguments: str) -> AbstractAsyncContextManager[Client]:
    """A client of `rnnwriter lsp` in this test's home."""
    return serving(sys.executable, "-m", "rnnwriter", "lsp", *arguments)


async def until(condition: Callable[[], object], what: str) -> None:
    """Return as soon as `condition` holds."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < give_up, what
        await asyncio.sleep(0.01)


async def status(client: Client) -> tuple[str, str, float]:
    """The model, the mode and the temperature."""
    said = await client.command("status")
    return said["model"], said["mode"], said["temperature"]


async def test_the_end_of_a_line_goes_on_as_in_the_editor() -> None:
    expected = Suggester(load_model("starter")).suggest(TYPED)
    assert expected is not None
    async with server() as client:
        result = await client.initialize()
        assert result.capabilities.inline_completion_provider is not None
        client.open(TYPED)
        (item,) = await client.ask()
        assert item.insert_text == "li" + expected.text
        assert item.range is not None
        assert item.range.start == Position(0, len(TYPED) - 2)
        assert item.range.end == Position(0, len(TYPED))


async def test_what_is_typed_changes_the_document() -> None:
    async with server() as client:
        await client.initialize()
        client.open("One line.\n\n")
        for character in TYPED:
            client.type(character)
        (item,) = await client.ask()
        assert str(item.insert_text).startswith("li")
        client.replace(0, client.character, "It was the first time in my ")
        client.type("wo")
        (item,) = await client.ask()
        assert str(item.insert_text).startswith("wo")


async def test_several_when_they_are_asked_for_even_within_a_line() -> None:
    async with server() as client:
        await client.initialize()
        client.open(TYPED + " and on")
        client.character = len(TYPED)
        assert await client.ask() == []
        items = await client.ask(invoked=True)
        texts = [str(item.insert_text) for item in items]
        assert len(set(texts)) == len(texts) > 1
        assert all(text.startswith("li") for text in texts)


async def test_places_are_counted_in_the_units_that_were_agreed_on() -> None:
    text = "Zoë wrote: 😀 it was the first time in my li"
    for encodings, units in (
        (None, len(text) + 1),
        ([PositionEncodingKind.Utf8, PositionEncodingKind.Utf16], len(text.encode())),
    ):
        async with server() as client:
            result = await client.initialize(encodings=encodings)
            expected = PositionEncodingKind.Utf8 if encodings else PositionEncodingKind.Utf16
            assert result.capabilities.position_encoding == expected
            client.open(text)
            client.character = units
            (item,) = await client.ask()
            assert item.range is not None
            assert item.range.start.character == units - 2
            assert str(item.insert_text).startswith("li")


async def test_editors_without_inline_completions_get_ordinary_ones() -> None:
    async with server() as client:
        await client.initialize(inline=False)
        client.open(TYPED)
        items = await client.completions()
        assert len(items) > 1
        assert all(str(item.filter_text).startswith("li") for item in items)
        assert [item.sort_text for item in items] == sorted(str(item.sort_text) for item in items)
    async with server() as client:
        await client.initialize()
        client.open(TYPED)
        assert await client.completions() == []


async def test_commit_messages_and_mail_go_on_where_a_person_writes() -> None:
    async with server() as client:
        await client.initialize()
        client.open(f"# {TYPED}", language="gitcommit")
        assert await client.ask() == []
        client.open(f"From: li\n\n{TYPED}", language="mail", uri="file:///mail.eml")
        assert await client.ask(uri="file:///mail.eml")
        assert await client.ask(uri="file:///unknown.md") == []


async def test_a_question_that_is_cancelled_leaves_the_next_one_its_answer() -> None:
    async with server() as client:
        await client.initialize()
        client.open("One line. " * 2000 + "\n")
        asked = []
        for character in TYPED:
            client.type(character)
            asked.append(client.ask())
        for one in asked[:-1]:
            one.cancel()
        (item,) = await asked[-1]
        assert str(item.insert_text).startswith("li")


# Answers when it is told to, by a file in the folder that its name says.
WAITS = """
    import pathlib, time
    from rnnwriter.engines import Engine
    from rnnwriter.suggest.suggestion import Suggestion

    class Waiting:
        def __init__(self, folder):
            self.folder = pathlib.Path(folder)

        def suggest(self, text_before_cursor, text_after_cursor=""):
            (self.folder / "asked").touch()
            while not (self.folder / "go").exists():
                time.sleep(0.01)
            return Suggestion("fe", 0.9, "patience")

        def alternatives(self, text_before_cursor, count, text_after_cursor=""):
            return []

    def load(what):
        return Engine(f"waiting:{what}", lambda settings: Waiting(what))
"""


async def test_a_text_that_shrinks_while_it_is_asked_about_is_no_error(
    packages: Path, tmp_path: Path
) -> None:
    install(packages, "waiting", WAITS)
    async with server("--model", f"waiting:{tmp_path}") as client:
        await client.initialize()
        client.open(f"One line.\n\n{TYPED}")
        asked = client.ask()
        await until((tmp_path / "asked").exists, "it is asked")
        whole = types.TextDocumentContentChangeWholeDocument("It")
        changed = types.VersionedTextDocumentIdentifier(9, URI)
        client.client.text_document_did_change(types.DidChangeTextDocumentParams(changed, [whole]))
        assert await status(client)
        (tmp_path / "go").touch()
        (item,) = await asked
        assert item.insert_text == "life"
        assert client.told == []


async def test_commands_change_how_it_suggests() -> None:
    async with server() as client:
        await client.initialize(options={"mode": "sampled", "temperature": 0.9})
        assert await status(client) == ("starter", "sampled", 0.9)
        assert (await client.command("mode"))["mode"] == "greedy"
        assert (await client.command("mode", "sampled"))["mode"] == "sampled"
        assert (await client.command("temperature", 1.2))["temperature"] == 1.2
        assert (await client.command("eagerness", "quiet"))["eagerness"] == "quiet"
        for name, value in (
            *(("temperature", 9), ("mode", "loud"), ("model", "nobody")),
            *((name, None) for name in ("temperature", "eagerness", "model")),
        ):
            with pytest.raises(JsonRpcException) as raised:
                await client.command(name, value)
            assert len(str(raised.value).splitlines()) == 1
        assert await status(client) == ("starter", "sampled", 1.2)
        # What is answered is not told once more.
        assert client.told == []


async def test_what_a_client_no_longer_says_is_as_the_person_has_it() -> None:
    paths.private_folder(paths.config_folder())
    paths.settings_file().write_text("temperature = 1.5\n")
    async with server() as client:
        await client.initialize(options={"mode": "sampled", "temperature": 0.4})
        assert await status(client) == ("starter", "sampled", 0.4)
        client.configure({"mode": None, "temperature": ""})
        assert await status(client) == ("starter", "greedy", 1.5)
        client.configure({"temperature": 9})
        await until(lambda: client.told, "it is told what is wrong")
        assert await status(client) == ("starter", "greedy", 1.5)


async def test_it_suggests_with_what_training_leaves() -> None:
    paths.private_folder(paths.models_folder())
    shutil.copy(starter_path(), trained_path("me"))
    async with server() as client:
        await client.initialize(options={"model": "me"})
        assert (await status(client))[0] == "me"
        # As `train` does: whole or not at all.
        new = trained_path("me").with_suffix(".new")
        shutil.copy(starter_path(), new)
        new.replace(trained_path("me"))
        await until(lambda: "me has learnt, so it suggests" in client.told, "it is told")


async def test_a_model_that_began_with_the_one_in_use_takes_its_place(personal: Personal) -> None:
    personal.settle()
    trained = trained_path("me").rename(paths.models_folder() / "me.new")
    async with server("--model", "base") as client:
        await client.initialize()
        assert (await status(client))[0] == "base"
        trained.rename(trained_path("me"))
        await until(lambda: client.told == ["me has learnt, so it suggests"], "it is told")
        assert (await status(client))[0] == "me"


def test_it_ends_with_its_editor() -> None:
    command = (sys.executable, "-m", "rnnwriter", "lsp")
    done = subprocess.run(command, input=b"", capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_what_is_no_message_is_skipped() -> None:
    def message(body: bytes) -> bytes:
        return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)

    bodies = (
        b"{",
        b"[]",
        b"\xff",
        b'{"jsonrpc": "2.0", "id": 1, "method": "nothing/known"}',
        b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"a": "secret"}}',
        b'{"jsonrpc": "2.0", "id": 2, "method": "initialize", "params": {"capabilities": {}}}',
    )
    command = (sys.executable, "-m", "rnnwriter", "lsp")
    sent = b"".join(map(message, bodies))
    done = subprocess.run(command, input=sent, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"positionEncoding" in done.stdout
    assert b"secret" not in done.stdout


async def test_an_engine_of_a_package_suggests_and_a_broken_one_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "packages", "knowing", KNOWS_A_WORD)
    install(tmp_path / "packages", "broken", "import nothing_of_that_name")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    async with server("--model", "broken") as client:
        await client.initialize()
        assert (await status(client))[0] == "starter"
        (sentence,) = client.told
        assert "the package 'broken' is broken" in sentence
        listed = (await client.command("model", "knowing:lighthouse"))["models"]
        assert {"starter", "knowing", "broken"} <= set(listed)
        client.open("She saw the light")
        (item,) = await client.ask()
        assert item.insert_text == "lighthouse"


async def test_an_engine_that_raises_gives_way_to_the_starter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raising = KNOWS_A_WORD.replace("begun =", "raise ValueError('no words')\n            begun =")
    install(tmp_path / "packages", "raising", raising)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    async with server("--model", "raising:x") as client:
        await client.initialize()
        client.open(TYPED)
        assert await client.ask() == []
        assert await client.ask()
        assert client.told == ["knowing:x failed (no words), so it suggests no more"]


async def test_settings_that_cannot_be_read_are_told_and_it_suggests() -> None:
    paths.private_folder(paths.config_folder())
    paths.settings_file().write_text("mode = 'loud'\n")
    async with server() as client:
        await client.initialize()
        client.open(TYPED)
        assert await client.ask()
        (sentence,) = client.told
        assert "mode = 'loud' should be one of" in sentence
