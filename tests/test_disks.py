"""Disks that refuse: what was saved stays, what is typed stays in the editor and in the journal.

The program is run where a small file system of its own is mounted, which only it can see.
"""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("mounts a file system of its own", allow_module_level=True)

from rnnwriter.recovery.leftovers import leftovers
from tests.torture.terminal import PseudoTerminal
from tests.torture.writing import environment

_ALONE = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
_MOUNT = "mount -t tmpfs -o size=64k none "


def _can_mount() -> bool:
    try:
        done = subprocess.run([*_ALONE, _MOUNT + "/mnt"], capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


pytestmark = pytest.mark.skipif(not _can_mount(), reason="may not mount a file system")


@pytest.mark.parametrize(
    ("makes", "sentence"),
    [
        ("head -c 100000 /dev/zero > {}/full || true", b"No space left on device; make room"),
        ("mount -o remount,ro {}", b"Read-only file system; choose another place"),
    ],
    ids=["full", "read-only"],
)
def test_a_disk_refuses(
    makes: str, sentence: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, folder = tmp_path / "home", tmp_path / "disk"
    monkeypatch.setenv("RNNWRITER_HOME", str(home))
    folder.mkdir()
    where = shlex.quote(str(folder))
    file = folder / "draft.md"
    script = " && ".join(
        [
            _MOUNT + where,
            f"echo The sea > {where}/draft.md",
            f"{{ {makes.format(where)}; }}",
            shlex.join(["exec", sys.executable, "-m", "rnnwriter", str(file)]),
        ]
    )
    terminal = PseudoTerminal([*_ALONE, script], tmp_path, environment(home))
    # Wide, so that no sentence is broken.
    terminal.resize(24, 400)
    terminal.until(b"sea")
    terminal.send(b"Kept. \x13")
    terminal.until(sentence)
    # As the program sees it; to others, nothing is mounted.
    seen = Path(f"/proc/{terminal.process}/root") / file.relative_to("/")
    assert seen.read_text() == "The sea\n"
    assert [path.name for path in seen.parent.iterdir() if path.name.startswith(".")] == []
    terminal.end("SIGTERM")
    (left,) = leftovers()
    assert left.unsaved.text == "Kept. The sea\n"
    assert b"Traceback" not in terminal.drawn
