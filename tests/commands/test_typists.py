from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psutil
import pytest

from rnnwriter.commands.typists import Contender, typists
from rnnwriter.errors import UserError
from tests.texts import prose


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
