"""A window leaves the gradient of its mean loss, and a state to go on with."""

import pytest
import torch
from torch.nn import functional

from rnnwriter.model.architecture import Architecture
from rnnwriter.training.network import Network, detached
from rnnwriter.training.window import Window, gradients

ARCHITECTURE = Architecture(8, (20, 12))


def test_gradients_are_those_of_the_mean_loss() -> None:
    torch.manual_seed(0)
    network = Network(ARCHITECTURE, 30)
    ids = torch.randint(0, 30, (3, 8))
    window = Window(ids[:, :-1], ids[:, 1:], detached(network.start(3)))
    loss, state = gradients(network, window)

    def mean_loss() -> float:
        logits, _ = network(window.inputs, window.state)
        return functional.cross_entropy(logits.flatten(0, 1), window.targets.flatten()).item()

    assert loss == pytest.approx(mean_loss(), rel=1e-5)
    assert not any(part.requires_grad for pair in state for part in pair)
    bias = network.output.bias
    assert bias.grad is not None
    with torch.no_grad():
        bias[5] += 0.01
        slope = (mean_loss() - loss) / 0.01
    assert slope == pytest.approx(bias.grad[5].item(), abs=1e-3)


def test_streams_that_begin_anew_teach_the_initial_state() -> None:
    torch.manual_seed(0)
    network = Network(ARCHITECTURE, 30)
    torch.nn.init.normal_(network.initial_state)
    ids = torch.randint(0, 30, (2, 9))
    with torch.no_grad():
        _, state = network(ids, network.start(2))
        anew = network.restarted(state, torch.tensor([True, False]))
    first = network.start(2)
    for both, before, begun in zip(anew, state, first, strict=True):
        for part in range(2):
            torch.testing.assert_close(both[part][:, 0], before[part][:, 0])
            torch.testing.assert_close(both[part][:, 1], begun[part][:, 1])
    for keep, learns in [([True, True], False), ([True, False], True)]:
        gradients(network, Window(ids[:, :-1], ids[:, 1:], state, keep=torch.tensor(keep)))
        assert network.initial_state.grad is not None
        assert bool(network.initial_state.grad.any()) == learns


def test_masks_hold_for_a_whole_window_and_keep_the_mean() -> None:
    torch.manual_seed(0)
    network = Network(ARCHITECTURE, 30)
    assert network.masks(4, 0.0) == ()
    masks = network.masks(500, 0.25)
    assert [mask.shape for mask in masks] == [(500, 20), (500, 12)]
    for mask in masks:
        kept = mask[mask != 0]
        torch.testing.assert_close(kept, torch.full_like(kept, 1 / 0.75))
        assert mask.mean().item() == pytest.approx(1, abs=0.03)
    dropped = [torch.zeros(1, 20), torch.ones(1, 12)]
    ids = torch.randint(0, 30, (1, 6))
    with torch.no_grad():
        network.output.weight[:, 20:] = 0
        logits, _ = network(ids, network.start(1), dropped)
    torch.testing.assert_close(logits, network.output.bias.expand(1, 6, 30))
