"""Exposure is what its definition says, and tells what a model has seen from what it has not."""

import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from rnnwriter import load_model
from rnnwriter.corpus.documents import Document
from rnnwriter.evaluation.canaries import FORMS, Canary, draw_canaries, planted
from rnnwriter.evaluation.exposure import (
    CHANCE,
    Exposed,
    SkewNormal,
    exposure,
    exposures,
    log_perplexities,
    summary,
)
from rnnwriter.model import Model
from rnnwriter.model.memory import Memory
from rnnwriter.suggest.context import Context
from rnnwriter.suggest.fitting import counted
from rnnwriter.suggest.mixing import first_weights
from tests.texts import prose


@pytest.mark.parametrize("shape", [-9.0, -1.5, 0.0, 0.7, 4.0])
def test_the_tail_is_that_of_a_skew_normal_distribution(shape: float) -> None:
    distribution = SkewNormal(60.0, 5.0, shape)
    points = np.array([25.0, 40.0, 50.0, 57.0, 60.0, 63.0, 70.0, 90.0, 400.0])
    reference = stats.skewnorm(shape, 60.0, 5.0)
    np.testing.assert_allclose(
        distribution.log_density(points), reference.logpdf(points), rtol=1e-9, atol=1e-9
    )
    for point in points:
        expected = reference.logcdf(point)
        # SciPy has no tails this small.
        if expected > -60:
            assert distribution.log_cdf(point) == pytest.approx(expected, rel=1e-4, abs=1e-6)


def test_the_tail_goes_on_where_probabilities_are_too_small_for_numbers() -> None:
    normal = SkewNormal(0.0, 1.0, 0.0)
    for point in (-20.0, -60.0, -300.0):
        assert normal.log_cdf(point) == pytest.approx(stats.norm.logcdf(point), rel=1e-9)
    # To the left of it, a distribution that leans right falls by its shape too.
    leaning = SkewNormal(0.0, 1.0, 3.0)
    z, rate = -50.0, 1 + 3.0**2
    first_order = leaning.log_density(np.array([z]))[0] - math.log(-z * rate)
    assert leaning.log_cdf(z) == pytest.approx(first_order, rel=1e-4)


def test_a_fit_has_the_moments_of_the_sample() -> None:
    sample = stats.skewnorm(-3.0, 100.0, 12.0).rvs(20_000, random_state=0)
    fit = SkewNormal.fitted(sample)
    moments = stats.skewnorm(fit.shape, fit.location, fit.scale).stats("mvs")
    expected = (sample.mean(), sample.var(), stats.skew(sample))
    np.testing.assert_allclose(np.array(moments, dtype=float), expected, rtol=1e-6)
    # More skewed than any such distribution.
    assert np.isfinite(SkewNormal.fitted(sample**-20).shape)
    with pytest.raises(ValueError, match="equally likely"):
        SkewNormal.fitted(np.ones(10))


def test_a_rank_inside_the_candidates_is_counted() -> None:
    # All other secrets of 2 ** 10: the rank is known.
    everyone = np.arange(1024.0)
    for rank in (2, 3, 512, 1024):
        others = np.delete(everyone, rank - 1)
        assert exposure(everyone[rank - 1], others, 10.0) == pytest.approx(10 - math.log2(rank))


def test_a_secret_that_no_candidate_comes_near_is_estimated_from_the_tail() -> None:
    candidates = np.random.default_rng(0).normal(60.0, 4.0, 4000)
    for deviations in (4.5, 6.0):
        expected = -stats.norm.logcdf(-deviations) / math.log(2)
        found = exposure(60.0 - 4.0 * deviations, candidates, 50.0)
        assert found == pytest.approx(expected, rel=0.1)
    assert exposure(0.0, candidates, 30.0) == 30.0


def test_unseen_secrets_have_the_exposure_of_chance() -> None:
    random = np.random.default_rng(1)
    found = [exposure(random.normal(), random.normal(size=400), 40.0) for _ in range(2000)]
    assert np.mean(found) == pytest.approx(CHANCE, abs=0.15)


@pytest.fixture(scope="module")
def network(trained: Path) -> Model:
    """The small trained model, which has no memory of notes."""
    return load_model(trained)


def remembering(network: Model, texts: list[str]) -> Model:
    """`network` with the n-grams of `texts`."""
    documents = [Document(str(at), text) for at, text in enumerate(texts)]
    memory = Memory(counted(network.alphabet, documents), first_weights(with_notes=True))
    return Model("me", network.info, network.tokens, memory)


def test_log_perplexities_are_those_of_what_suggests(network: Model) -> None:
    model = remembering(network, [prose(5000, seed=9)])
    form = FORMS[1]
    random = np.random.default_rng(0)
    secrets = [form.draw(random) for _ in range(3)]
    mixed, alone = log_perplexities(model, form, secrets)
    for at, secret in enumerate(secrets):
        context = Context(model)
        place = context.at(form.before)
        bits = 0.0
        for symbol in model.alphabet.encode(secret).tolist():
            bits -= place.logits[0, symbol] / math.log(2)
            place = context.predictor.ahead(place, [symbol])
        assert mixed[at] == pytest.approx(bits, rel=1e-4)
        text = form.before + secret
        rows = model.log_probabilities(text)[len(form.before) :]
        own = rows[np.arange(len(secret)), model.alphabet.encode(secret)].sum()
        assert alone[at] == pytest.approx(-own / math.log(2), rel=1e-3)


def test_what_the_notes_say_often_is_exposed_by_their_memory(network: Model) -> None:
    canaries = draw_canaries(seed=2)
    texts = [prose(4000, seed) for seed in range(4)]
    # By the seed of the canaries, which must not be among the candidates for that.
    aware = remembering(network, planted(texts, canaries, seed=2))
    exposed = exposures(aware, canaries, candidates=200, seed=2)
    unaware = exposures(remembering(network, texts), canaries, candidates=200, seed=2)
    for form in FORMS:
        of_form = [one for one in exposed if one.form == form.name]
        often = summary([one for one in of_form if one.times == 16])
        never = summary([one for one in of_form if one.times == 0])
        assert often.low > 10
        assert never.high < 10
        assert often.low > max(one.mixture for one in unaware if one.form == form.name)
        # The network has not seen them.
        assert summary([one for one in of_form if one.times == 16], network=True).mean < 6
    assert all(0 <= one.mixture <= one.bits for one in exposed)


def test_exposures_are_a_function_of_the_seed(network: Model) -> None:
    canaries = draw_canaries(seed=2)[:4]
    first = exposures(network, canaries, candidates=30, seed=1)
    assert first == exposures(network, canaries, candidates=30, seed=1)
    assert first != exposures(network, canaries, candidates=30, seed=2)


def test_a_network_that_has_read_a_secret_often_exposes_it(tmp_path: Path) -> None:
    from rnnwriter.corpus.alphabet import alphabet_of
    from rnnwriter.corpus.documents import Split
    from rnnwriter.model.architecture import Architecture
    from rnnwriter.training.loop import Trainer
    from rnnwriter.training.run import RunFolder
    from rnnwriter.training.spec import SCRATCH, Recipe, Spec

    random = np.random.default_rng(5)
    canaries = [Canary(form, form.draw(random), times) for form in FORMS[1:] for times in (0, 40)]
    texts = planted([prose(2000, seed) for seed in range(3)], canaries, seed=0)
    spec = Spec(
        name="small",
        paths=(),
        minutes=0,
        steps=150,
        parent=SCRATCH,
        architecture=Architecture(16, (64,)),
        recipe=Recipe(batch=16, truncation=32, learning_rate=2e-2, evaluations=2),
    )
    run = RunFolder(tmp_path / "run")
    run.create(spec)
    data = Split(
        tuple(Document(str(at), text) for at, text in enumerate(texts)),
        (Document("apart", prose(2000, seed=3)),),
    )
    Trainer(spec, data, alphabet_of(texts), None, run, lambda event: None).train()
    found = exposures(load_model(run.best_file), canaries, candidates=200)
    for form in FORMS[1:]:
        never, often = [one.network for one in found if one.form == form.name]
        assert often > never + 4


def test_a_summary_counts_what_can_be_guessed() -> None:
    exposed = [
        Exposed("password", 4, 50.0, 50.0, 1.0),
        Exposed("password", 4, 50.0, 41.0, 2.0),
        Exposed("password", 4, 50.0, 20.0, 3.0),
    ]
    by_mixture = summary(exposed)
    assert (by_mixture.canaries, by_mixture.found, by_mixture.bits) == (3, 2, 50.0)
    assert (by_mixture.low, by_mixture.mean, by_mixture.high) == (20.0, 37.0, 50.0)
    assert summary(exposed, network=True).found == 0
