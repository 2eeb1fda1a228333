"""The real program, used as a person uses it, by somebody whose files are hostile.

One training, one generation, and one editor in a terminal of its own: nothing of theirs is to be
read by others, nothing reaches a network, and no control character that a file, a name or a model
holds comes out of the program.
"""

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from rnnwriter import paths
from rnnwriter.entry import main
from rnnwriter.lsp.client import serving
from rnnwriter.model.file import read_model, write_model
from rnnwriter.model.store import starter_path
from rnnwriter.training.events import Failed, Sampled
from rnnwriter.training.run import run_of
from tests.texts import prose, write_jottings

# A title, a colour, a link, and the same with the eight-bit introducers; none that the editor uses.
EVIL = (
    "\x1b]0;PWNED\x07\x1b[38;5;77mPWNED\x1b]8;;http://x\x1b\\\x9d0;PWNED\x9c\x9b77m[bold]m[/bold]"
)
NAME = "a\x1b]0;PWNED\x07[red]m.md"
_SENT = re.compile(rb"\x1b\][08];|\x1b\[38;5;77m|\xc2[\x80-\x9f]|PWNED\x07")
_PATIENCE_SECONDS = 240
# Written beside the program, and imported by Python before it: no way out but between processes of
# this machine, and each try is told.
_NO_NETWORK = """
import os, sys
_FORBIDDEN = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg",
    "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request")
def _hook(event, arguments):
    if event in _FORBIDDEN:
        if event in ("socket.connect", "socket.bind") and isinstance(arguments[1], (str, bytes)):
            return
        if (event, arguments[1:]) == ("socket.bind", (("::1", 0),)):
            # A library asks whether this machine has IPv6; nothing is sent, and it lives without.
            raise OSError("there is no network")
        with open(os.environ["TRIED"], "a") as file:
            file.write(f"{event} {arguments!r}\\n")
        raise OSError("there is no network")
sys.addaudithook(_hook)
"""


def _environment(folder: Path) -> dict[str, str]:
    """Of a program that has no network, as tests can forbid it."""
    hook = folder / "hook"
    hook.mkdir(exist_ok=True)
    (hook / "sitecustomize.py").write_text(_NO_NETWORK, encoding="utf-8")
    found = os.pathsep.join([str(hook), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": found, "TRIED": str(folder / "tried"), "COLUMNS": "120"}


def _without_network(command: Sequence[str]) -> list[str]:
    """`command`, in a network of its own where there is nobody, if this machine lets us."""
    tool = shutil.which("unshare")
    if tool and subprocess.run([tool, "-rn", "true"], capture_output=True).returncode == 0:
        return [tool, "-rn", *command]
    return list(command)


def _program(
    folder: Path, *arguments: str | Path, umask: int = 0
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "rnnwriter", *map(str, arguments)]
    return subprocess.run(
        _without_network(command),
        capture_output=True,
        env=_environment(folder),
        umask=umask,
        check=False,
    )


class Pty:
    """The program in a terminal of 30 rows, and every byte that it has sent to it."""

    def __init__(
        self, folder: Path, *arguments: str | Path, umask: int = 0, columns: int = 100
    ) -> None:
        self.sent = b""
        self._handle, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
        environment = {**_environment(folder), "TERM": "xterm-256color"}
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            environment.pop(name, None)
        command = [sys.executable, "-m", "rnnwriter", *map(str, arguments)]
        self._process = subprocess.Popen(
            _without_network(command),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            umask=umask,
            cwd=folder,
            start_new_session=True,
        )
        os.close(theirs)

    def until(self, condition: Callable[[bytes], object], what: str) -> None:
        """Read what it sends until a condition holds of all of it, or it has ended."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while not condition(self.sent):
            assert time.monotonic() < end, f"waited in vain for {what}: {self.sent[-2000:]!r}"
            if select.select([self._handle], [], [], 1)[0]:
                try:
                    new = os.read(self._handle, 65536)
                except OSError:
                    new = b""
                if not new:
                    return
                self.sent += new

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self._handle, keys.encode())

    def end(self) -> int:
        """Wait for the end: the exit status."""
        self.until(lambda sent: False, "the end")
        os.close(self._handle)
        return self._process.wait(_PATIENCE_SECONDS)


def _loose(folder: Path) -> list[str]:
    """What in `folder` others than its owner may do anything with."""
    found = [folder, *folder.rglob("*")]
    return [str(path) for path in found if path.lstat().st_mode & 0o077]


def _tried(folder: Path) -> str:
    """What tried to reach a network."""
    file = folder / "tried"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _evil_model(name: str) -> None:
    """A model that says hostile things of itself."""
    stored = read_model(starter_path())
    info = replace(stored.info, trained_on=EVIL, parent=EVIL, created=EVIL, licence=EVIL)
    folder = paths.private_folder(paths.models_folder())
    write_model(folder / f"{name}.safetensors", info, stored.weights, half=True)


def _evil_notes(folder: Path) -> Path:
    """Notes enough to train on, with hostile names and texts."""
    write_jottings(folder, 90)
    for at in range(3):
        (folder / f"{at}{NAME}").write_text(f"{EVIL} {prose(300, at)}", encoding="utf-8")
    (folder / "password.md").write_text(f"password: {EVIL}\n{EVIL}\n", encoding="utf-8")
    (folder / f"mail{NAME}.eml").write_text("x", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder / "x") + b"\xff.md")).symlink_to("nowhere")
    return folder


def _clean(data: bytes) -> None:
    """Nothing that the terminal would take for a command."""
    assert not _SENT.search(data), _SENT.search(data)
    assert b"\x1b" not in data


async def test_the_language_server_tells_nobody_but_its_client(home: Path, tmp_path: Path) -> None:
    command = _without_network([sys.executable, "-m", "rnnwriter", "lsp"])
    async with serving(*command, env=_environment(tmp_path), umask=0) as client:
        await client.initialize()
        client.open("It was the first time in my li")
        assert await client.ask()
        await client.command("model", "starter")
    assert not _loose(home)
    assert not _tried(tmp_path)


def test_a_training_is_private_and_tells_nobody(home: Path, tmp_path: Path) -> None:
    notes = _evil_notes(tmp_path / "notes")
    made = _program(tmp_path, "train", notes, "--name", "me", "--from", "scratch", "--steps", "2")
    assert made.returncode == 0, made.stderr
    _clean(made.stdout + made.stderr)
    written = _program(tmp_path, "generate", "--model", "me", "--length", "40", "--prompt", EVIL)
    assert written.returncode == 0, written.stderr
    # To a program, each byte as it is.
    assert written.stdout.startswith(EVIL.encode())
    for arguments in (
        ("models", "me"),
        ("scan", notes, "--all"),
        ("scan", "--show", notes / f"0{NAME}"),
    ):
        told = _program(tmp_path, *arguments)
        assert told.returncode == 0, told.stderr
        _clean(told.stdout + told.stderr)
    assert (home / "data" / "models" / "me.safetensors").exists()
    assert (home / "state" / "runs" / "me" / "events.jsonl").exists()
    assert (home / "state" / "runs" / ".me.lock").exists()
    assert not _loose(home)
    assert not _tried(tmp_path)


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_the_editor_is_private_and_tells_nobody(umask: int, home: Path, tmp_path: Path) -> None:
    _evil_model("evil")
    run = run_of("lost")
    run.clear()
    for event in (Sampled(1, EVIL, EVIL, EVIL), Failed(EVIL)):
        run.append(event)
    page = tmp_path / NAME
    page.write_text(f"# {EVIL}\n\n{prose(300)}\n{EVIL}\n", encoding="utf-8")
    config = paths.private_folder(paths.config_folder())
    (config / "settings.toml").write_text('model = "evil"\n', encoding="utf-8")
    (config / "settings.toml").chmod(0o600)
    editor = Pty(tmp_path, page, umask=umask)
    editor.until(lambda sent: b"evil on" in sent, "the model")
    editor.until(lambda sent: b"lost stopped" in sent, "the failed training")
    editor.press("The garden \x13")
    editor.until(lambda sent: b"Saved" in sent, "the text saved")
    # Add a word to the dictionary, look at files, at headings, at the training.
    for keys, seen in (("\x0f", b"ype a name, or choose"), ("\x1b[17~", b""), ("\x14", b"")):
        editor.press(keys)
        editor.until(lambda sent, seen=seen: seen in sent, str(seen))  # type: ignore[misc]
        editor.press("\x1b")
    editor.press("\x11")
    assert editor.end() == 0
    assert not _SENT.search(editor.sent)
    assert b"PWNED" in editor.sent
    assert (home / "state" / "editor.json").exists()
    assert (home / "state" / "tally.sqlite").exists()
    assert not _loose(home)
    assert not _tried(tmp_path)


def test_what_a_terminal_is_told_of_a_prompt_has_no_commands(tmp_path: Path) -> None:
    told = Pty(tmp_path, "generate", "--length", "10", "--prompt", f"a\tb{EVIL}")
    assert told.end() == 0
    _clean(told.sent)
    assert "␛]0;PWNED␇".encode() in told.sent
    shown = Pty(tmp_path, "generate", "--length", "10", "--show", "--prompt", EVIL)
    assert shown.end() == 0
    assert not _SENT.search(shown.sent)


def test_what_notes_are_called_and_say_is_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    notes = _evil_notes(tmp_path / "notes")
    for arguments in (("scan", notes, "--all"), ("scan", "--show", notes / f"0{NAME}")):
        monkeypatch.setattr(sys, "argv", ["rnnwriter", *map(str, arguments)])
        with suppress(SystemExit):
            main()
        told = capfd.readouterr()
        assert "PWNED" in told.out
        _clean((told.out + told.err).encode())


def test_what_models_say_of_themselves_is_text(tmp_path: Path) -> None:
    _evil_model("evil")
    (paths.models_folder() / f"x{EVIL.replace('/', '')}.safetensors").write_bytes(b"x")
    (paths.models_folder() / "bad.safetensors").write_bytes(b"x" * 100)
    table = Pty(tmp_path, "models", columns=600)
    assert table.end() == 0
    assert not _SENT.search(table.sent)
    text = re.sub(rb"\x1b\[[0-9;]*m|\s", b"", table.sent)
    assert b"[bold]m[/bold]" in text


@pytest.mark.parametrize(
    "arguments",
    [
        (EVIL + "/x.md",),
        (f"--{EVIL}",),
        ("generate", f"--{EVIL}"),
        ("generate", "--model", EVIL),
        ("generate", "--model", f"{EVIL}.safetensors"),
        ("generate", "--length", EVIL),
        ("models", EVIL),
        ("scan", f"{EVIL}*"),
        ("scan", ".", "--private", f"({EVIL}"),
        ("train", EVIL, "--name", EVIL, "--steps", "1"),
        ("train", EVIL, "--name", "me", "--steps", "1"),
        ("eval", "bits", "starter", EVIL),
        ("eval", "cells", "starter", EVIL, "--feature", EVIL),
        ("bench", EVIL),
        ("models", "me", EVIL),
    ],
)  # fmt: skip
def test_errors_show_what_was_given_as_text(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["rnnwriter", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code in (1, 2)
    told = capfd.readouterr()
    _clean((told.out + told.err).encode())
    assert "Traceback" not in told.err
    assert ended.value.code == 2 or len(told.err.splitlines()) == 1
