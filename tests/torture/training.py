"""Training ended at a random moment: the model can be used, and the run goes on."""

import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Literal

from rnnwriter.errors import UserError
from rnnwriter.model.model import load_model
from rnnwriter.model.store import models
from tests.texts import write_jottings

from .terminal import PATIENCE_SECONDS
from .writing import environment, wait_for_the_end

TrainingEnding = Literal["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"]
NAME = "me"
STEPS = ("--steps", "150")


def broken_off(seed: int, folder: Path, ending: TrainingEnding) -> str:
    """Train, end it in the middle, and go on; says when it was ended.

    RNNWRITER_HOME is expected to be folder / "home". Raises AssertionError when a process stays,
    when a model is there that cannot be used, or when the run does not come to its end.
    """
    draw = random.Random(seed)
    home = folder / "home"
    notes = write_jottings(folder / "notes")
    command = [sys.executable, "-m", "rnnwriter", "train"]
    training = subprocess.Popen(
        [*command, str(notes), "--name", NAME, "--from", "scratch", *STEPS],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(home),
    )
    seconds = draw.uniform(0.2, 25.0)
    try:
        training.wait(seconds)
    except subprocess.TimeoutExpired:
        training.send_signal(getattr(signal, ending))
    try:
        _, said = training.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        # Who has its standard error still lives.
        training.kill()
        raise AssertionError(f"it, or a process of it, stays after {ending}") from None
    assert b"Traceback" not in said, said.decode()
    wait_for_the_end(home)
    for name in models():
        try:
            load_model(name).generate("The sea", 20)
        except UserError as error:
            raise AssertionError(f"{name} cannot be used: {error}") from error
    resumed = subprocess.run(
        [*command, "--name", NAME, "--resume"],
        capture_output=True,
        text=True,
        env=environment(home),
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert "Traceback" not in resumed.stderr, resumed.stderr
    if resumed.returncode:
        # It was ended before there was a run, or after its end.
        assert len(resumed.stderr.strip().splitlines()) == 1, resumed.stderr
    else:
        load_model(NAME).generate("The sea", 20)
    return f"{ending} after {seconds:.1f} s: {resumed.stderr.strip() or 'resumed'}"
