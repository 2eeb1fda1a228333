"""`rnnwriter eval samples`: how varied a model writes at several temperatures, and which words."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from rnnwriter.commands.output import PlainConsole
from rnnwriter.corpus.documents import Document
from rnnwriter.corpus.normalise import normalise
from rnnwriter.errors import UserError
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.evaluation.diversity import Diversity, counted, diversity
from rnnwriter.evaluation.excerpts import PARAGRAPH, excerpts
from rnnwriter.evaluation.plays import Headings, headings, speakers
from rnnwriter.evaluation.writing_samples import write_samples
from rnnwriter.files import read_text
from rnnwriter.model import Model, load_model


@dataclass(frozen=True)
class Request:
    """The command's options. text: that the model was trained on."""

    model: str
    text: Path
    temperatures: tuple[float, ...]
    samples: int
    length: int
    seed: int


@dataclass(frozen=True)
class _Column:
    """What was measured of one temperature, or of the text itself, where that is None. bits: per
    character. headings: None where the text is no play.
    """

    name: str
    temperature: float | None
    samples: int
    bits: float
    diversity: Diversity
    headings: Headings | None


def evaluate_samples_command(request: Request, *, as_json: bool) -> None:
    """Write samples at each temperature and print their figures beside those of the text.

    Raises UserError when there is no such model or text, or the text is shorter than a sample.
    """
    model = load_model(request.model)
    console = PlainConsole(quiet=as_json)
    with console.status(f"reading {request.text.name}"):
        text = normalise(read_text(request.text).text)
        own = _pieces(request, text)
        vocabulary = counted([text])
        known = speakers(text)
    columns: list[_Column] = []
    for temperature in request.temperatures:
        with console.status(f"writing at temperature {temperature:g}"):
            written = write_samples(
                model, request.samples, request.length, temperature, request.seed
            )
        texts = [one.text for one in written]
        bits = sum(one.bits for one in written) / len(written)
        columns.append(_column(f"{temperature:g}", temperature, texts, bits, vocabulary, known))
    with console.status(f"reading pieces of {request.text.name}"):
        # Words of a piece exist that stand elsewhere too.
        elsewhere = vocabulary - counted(own)
        bits = _bits(model, own)
        columns.append(_column("the text", None, own, bits, elsewhere, known))
    if as_json:
        print(json.dumps(_report(request, columns)))
        return
    console.print(Text(_explained(request)))
    console.print(_table(columns))


def _pieces(request: Request, text: str) -> list[str]:
    """Pieces of the text as long as samples; raises UserError when it is shorter."""
    try:
        return excerpts(text, PARAGRAPH, request.samples, request.length, request.seed)
    except ValueError as error:
        raise UserError(
            f"{request.text} is too short to compare with: {error}; give a longer text or less"
            " --length"
        ) from None


def _bits(model: Model, texts: Sequence[str]) -> float:
    return bits_per_character(model, [Document("", text) for text in texts]).carried


def _column(
    name: str,
    temperature: float | None,
    texts: Sequence[str],
    bits: float,
    vocabulary: dict[str, int],
    known: frozenset[str],
) -> _Column:
    return _Column(
        name=name,
        temperature=temperature,
        samples=len(texts),
        bits=bits,
        diversity=diversity(texts, vocabulary),
        headings=headings(texts, known) if known else None,
    )


def _report(request: Request, columns: Sequence[_Column]) -> dict[str, Any]:
    return {
        "model": request.model,
        "length": request.length,
        "seed": request.seed,
        "measured": [
            {
                "of": "the text" if column.temperature is None else "samples",
                "temperature": column.temperature,
                "samples": column.samples,
                "bits_per_character": column.bits,
                **asdict(column.diversity),
                "headings": column.headings
                and {
                    **asdict(column.headings),
                    "formed_share": column.headings.formed_share,
                    "known_share": column.headings.known_share,
                },
            }
            for column in columns
        ],
    }


def _explained(request: Request) -> str:
    one = "; greedily one" if 0.0 in request.temperatures else ""
    return (
        f"{request.samples} samples of {request.length:,} characters{one}, seed {request.seed};"
        f" and as many pieces of {request.text.name}"
    )


def _table(columns: Sequence[_Column]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("temperature")
    for column in columns:
        table.add_column(column.name, justify="right")
    varied = [column.diversity for column in columns]
    table.add_row("words that exist", *(f"{one.known:.1%}" for one in varied))
    for size in range(3):
        table.add_row(f"distinct-{size + 1}", *(f"{one.distinct[size]:.2f}" for one in varied))
    table.add_row("repeated 4-grams", *(f"{one.repeated:.1%}" for one in varied))
    table.add_row("bits per character", *(f"{column.bits:.2f}" for column in columns))
    spoken = [column.headings for column in columns if column.headings]
    if spoken:
        table.add_row("blocks with a speaker", *(f"{one.formed_share:.1%}" for one in spoken))
        table.add_row("speakers that exist", *(f"{one.known_share:.1%}" for one in spoken))
    return table
