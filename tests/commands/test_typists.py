import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from rnnwriter.commands.typists import Contender, typists
from rnnwriter.errors import UserError
from tests.texts import prose

IDLE = """
import sys
from rnnwriter.commands.typists import Contender, typists

if __name__ == "__main__":
    with typists(2) as pool:
        pool.type(Contender("", "starter"), ["The sea."] * 4)
        print("typed", flush=True)
        sys.stdin.read()
"""


def typing_processes() -> list[psutil.Process]:
    found = []
    for process in psutil.Process().children():
        with suppress(psutil.Error):
            if any("spawn_main" in part for part in process.cmdline()):
                found.append(process)
    return found


def test_a_process_that_is_ended_is_told_in_a_sentence() -> None:
    with typists(1) as pool, ThreadPoolExecutor(1) as beside:
        typing = beside.submit(pool.type, Contender("", "starter"), [prose(20_000, 1)])
        while not (begun := typing_processes()):
            assert not typing.done()
        for process in begun:
            process.kill()
        with pytest.raises(UserError, match="was ended"):
            typing.result()


def test_a_killed_process_leaves_none_behind(tmp_path: Path) -> None:
    program = tmp_path / "idle.py"
    program.write_text(IDLE)
    with subprocess.Popen(
        [sys.executable, str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"typed\n"
        begun = psutil.Process(process.pid).children(recursive=True)
        assert begun
        process.kill()
        process.wait()
        _, left = psutil.wait_procs(begun, timeout=60)
    assert not left
