"""What the NumPy network costs: a step, a batch of steps, a run, against the floor.

The floor is the time that NumPy needs for matrix-vector products over the same bytes as a step
reads, which no step can beat.
"""

from dataclasses import dataclass

import numpy as np

from rnnwriter.evaluation.timing import Interval, in_turn
from rnnwriter.model.model import Model

RUN = 256
BATCH = 8
ROUNDS = 31
REPEATS = 50


@dataclass(frozen=True)
class StepFigures:
    """Milliseconds of one step and of the floor, and ratios.

    step_over_floor: 1 is the speed of reading the weights. batch_over_step: BATCH streams against
    one. prefill_over_steps: a run of RUN characters at once against one by one.
    """

    step_ms: float
    floor_ms: float
    step_over_floor: Interval
    batch_over_step: Interval
    prefill_over_steps: Interval


def _floor_matrices(model: Model) -> list[tuple[np.ndarray, np.ndarray]]:
    """Matrices of the sizes that a step multiplies by, with a vector for each."""
    shapes = [
        shape
        for name, shape in model.info.architecture.shapes(model.tokens.symbols).items()
        if len(shape) == 2 and name not in ("embedding.weight", "layers.0.weight_ih_l0")
    ]
    random = np.random.default_rng(0)
    return [
        (
            random.standard_normal(shape, dtype=np.float32),
            random.standard_normal(shape[1], dtype=np.float32),
        )
        for shape in shapes
    ]


def measure_steps(model: Model, rounds: int = ROUNDS, repeats: int = REPEATS) -> StepFigures:
    """Time the network of `model`, everything in turn."""
    network = model.tokens
    random = np.random.default_rng(0)
    matrices = _floor_matrices(model)
    one, many = network.start(), network.start(BATCH)
    symbol = random.integers(2, network.symbols, 1)
    symbols = random.integers(2, network.symbols, BATCH)
    run = random.integers(2, network.symbols, (1, RUN))
    single = in_turn(
        {
            "step": lambda: network.step(symbol, one),
            "floor": lambda: [matrix @ vector for matrix, vector in matrices],
            "batch": lambda: network.step(symbols, many),
        },
        rounds,
        repeats,
    )

    def steps() -> None:
        state = one
        for time in range(RUN):
            _, state = network.step(run[:, time], state)

    runs = in_turn({"prefill": lambda: network.prefill(run, one), "steps": steps}, rounds, 1)
    return StepFigures(
        step_ms=1e3 * single.median("step"),
        floor_ms=1e3 * single.median("floor"),
        step_over_floor=single.ratio("step", "floor"),
        batch_over_step=single.ratio("batch", "step"),
        prefill_over_steps=runs.ratio("prefill", "steps"),
    )
