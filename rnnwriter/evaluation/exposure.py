"""Exposure: how much likelier than chance a model makes a secret that stood in its notes, in bits.

log2 |R| - log2 rank, where R are all secrets of the form and rank is the secret's place among them,
the likeliest first (Carlini et al. 2018, section 4). A secret that the model has never seen has
1.4 bits on average; one that is the first guess has log2 |R|. The rank is estimated from secrets
drawn at random: by counting; where none is as likely, by the tail of a skew-normal distribution
(Azzalini 1985) with the moments of their log-perplexities.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnwriter.evaluation.canaries import Canary, Form
from rnnwriter.evaluation.continuations import Memorised
from rnnwriter.model.model import Model
from rnnwriter.suggest.context import Context

CANDIDATES = 400
# Of a rank that is evenly spread: the mean of -log2 of a number between 0 and 1.
CHANCE = 1 / math.log(2)
# Who may try so often finds out what is no less likely than this rank.
TRIES = 1_000

_CANDIDATES_STREAM = 1
# Of a skew-normal distribution it is below 0.9953.
_MOST_SKEWNESS = 0.99
# Where the logarithm of the normal distribution is taken from its asymptotic series.
_FAR = -10.0
# The tail is integrated over the logarithm of the distance, in scales: from next to nothing on.
_NEAREST, _FARTHEST, _POINTS = 1e-12, 40.0, 4_000
# So many scales to the right of the location, all is on the left.
_ALL = 10.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SkewNormal:
    """A skew-normal distribution: density 2 / scale * phi(z) * Phi(shape * z), where z is
    (x - location) / scale.
    """

    location: float
    scale: float
    shape: float

    @classmethod
    def fitted(cls, sample: Floats) -> "SkewNormal":
        """With the mean, deviation and skewness of `sample` (method of moments).

        Raises ValueError when all of it is one number.
        """
        mean, deviation = float(sample.mean()), float(sample.std())
        if not deviation > 0:
            raise ValueError("all candidates are equally likely")
        skewness = float(np.mean(((sample - mean) / deviation) ** 3))
        skewness = math.copysign(min(abs(skewness), _MOST_SKEWNESS), skewness)
        part = abs(skewness) ** (2 / 3)
        delta = math.sqrt(math.pi / 2 * part / (part + ((4 - math.pi) / 2) ** (2 / 3)))
        delta = math.copysign(delta, skewness)
        scale = deviation / math.sqrt(1 - 2 * delta**2 / math.pi)
        location = mean - scale * delta * math.sqrt(2 / math.pi)
        return cls(location, scale, delta / math.sqrt(1 - delta**2))

    def log_density(self, x: Floats) -> Floats:
        """Natural logarithm of the density."""
        z = (x - self.location) / self.scale
        normal = -(z**2) / 2 - math.log(2 * math.pi) / 2
        density: Floats = math.log(2 / self.scale) + normal + _log_normal_cdf(self.shape * z)
        return density

    def log_cdf(self, x: float) -> float:
        """Natural logarithm of the probability of at most `x`, also where it is tiny."""
        x = min(x, self.location + _ALL * self.scale)
        reach = max(x - self.location, 0.0) + _FARTHEST * self.scale
        logs = np.linspace(math.log(_NEAREST * self.scale), math.log(reach), _POINTS)
        # Distances from x, on a scale on which whatever the density does is slow.
        terms = self.log_density(x - np.exp(logs)) + logs
        most = float(terms.max())
        total = math.log(float(np.exp(terms - most).sum()) * (logs[1] - logs[0]))
        return min(most + total, 0.0)


def _log_normal_cdf(z: Floats) -> Floats:
    """Natural logarithm of the standard normal distribution function."""
    near = np.maximum(z, _FAR)
    logs = np.log(np.vectorize(math.erfc, otypes=[float])(-near / math.sqrt(2)) / 2)
    far = np.minimum(z, _FAR)
    # Abramowitz and Stegun 26.2.12.
    square = far**-2
    series = 1 - square * (1 - 3 * square * (1 - 5 * square * (1 - 7 * square)))
    tail = -(far**2) / 2 - np.log(-far) - math.log(2 * math.pi) / 2 + np.log(series)
    chosen: Floats = np.where(z < _FAR, tail, logs)
    return chosen


def exposure(perplexity: float, candidates: Floats, bits: float) -> float:
    """The exposure, at most `bits`, of a secret among `candidates` drawn at random.

    perplexity, candidates: log-perplexities; the lower, the likelier. bits: log2 of how many
    secrets there are.
    """
    likelier = int((candidates <= perplexity).sum())
    if likelier:
        # The secret itself counts, so that the one of all that is the likeliest has rank 1.
        found = -math.log2((likelier + 1) / (len(candidates) + 1))
    else:
        found = -SkewNormal.fitted(candidates).log_cdf(perplexity) / math.log(2)
    return min(found, bits)


@dataclass(frozen=True)
class Exposed:
    """What a model knows of one canary. bits: log2 of how many secrets there are of its form.
    mixture, network: exposure in bits, by what suggests and by the network alone.
    """

    form: str
    times: int
    bits: float
    mixture: float
    network: float


@dataclass(frozen=True)
class Audit:
    """What a model's way of training remembers of the notes.

    model: whose; parent: what it began with. minutes, steps: of training on notes with canaries;
    one of them is 0. seed: of the canaries. candidates: for each form. unfiltered, filtered: every
    canary, asked of a model trained without and with the secrets filter; epochs_unfiltered,
    epochs_filtered: how often its network had read the notes. repeats, repeats_of_network:
    continuations of the model's own notes, by what suggests and by the network alone.
    """

    model: str
    parent: str
    minutes: float
    steps: int
    seed: int
    candidates: int
    unfiltered: tuple[Exposed, ...]
    filtered: tuple[Exposed, ...]
    epochs_unfiltered: float
    epochs_filtered: float
    repeats: Memorised
    repeats_of_network: Memorised


def exposures(
    model: Model, canaries: Sequence[Canary], candidates: int = CANDIDATES, seed: int = 0
) -> list[Exposed]:
    """The exposure of each of `canaries` among `candidates` of its form, drawn by `seed`.

    All are asked for on an empty page, after what stands before them in the notes.
    """
    # A stream of its own: by that of `draw_canaries`, the canaries would be among the candidates.
    random = np.random.default_rng([seed, _CANDIDATES_STREAM])
    found: list[Exposed] = []
    for form in dict.fromkeys(canary.form for canary in canaries):
        own = [canary for canary in canaries if canary.form == form]
        drawn = [form.draw(random) for _ in range(candidates)]
        scored = log_perplexities(model, form, [*drawn, *(canary.secret for canary in own)])
        for at, canary in enumerate(own, candidates):
            mixture, network = (
                exposure(float(one[at]), one[:candidates], form.bits) for one in scored
            )
            found.append(Exposed(form.name, canary.times, form.bits, mixture, network))
    return found


def log_perplexities(model: Model, form: Form, secrets: Sequence[str]) -> tuple[Floats, Floats]:
    """(secrets,) bits that each of `secrets` takes by the mixture, and by the network alone.

    They are equally long and go on after what stands before a secret of `form`; nothing is learnt
    from reading them. The mixture is what suggests: network, memory of the notes and page.
    """
    context = Context(model)
    places = context.at(form.before).repeated(len(secrets))
    ids = np.stack([model.alphabet.encode(secret) for secret in secrets]).astype(np.int64)
    mixed = np.zeros(len(secrets))
    network = np.zeros(len(secrets))
    for time in range(ids.shape[1]):
        symbols = ids[:, time].tolist()
        for at, (mixture, symbol) in enumerate(zip(places.mixtures, symbols, strict=True)):
            mixed[at] -= mixture.logits[symbol]
            network[at] -= mixture.experts[0, symbol]
        if time + 1 < ids.shape[1]:
            places = context.predictor.ahead(places, symbols)
    return mixed / math.log(2), network / math.log(2)


@dataclass(frozen=True)
class Summary:
    """Canaries that are alike. mean, low, high: exposure in bits. found: how many can be guessed
    in TRIES.
    """

    canaries: int
    bits: float
    mean: float
    low: float
    high: float
    found: int


def summary(exposed: Sequence[Exposed], *, network: bool = False) -> Summary:
    """What `exposed`, at least one, have in common, by what suggests or by the network alone."""
    values = [one.network if network else one.mixture for one in exposed]
    return Summary(
        canaries=len(values),
        bits=float(np.mean([one.bits for one in exposed])),
        mean=float(np.mean(values)),
        low=min(values),
        high=max(values),
        found=sum(
            value >= one.bits - math.log2(TRIES) for value, one in zip(values, exposed, strict=True)
        ),
    )
