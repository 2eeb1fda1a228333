"""What a model repeats of its texts is found."""

from pathlib import Path

import numpy as np
import pytest

from rnnwriter import load_model
from rnnwriter.corpus.documents import Document
from rnnwriter.evaluation.continuations import continuations, memorised, suggested
from rnnwriter.model import Model
from rnnwriter.model.memory import Memory
from rnnwriter.model.sampling import greedy
from rnnwriter.suggest.context import Context
from rnnwriter.suggest.fitting import counted
from rnnwriter.suggest.mixing import first_weights
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


def test_what_suggests_goes_on_as_if_the_prompt_had_been_typed(model: Model) -> None:
    prompt = prose(400, 5)[:150]
    context = Context(model)
    for end in range(len(prompt)):
        context.at(prompt[:end])
    place = context.at(prompt)
    expected: list[int] = []
    for _ in range(30):
        expected += greedy(place.logits).tolist()
        place = context.predictor.ahead(place, expected[-1:])
    assert suggested(model, [prompt, prompt], 30) == [model.alphabet.decode(expected)] * 2
    assert suggested(model, [""], 5)[0]


def test_a_memory_of_the_notes_repeats_what_the_network_has_never_seen(model: Model) -> None:
    unknown = "".join(np.random.default_rng(0).choice(list("qxzvkj wpm"), 3000))
    ngrams = counted(model.alphabet, [Document("notes", unknown)])
    memory = Memory(ngrams, first_weights(with_notes=True))
    remembering = Model("me", model.info, model.tokens, memory)
    result = memorised(remembering, [unknown], prefixes=10, length=20, mixed=True)
    assert result.repeated == result.found == result.prefixes == 10
    assert memorised(remembering, [unknown], prefixes=10, length=20).found == 0
