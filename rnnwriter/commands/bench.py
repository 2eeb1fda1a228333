"""`rnnwriter bench`: the speed of the network, as ratios measured in one run."""

import json
from dataclasses import asdict
from typing import Any

from rich.table import Table
from threadpoolctl import threadpool_info, threadpool_limits

from rnnwriter.commands.beginnings import torch_or_sentence
from rnnwriter.commands.output import PlainConsole
from rnnwriter.evaluation.steps import BATCH, RUN, measure_steps
from rnnwriter.evaluation.timing import Interval
from rnnwriter.model import load_model
from rnnwriter.training.spec import CONTINUED


def bench_command(name: str, threads: int | None, *, as_json: bool) -> None:
    """Measure stepping and training of the model `name`; `threads` for NumPy and for PyTorch."""
    console = PlainConsole(quiet=as_json)
    torch_or_sentence("measuring training")
    import torch

    from rnnwriter.training.throughput import measure_throughput, torch_step_seconds

    model = load_model(name)
    architecture, symbols = model.info.architecture, model.tokens.symbols
    with threadpool_limits(threads, user_api="blas"), console.status("measuring"):
        torch.set_num_threads(threads or torch.get_num_threads())
        blas = [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
        torch_threads = torch.get_num_threads()
        steps = measure_steps(model)
        torch_ms = 1e3 * torch_step_seconds(architecture, symbols)
        speed = measure_throughput(architecture, symbols, CONTINUED.batch, CONTINUED.truncation)
    figures: dict[str, Any] = {
        "model": name,
        "numpy_threads": max(blas, default=1),
        "torch_threads": torch_threads,
        **asdict(steps),
        "torch_step_ms": torch_ms,
        "torch_step_over_step": torch_ms / steps.step_ms,
        "training_characters_per_second": speed.characters_per_second,
        "training_gigaflops": speed.gigaflops,
        "limit_gigaflops": speed.limit_gigaflops,
        "training_over_limit": speed.share,
    }
    if as_json:
        print(json.dumps(figures))
    else:
        console.print(_table(figures))


def _table(figures: dict[str, Any]) -> Table:
    def ratio(name: str) -> str:
        return str(Interval(**figures[name]))

    table = Table(box=None, show_header=False, pad_edge=False)
    for text, value in (
        (
            "threads",
            f"{figures['numpy_threads']} in NumPy, {figures['torch_threads']} in PyTorch",
        ),
        ("one step", f"{figures['step_ms']:.3f} ms"),
        ("  over reading the weights", ratio("step_over_floor")),
        ("  PyTorch's step over it", f"{figures['torch_step_over_step']:.1f}"),
        (f"{BATCH} streams in one step over one", ratio("batch_over_step")),
        (f"{RUN} characters at once over one by one", ratio("prefill_over_steps")),
        ("training", f"{figures['training_characters_per_second']:,.0f} characters/s"),
        ("  over the matrix-product limit", f"{figures['training_over_limit']:.2f}"),
    ):
        table.add_row(text, value)
    return table
