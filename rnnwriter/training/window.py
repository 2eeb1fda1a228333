"""One window of the streams: forward, backward, update, and the state to go on with."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from rnnwriter.training.network import NO_MASKS, Masks, State, detached

Precision = Callable[[], AbstractContextManager[object]]


@dataclass(frozen=True)
class Window:
    """inputs, targets: (batch, time). state, keep, masks: those of `Network.forward`."""

    inputs: Tensor
    targets: Tensor
    state: State
    masks: Masks = NO_MASKS
    keep: Tensor | None = None


def gradients(
    network: nn.Module, window: Window, precision: Precision = nullcontext
) -> tuple[float, State]:
    """Put the gradient of the mean loss into the parameters of `network`.

    network: a Network, or one that several processes train together. precision: the context that
    the loss is computed in. Returns the loss, nats per character, and the state after `window`.
    """
    network.zero_grad(set_to_none=True)
    with precision():
        logits, state = network(window.inputs, window.state, window.masks, window.keep)
        loss = functional.cross_entropy(logits.flatten(0, 1), window.targets.flatten())
    torch.autograd.backward(loss)
    return loss.item(), detached(state)


def learn(
    network: nn.Module,
    optimizer: torch.optim.Optimizer,
    window: Window,
    precision: Precision = nullcontext,
    gradient_clip: float = 1.0,
) -> tuple[float, State]:
    """Take one step of `optimizer` on `window`, gradients clipped by norm.

    Arguments and results are those of `gradients`.
    """
    loss, state = gradients(network, window, precision)
    torch.nn.utils.clip_grad_norm_(network.parameters(), gradient_clip)
    optimizer.step()
    return loss, state
