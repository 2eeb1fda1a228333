"""Two processes take the steps that one takes."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from rnnwriter.errors import UserError
from rnnwriter.training.events import Finished
from rnnwriter.training.parallel import ALONE, Workers
from rnnwriter.training.run import RunFolder
from tests.training.together import main as train

STEPS = 12


def train_together(*folders_and_steps: Path | int) -> None:
    """Train with two processes in one folder after the other."""
    launcher = ("-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2")
    done = subprocess.run(
        [
            sys.executable,
            *launcher,
            "-m",
            "tests.training.together",
            *map(str, folders_and_steps),
        ],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent.parent,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def assert_equal(one: Path, other: Path) -> None:
    """Both checkpoints hold the same training, up to the order of sums."""
    left, right = (load_file(RunFolder(folder).state_file) for folder in (one, other))
    assert set(left) == set(right)
    for name, value in left.items():
        if name != "random":
            np.testing.assert_allclose(value, right[name], atol=2e-5, err_msg=name)


def test_two_processes_equal_one_and_checkpoints_move_between_them(tmp_path: Path) -> None:
    one, two, moved = (tmp_path / name for name in ("one", "two", "moved"))
    train(one, STEPS, ALONE)
    shutil.copytree(one, moved)
    train_together(two, STEPS, moved, 2 * STEPS)
    assert_equal(one, two)
    events = list(RunFolder(two).events())
    assert sum(isinstance(event, Finished) for event in events) == 1

    train(one, 2 * STEPS, ALONE)
    train(two, 2 * STEPS, ALONE)
    assert_equal(one, two)
    assert_equal(one, moved)


def test_a_batch_is_shared_without_rest() -> None:
    assert ALONE.rows(5) == slice(0, 5)
    shares = [Workers(rank, 3).rows(12) for rank in range(3)]
    assert shares == [slice(0, 4), slice(4, 8), slice(8, 12)]
    with pytest.raises(UserError, match="32 streams cannot be shared by 3 processes"):
        Workers(0, 3).rows(32)
