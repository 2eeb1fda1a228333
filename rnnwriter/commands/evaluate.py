"""`rnnwriter eval`: a model measured on texts."""

import json
from dataclasses import asdict
from pathlib import Path

from rich.table import Table

from rnnwriter.commands.output import PlainConsole
from rnnwriter.corpus.notes import read_notes
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.model import load_model


def evaluate_command(name: str, texts: tuple[Path, ...], cold: int, *, as_json: bool) -> None:
    """Print bits per character, carried and cold, and what they were measured on."""
    model = load_model(name)
    bits = bits_per_character(model, read_notes(texts).documents, cold)
    if as_json:
        print(json.dumps({"model": name, "cold_block": cold, **asdict(bits)}))
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("bits per character, carried", f"{bits.carried:.4f}")
    table.add_row(f"bits per character, cold {cold}", f"{bits.cold:.4f}")
    table.add_row("characters", f"{bits.characters:,}")
    table.add_row("documents", f"{bits.documents:,}")
    table.add_row("in the model's alphabet", f"{bits.coverage:.3%}")
    PlainConsole().print(table)
