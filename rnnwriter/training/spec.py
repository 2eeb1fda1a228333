"""What a training run was asked for; written into its run directory."""

from dataclasses import dataclass, field, replace

from rnnwriter.model.architecture import Architecture
from rnnwriter.settings import PauseOn, TokenKind

SCRATCH = "scratch"
_MOST_BATCH, _MOST_TRUNCATION, _MOST_EVALUATIONS = 4_096, 16_384, 10_000


@dataclass(frozen=True)
class Recipe:
    """How a network is trained.

    batch: streams read side by side. truncation: characters that gradients flow back through,
    half of it in the first half of the budget, when many small steps learn most.
    learning_rate: at its peak. dropout: after each layer, one mask a window.
    evaluations: how often, over the budget, the validation documents are measured.
    restart: chance per stream and step that its state is emptied, which teaches the network to
    start in the middle of a text.
    """

    batch: int = 16
    truncation: int = 32
    learning_rate: float = 8e-3
    weight_decay: float = 0.01
    gradient_clip: float = 1.0
    warmup: float = 0.02
    dropout: float = 0.0
    restart: float = 0.03
    evaluations: int = 12


# Going on from a trained model: gentler, and with dropout, for notes are few.
CONTINUED = Recipe(batch=32, truncation=64, learning_rate=1.5e-3, dropout=0.2)
# Notes that are few: they are learnt by heart soon.
GENTLE = replace(CONTINUED, batch=8, learning_rate=7e-4, dropout=0.3)
# Teaching a model of notes what is new in them.
UPDATED = replace(CONTINUED, learning_rate=5e-4)


@dataclass(frozen=True)
class Spec:
    """One run: `paths` of notes into the model `name`, continued from `parent`.

    The budget is `minutes` of wall-clock time, or `steps` when they are given: then the result
    does not depend on the machine's speed. pause_on: when training rests. tokens: of a network from
    scratch; another one has those of its parent.
    """

    name: str
    paths: tuple[str, ...]
    minutes: float
    parent: str = "starter"
    seed: int = 0
    steps: int = 0
    pause_on: tuple[PauseOn, ...] = ()
    architecture: Architecture = field(default_factory=lambda: Architecture(64, (512,)))
    recipe: Recipe = field(default_factory=Recipe)
    tokens: TokenKind = "character"

    def check(self) -> None:
        """Raise ValueError where a number is none that training could go by."""
        recipe = self.recipe
        sound = (
            (self.steps > 0 or self.minutes > 0)
            and min(self.steps, self.minutes, self.seed) >= 0
            and 1 <= recipe.batch <= _MOST_BATCH
            and 1 <= recipe.truncation <= _MOST_TRUNCATION
            and 0 < recipe.learning_rate <= 1
            and 0 <= recipe.weight_decay <= 1
            and recipe.gradient_clip > 0
            and 0 <= recipe.warmup <= 1
            and 0 <= recipe.dropout < 1
            and 0 <= recipe.restart <= 1
            and 1 <= recipe.evaluations <= _MOST_EVALUATIONS
        )
        if not sound:
            raise ValueError("its numbers are none to train by")
