"""Two processes take the steps that one takes."""

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

STEPS = 12


def train(folder: Path, processes: int, steps: int = STEPS, *options: str) -> None:
    """Train in `folder` with so many processes."""
    folder.mkdir(exist_ok=True)
    together = ("-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(processes))
    launcher = together if processes > 1 else ()
    done = subprocess.run(
        [
            sys.executable,
            *launcher,
            "-m",
            "tests.training.together",
            str(folder),
            str(steps),
            *options,
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
    train(tmp_path / "one", 1)
    train(tmp_path / "two", 2)
    assert_equal(tmp_path / "one", tmp_path / "two")
    events = list(RunFolder(tmp_path / "two").events())
    assert sum(isinstance(event, Finished) for event in events) == 1

    train(tmp_path / "one", 1, 2 * STEPS, "resume")
    train(tmp_path / "two", 2, 2 * STEPS, "resume")
    assert_equal(tmp_path / "one", tmp_path / "two")


def test_a_batch_is_shared_without_rest() -> None:
    assert ALONE.rows(5) == slice(0, 5)
    shares = [Workers(rank, 3).rows(12) for rank in range(3)]
    assert shares == [slice(0, 4), slice(4, 8), slice(8, 12)]
    with pytest.raises(UserError, match="32 streams cannot be shared by 3 processes"):
        Workers(0, 3).rows(32)
