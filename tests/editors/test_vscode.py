"""The extension for VS Code: it builds, holds what it must, and says what the server understands.

What it does in VS Code is for a person to see: nothing here starts an editor of 500 megabytes. Its
words are spoken to the real server by the library that it is built on.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args
from zipfile import ZipFile

import pytest
from filelock import FileLock

from rnnwriter.lsp.server import Server
from rnnwriter.lsp.session import SETTINGS
from rnnwriter.settings import MAX_TEMPERATURE, Eagerness, Mode, Settings
from tests.conftest import made_once

PROJECT = Path(__file__).resolve().parents[2]
EXTENSION = PROJECT / "editors" / "vscode"
VSIX = "rnnwriter.vsix"

pytestmark = pytest.mark.skipif(not EXTENSION.is_dir(), reason="editors/vscode is not here")

# Speaks to a server as the extension's library does; argument 1 is Python.
CLIENT = """
const { spawn } = require("node:child_process");
const lsp = require("vscode-languageserver-protocol/node");

const server = spawn(
  process.argv[1], ["-m", "rnnwriter", "lsp"], { stdio: ["pipe", "pipe", "inherit"] });
const client = lsp.createProtocolConnection(
  new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
const textDocument = { uri: "untitled:one" };
const text = "It was the first time in my li";
const ask = (triggerKind) => client.sendRequest(lsp.InlineCompletionRequest.type, {
  textDocument, position: { line: 0, character: text.length }, context: { triggerKind } });

async function main() {
  client.listen();
  const { capabilities } = await client.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid, rootUri: null,
    capabilities: { textDocument: { inlineCompletion: { dynamicRegistration: true } } },
    initializationOptions: { model: "", mode: "", temperature: null, eagerness: "always" } });
  await client.sendNotification(lsp.InitializedNotification.type, {});
  await client.sendNotification(lsp.DidChangeConfigurationNotification.type, {
    settings: { rnnwriter: {
      path: "p", languages: [], mode: "sampled", temperature: 0.4, eagerness: "always" } } });
  await client.sendNotification(lsp.DidOpenTextDocumentNotification.type, {
    textDocument: { ...textDocument, languageId: "markdown", version: 1, text } });
  const status = await client.sendRequest(
    lsp.ExecuteCommandRequest.type, { command: "rnnwriter.mode", arguments: [] });
  const unasked = await ask(lsp.InlineCompletionTriggerKind.Automatic);
  const asked = await ask(lsp.InlineCompletionTriggerKind.Invoked);
  await client.sendRequest(lsp.ShutdownRequest.type);
  await client.sendNotification(lsp.ExitNotification.type);
  console.log(JSON.stringify({ capabilities, status, unasked: unasked.items, asked: asked.items }));
  client.end();
}

main();
"""


def manifest() -> Any:
    return json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))


def properties() -> dict[str, Any]:
    """Settings by their names, without what they all begin with."""
    told: dict[str, Any] = manifest()["contributes"]["configuration"]["properties"]
    return {name.removeprefix("rnnwriter."): told[name] for name in told}


def source(name: str) -> str:
    return (EXTENSION / "src" / name).read_text(encoding="utf-8")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """A command in the extension's folder."""
    program = shutil.which(command[0])
    assert program is not None
    return subprocess.run(
        [program, *command[1:]], cwd=EXTENSION, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What npm installs, kept in the checkout for the next time; a skip where it cannot be had."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    lock = (EXTENSION / "package-lock.json").read_bytes()
    made = EXTENSION / "node_modules" / ".installed-from"
    with FileLock(tmp_path_factory.getbasetemp().parent / "node_modules.lock"):
        if made.exists() and made.read_bytes() == lock:
            return
        done = run("npm", "ci", "--no-audit", "--no-fund")
        if done.returncode != 0:
            pytest.skip(
                f"npm cannot install what the extension is built with: {done.stderr[-200:]}"
            )
        made.write_bytes(lock)


@pytest.fixture(scope="session")
def vsix(installed: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension as it is given to VS Code."""

    def build(folder: Path) -> None:
        done = run("npm", "run", "package", "--", "--out", str(folder / VSIX))
        assert done.returncode == 0, done.stdout + done.stderr

    return made_once(tmp_path_factory, "vsix", build) / VSIX


def test_types(installed: None) -> None:
    done = run("npm", "run", "check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_holds_the_bundle_and_nothing_else(vsix: Path, tmp_path: Path) -> None:
    with ZipFile(vsix) as package:
        names = set(package.namelist())
        assert json.loads(package.read("extension/package.json"))["main"] == "./dist/extension.js"
        bundle = Path(package.extract("extension/dist/extension.js", tmp_path))
    assert names == {
        "[Content_Types].xml",
        "extension.vsixmanifest",
        "extension/LICENSE.txt",
        "extension/dist/extension.js",
        "extension/package.json",
        "extension/readme.md",
    }
    assert run("node", "--check", str(bundle)).returncode == 0
    # Everything but VS Code itself and Node's own modules is inside.
    wanted = set(re.findall(r'\brequire\("([^"]+)"\)', bundle.read_text(encoding="utf-8")))
    assert "vscode" in wanted
    modules = run("node", "-p", "JSON.stringify(require('node:module').builtinModules)")
    assert {name.removeprefix("node:") for name in wanted} - {"vscode"} <= set(
        json.loads(modules.stdout)
    )


def test_what_the_library_says_is_understood(installed: None) -> None:
    done = run("node", "-e", CLIENT, sys.executable)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert "inlineCompletionProvider" in said["capabilities"]
    status = said["status"]
    assert (status["mode"], status["temperature"], status["eagerness"]) == ("greedy", 0.4, "always")
    (unasked,) = said["unasked"]
    assert unasked["insertText"].startswith("li")
    assert unasked["range"]["start"] == {"line": 0, "character": 28}
    assert len(said["asked"]) > 1


def test_settings_are_the_servers() -> None:
    told = properties()
    assert set(told) - {"path", "languages"} <= set(SETTINGS)
    assert told["mode"]["enum"] == ["", *get_args(Mode)]
    assert told["eagerness"]["enum"] == ["", *get_args(Eagerness)]
    temperature = told["temperature"]
    assert (temperature["minimum"], temperature["maximum"]) == (0, MAX_TEMPERATURE)
    for name in ("mode", "eagerness"):
        assert len(told[name]["enumItemLabels"]) == len(told[name]["enum"])
    chosen = re.search(r"EAGERNESS = (\[.*?\])", source("status.ts"))
    assert chosen is not None
    assert tuple(json.loads(chosen[1])) == get_args(Eagerness)


def test_a_setting_that_is_not_set_leaves_the_persons_own() -> None:
    told = properties()
    assert all(told[name]["default"] in (None, "") for name in set(told) & set(SETTINGS))


async def test_commands_are_carried_out() -> None:
    told = {
        one["command"].removeprefix("rnnwriter.") for one in manifest()["contributes"]["commands"]
    }
    assert told == set(re.findall(r'^  command\("(\w+)"', source("extension.ts"), re.MULTILINE))

    def none(name: str) -> Any:
        raise AssertionError(f"{name} is not wanted")

    server = Server(Settings(), none)
    known = {name.removeprefix("rnnwriter.") for name in server.protocol.fm.commands}
    asked = re.findall(r'(?:\.ask|\.pick)\("(\w+)"', source("status.ts"))
    assert set(asked) == known
    # The library gives VS Code the server's commands too, and a name can be taken only once.
    assert not told & known


def test_it_begins_where_it_suggests() -> None:
    events = {event.removeprefix("onLanguage:") for event in manifest()["activationEvents"]}
    languages = set(properties()["languages"]["default"])
    assert languages == {"plaintext", "markdown", "latex", "git-commit"}
    assert languages <= events
    assert manifest()["contributes"]["configurationDefaults"].keys() == {
        f"[{language}]" for language in languages
    }


def test_its_page_tells_of_every_setting_and_command() -> None:
    page = (EXTENSION / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `rnnwriter\.(\w+)`", page, re.MULTILINE)) == set(properties())
    for command in manifest()["contributes"]["commands"]:
        assert f"{command['title']}*" in page


def test_its_licence_is_the_projects() -> None:
    assert (EXTENSION / "LICENSE").read_bytes() == (PROJECT / "LICENSE").read_bytes()
    assert manifest()["license"] == "MIT"


def test_the_lock_file_names_no_registry() -> None:
    packages = json.loads((EXTENSION / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in packages.items() if name)
