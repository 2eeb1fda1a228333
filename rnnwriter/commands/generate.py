"""`rnnwriter generate`: text from a model, as it is drawn."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from rnnwriter.commands.exactly import write_exactly
from rnnwriter.model import load_model
from rnnwriter.model.model import Draw


@dataclass(frozen=True)
class Request:
    """What was asked. show: how probable each character was, too."""

    model: str
    prompt: str
    temperature: float
    length: int
    seed: int | None
    show: bool


def generate_command(request: Request, *, as_json: bool) -> None:
    """Print the prompt and its continuation, character by character; or both as JSON."""
    model = load_model(request.model)
    draws = model.draws(request.prompt, request.length, request.temperature, request.seed)
    if as_json:
        _print_json(request, list(draws))
    elif request.show:
        from rnnwriter.commands.probabilities import show

        show(request.prompt, draws)
    else:
        _print(request.prompt, draws)


def _print_json(request: Request, draws: list[Draw]) -> None:
    text = "".join(draw.text for draw in draws)
    values: dict[str, object] = {"model": request.model, "prompt": request.prompt, "text": text}
    if request.show:
        values["tokens"] = [draw.text for draw in draws]
        values["probabilities"] = [round(draw.probability, 6) for draw in draws]
    print(json.dumps(values))


def _print(prompt: str, draws: Iterator[Draw]) -> None:
    write_exactly(prompt)
    for draw in draws:
        write_exactly(draw.text)
        sys.stdout.flush()
    sys.stdout.write("\n")
