"""What a model repeats of its texts is found."""

from pathlib import Path

import numpy as np
import pytest

from rnnwriter import load_model
from rnnwriter.evaluation.continuations import continuations, memorised
from rnnwriter.model import Model
from tests.texts import prose


@pytest.fixture(scope="module")
def model(trained: Path) -> Model:
    """The small trained model."""
    return load_model(trained)


def test_many_at_once_are_what_one_at_a_time_would_be(model: Model) -> None:
    prompts = [prose(400, seed)[:60] for seed in range(70)]
    together = continuations(model, prompts, 30)
    alone = [model.generate(prompt, 30, temperature=0) for prompt in prompts]
    # Sums in another order may turn a tie.
    assert np.mean([one == other for one, other in zip(together, alone, strict=True)]) > 0.95


def test_no_prompt_is_an_empty_page(model: Model) -> None:
    first, second = continuations(model, ["", ""], 40)
    assert first == second == model.generate("", 40, temperature=0)
    assert len(set(continuations(model, [""] * 5, 40, temperature=1.0))) > 1
    with pytest.raises(ValueError, match="equally long"):
        continuations(model, ["a", "bc"], 5)


def test_a_text_that_the_model_writes_is_memorised(model: Model) -> None:
    prompt = prose(400, 3)[:100]
    own = prompt + model.generate(prompt, 200, temperature=0)
    result = memorised(model, [own], prefixes=40, prefix=100, length=20)
    assert result.repeated == result.found == result.prefixes == 40


def test_a_text_that_it_has_never_seen_is_not(model: Model) -> None:
    unknown = "".join(np.random.default_rng(0).choice(list("qxzvkj wpm"), 2000))
    result = memorised(model, [unknown], prefixes=40, prefix=100, length=20)
    assert result.repeated == result.found == 0
    with pytest.raises(ValueError, match="no text has 250"):
        memorised(model, ["short"])
