"""`rnnwriter generate`: text from a model, as it is drawn."""

import json
import sys

from rnnwriter.model import load_model


def generate_command(
    name: str, prompt: str, temperature: float, length: int, seed: int | None, *, as_json: bool
) -> None:
    """Print the prompt and its continuation, character by character; or both as JSON."""
    model = load_model(name)
    if as_json:
        text = model.generate(prompt, length, temperature, seed)
        print(json.dumps({"model": name, "prompt": prompt, "text": text}))
        return
    sys.stdout.write(prompt)
    for character in model.stream(prompt, length, temperature, seed):
        sys.stdout.write(character)
        sys.stdout.flush()
    sys.stdout.write("\n")
