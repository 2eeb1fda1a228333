"""The learning rate over the budget: linear warm-up, then cosine (Loshchilov and Hutter 2017)."""

import math

FLOOR = 0.02


def learning_rate(peak: float, fraction: float, warmup: float) -> float:
    """The rate when `fraction` in [0, 1] of the budget is used; `warmup` is a fraction too.

    It falls from `peak` to FLOOR * peak, which it has at the end of the budget.
    """
    if fraction < warmup:
        return peak * max(fraction / warmup, 0.05)
    angle = math.pi * min((fraction - warmup) / (1 - warmup), 1.0)
    return peak * (FLOOR + (1 - FLOOR) * (1 + math.cos(angle)) / 2)
