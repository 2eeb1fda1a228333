"""The PyTorch network: how it begins, and how it takes over a smaller alphabet."""

import numpy as np
import torch

from rnnwriter.model.architecture import INITIAL_STATE, Architecture
from rnnwriter.training.network import Network

ARCHITECTURE = Architecture(8, (16, 12))


def test_weights_have_the_names_and_shapes_of_the_architecture() -> None:
    weights = Network(ARCHITECTURE, 20).weights()
    assert {name: value.shape for name, value in weights.items()} == ARCHITECTURE.shapes(20)


def test_it_begins_orthogonal_without_bias() -> None:
    weights = Network(ARCHITECTURE, 20).weights()
    for gate in np.split(weights["layers.0.weight_hh_l0"], 4):
        np.testing.assert_allclose(gate @ gate.T, np.eye(16), atol=1e-5)
    for name, value in weights.items():
        assert value.any() != ("bias" in name or name == INITIAL_STATE), name


def test_a_larger_alphabet_keeps_what_was_known() -> None:
    torch.manual_seed(0)
    small, large = Network(ARCHITECTURE, 20).eval(), Network(ARCHITECTURE, 23).eval()
    large.load(small.weights())
    ids = torch.randint(0, 20, (2, 15))
    with torch.no_grad():
        known, _ = small(ids, small.start(2))
        grown, _ = large(ids, large.start(2))
    torch.testing.assert_close(grown[..., :20], known)
    new = torch.full_like(grown[..., 20:], float(small.weights()["output.bias"].min()))
    torch.testing.assert_close(grown[..., 20:], new)
