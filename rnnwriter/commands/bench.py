"""`rnnwriter bench`: the speed of the network, as ratios measured in one run."""

import json
from dataclasses import asdict
from typing import Any

from rich.table import Table
from threadpoolctl import threadpool_info, threadpool_limits

from rnnwriter.commands.output import PlainConsole
from rnnwriter.evaluation.steps import BATCH, RUN, measure_steps
from rnnwriter.evaluation.timing import Interval
from rnnwriter.model import Model, load_model
from rnnwriter.training.pytorch import has_pytorch
from rnnwriter.training.spec import CONTINUED


def bench_command(name: str, threads: int | None, *, as_json: bool) -> None:
    """Measure stepping and, where there is PyTorch, training of the model `name`; with so many
    `threads` for NumPy and for PyTorch.
    """
    console = PlainConsole(quiet=as_json)
    model = load_model(name)
    with threadpool_limits(threads, user_api="blas"), console.status("measuring"):
        blas = [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
        steps = measure_steps(model)
        training = _training(model, threads, steps.step_ms) if has_pytorch() else {}
    figures = {
        "model": name,
        "numpy_threads": max(blas, default=1),
        **asdict(steps),
        **training,
    }
    if as_json:
        print(json.dumps(figures))
    else:
        console.print(_table(figures))


def _training(model: Model, threads: int | None, step_ms: float) -> dict[str, Any]:
    """What PyTorch takes for a step and for training, beside a step of NumPy in `step_ms`."""
    import torch

    from rnnwriter.training.throughput import measure_throughput, torch_step_seconds

    architecture, symbols = model.info.architecture, model.tokens.symbols
    torch.set_num_threads(threads or torch.get_num_threads())
    torch_ms = 1e3 * torch_step_seconds(architecture, symbols)
    speed = measure_throughput(architecture, symbols, CONTINUED.batch, CONTINUED.truncation)
    return {
        "torch_threads": torch.get_num_threads(),
        "torch_step_ms": torch_ms,
        "torch_step_over_step": torch_ms / step_ms,
        "training_characters_per_second": speed.characters_per_second,
        "training_gigaflops": speed.gigaflops,
        "limit_gigaflops": speed.limit_gigaflops,
        "training_over_limit": speed.share,
    }


def _table(figures: dict[str, Any]) -> Table:
    def ratio(name: str) -> str:
        return str(Interval(**figures[name]))

    trained = "torch_threads" in figures
    threads = f"{figures['numpy_threads']} in NumPy"
    rows = [
        ("threads", f"{threads}, {figures['torch_threads']} in PyTorch" if trained else threads),
        ("one step", f"{figures['step_ms']:.3f} ms"),
        ("  over reading the weights", ratio("step_over_floor")),
        (f"{BATCH} streams in one step over one", ratio("batch_over_step")),
        (f"{RUN} characters at once over one by one", ratio("prefill_over_steps")),
    ]
    if trained:
        speed = f"{figures['training_characters_per_second']:,.0f} characters/s"
        rows.insert(3, ("  PyTorch's step over it", f"{figures['torch_step_over_step']:.1f}"))
        rows.append(("training", speed))
        rows.append(("  over the matrix-product limit", f"{figures['training_over_limit']:.2f}"))
    else:
        rows.append(("training", "not measured, for PyTorch is not installed"))
    table = Table(box=None, show_header=False, pad_edge=False)
    for text, value in rows:
        table.add_row(text, value)
    return table
