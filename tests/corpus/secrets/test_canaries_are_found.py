"""The made-up secrets that the memorisation audit plants are all left out."""

from rnnwriter.corpus.secrets.filter import Secrets
from rnnwriter.evaluation.canaries import draw_canaries


def test_every_canary_is_found() -> None:
    secrets = Secrets((), ("US", "GB"))
    missed = [
        canary.line
        for seed in range(20)
        for canary in draw_canaries(seed)
        if secrets.kind(canary.line) is None
    ]
    assert missed == []
