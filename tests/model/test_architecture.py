"""The shape of a network is known before there is one."""

import pytest

from rnnwriter.model.architecture import INITIAL_STATE, MAX_LAYERS, MAX_WIDTH, Architecture
from tests.model.networks import pair


@pytest.mark.parametrize("hidden", [(12,), (12, 8), (3, 5, 7)])
def test_shapes_and_their_sum_are_those_of_pytorch(hidden: tuple[int, ...]) -> None:
    architecture = Architecture(6, hidden)
    _, reference = pair(architecture, 11, seed=0)
    parameters = dict(reference.named_parameters())
    assert architecture.shapes(11) == {name: tuple(p.shape) for name, p in parameters.items()}
    unread = ("embedding.weight", INITIAL_STATE)
    read = sum(p.numel() for name, p in parameters.items() if name not in unread)
    assert architecture.weights_read(11) == read


@pytest.mark.parametrize("hidden", [(), (0,), (MAX_WIDTH + 1,), (8,) * (MAX_LAYERS + 1)])
def test_impossible_shapes_are_refused(hidden: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"width|layers"):
        Architecture(8, hidden)


def test_json_there_and_back() -> None:
    architecture = Architecture(6, (12, 8))
    assert Architecture.from_dict(architecture.to_dict()) == architecture
