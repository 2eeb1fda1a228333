"""The editor ended at a random moment while a training hands it one network after another."""

import signal
import subprocess
import sys
from pathlib import Path

import psutil

from rnnwriter.model.model import load_model
from rnnwriter.model.store import models
from tests.texts import write_jottings

from .terminal import PATIENCE_SECONDS, Ending
from .writing import Loss, environment, loss, wait_for_the_end

FIRST, LATER = "first", "later"
# The training is ended before it has taken these.
STEPS = "5000"
SWITCHED = b"is better now"


def loss_while_switching(seed: int, folder: Path, ending: Ending) -> Loss:
    """As `loss`, beside a training that goes on when the editor ends.

    Raises AssertionError also when the training ends, or leaves a model that cannot be used.
    """
    home = folder / "home"
    notes = write_jottings(folder / "notes")
    train = (sys.executable, "-m", "rnnwriter", "train", str(notes))
    subprocess.run(
        (*train, "--name", FIRST, "--from", "scratch", "--steps", "1"),
        env=environment(home),
        check=True,
        capture_output=True,
    )
    training = subprocess.Popen(
        (*train, "--name", LATER, "--from", FIRST, "--steps", STEPS),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(home),
    )
    assert training.stdout is not None
    with training.stdout as said:
        while b"validation" not in (line := said.readline()):
            assert line, "the training never begins"
        beside = psutil.Process(training.pid)
        try:
            lost = loss(seed, folder, ending, ("--model", FIRST), beside)
            assert training.poll() is None, "the training ended with the editor"
        finally:
            training.send_signal(signal.SIGINT)
            training.wait(PATIENCE_SECONDS)
    wait_for_the_end(home)
    for name in models():
        load_model(name).generate("The sea", 20)
    return lost
