"""One process trains a model, and others know which."""

import os
import subprocess
import sys

import psutil
import pytest

from rnnwriter.errors import UserError
from rnnwriter.training.process import held, holder, undisturbed
from rnnwriter.training.run import run_of

HOLD = (
    "import sys; from rnnwriter.training.process import held; "
    "from rnnwriter.training.run import run_of\n"
    "with held(run_of('me')): print('held', flush=True); sys.stdin.read()"
)


def test_a_second_process_is_told_and_a_killed_one_leaves_no_trace() -> None:
    run = run_of("me")
    assert holder(run) is None
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert holder(run) == other.pid
        with pytest.raises(UserError, match=f"in training already, by process {other.pid}"):
            held(run).__enter__()
        other.kill()
        other.wait()
        assert holder(run) is None
    with held(run):
        assert holder(run) == os.getpid()
    assert holder(run) is None


def test_nobody_trains_what_is_to_stay_undisturbed() -> None:
    run = run_of("me")
    with undisturbed(run):
        assert holder(run) is None
        assert not run.folder.exists()
        with pytest.raises(UserError, match="in training already"):
            held(run).__enter__()
    with held(run), pytest.raises(UserError, match=f"is in training, by process {os.getpid()}"):
        undisturbed(run).__enter__()


def test_another_process_of_that_number_is_not_taken_for_it() -> None:
    run = run_of("me")
    run.clear()
    for record in ('{"process": 1, "started": 5.0}', '{"process": "x"}', "[]", "", "nonsense"):
        run.process_file.write_text(record)
        assert holder(run) is None


def test_training_makes_way() -> None:
    code = (
        "import psutil; from rnnwriter.training.process import lower_priority; "
        "lower_priority(); print(psutil.Process().nice())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # Whoever is made to wait already is not put before others.
    assert int(done.stdout) == max(10, int(psutil.Process().nice()))
