"""A device to train on is tried before it is used."""

import torch

from rnnwriter.training.devices import CPU, Device, candidates, fastest, try_device
from rnnwriter.training.parallel import ALONE


def test_the_cpu_can_train() -> None:
    trial = try_device(CPU)
    assert trial
    assert trial.device == CPU
    assert trial.characters_per_second > 0
    assert CPU in candidates(ALONE)


def test_a_device_that_fails_is_left_out() -> None:
    # Tensors on "meta" have no numbers, so the loss cannot be read.
    assert try_device(Device(torch.device("meta"))) is None


def test_the_fastest_device_computes_what_the_cpu_does() -> None:
    chosen, cpu = fastest(ALONE), try_device(CPU)
    assert cpu
    assert abs(chosen.loss - cpu.loss) < 0.02
    assert chosen.characters_per_second > 0


def test_half_precision_is_told() -> None:
    assert str(CPU) == "cpu"
    assert str(Device(torch.device("cuda", 1), half=True)) == "cuda:1, bfloat16"
