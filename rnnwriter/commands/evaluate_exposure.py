"""`rnnwriter eval exposure`: what a model's way of training remembers of secrets in the notes.

Made-up secrets are put into a copy of the notes, in a private folder that is removed afterwards;
two models are trained on it as the model was, one without and one with the secrets filter; and both
are asked for the secrets (Carlini et al. 2018). The model itself continues its own notes.
"""

import json
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rnnwriter.commands.beginnings import parent_of
from rnnwriter.commands.output import PlainConsole
from rnnwriter.commands.progress import TrainingDisplay
from rnnwriter.corpus.documents import Document, Split, characters, split
from rnnwriter.corpus.growing import Known, grown
from rnnwriter.corpus.notes import read_notes
from rnnwriter.corpus.reading import Reading, reading_of
from rnnwriter.errors import UserError
from rnnwriter.evaluation.canaries import TIMES, Canary, draw_canaries, planted
from rnnwriter.evaluation.continuations import Memorised, memorised
from rnnwriter.evaluation.exposure import (
    CHANCE,
    TRIES,
    Audit,
    Exposed,
    Summary,
    exposures,
    summary,
)
from rnnwriter.model import Model, load_model
from rnnwriter.model.memory import Memory
from rnnwriter.suggest.fitting import counted
from rnnwriter.suggest.mixing import first_weights
from rnnwriter.training.pytorch import pytorch_or_sentence
from rnnwriter.training.record import Record, read_record, write_record
from rnnwriter.training.run import RunFolder
from rnnwriter.training.spec import SCRATCH, Spec

MINUTES = 2.0
PREFIXES = 200


@dataclass(frozen=True)
class Request:
    """The command's options. notes: of the model, where its run does not tell. minutes or steps is
    the budget of each of two trainings. candidates: drawn at random, of each kind of secret.
    prefixes: how many continuations of the notes.
    """

    model: str
    notes: tuple[Path, ...]
    minutes: float | None
    steps: int | None
    candidates: int
    prefixes: int
    seed: int


@dataclass(frozen=True)
class _Asked:
    """What one of the models knew of all canaries, and how often its network had read the notes."""

    canaries: tuple[Exposed, ...]
    epochs: float


def evaluate_exposure_command(request: Request, *, as_json: bool) -> None:
    """Train the two models, ask them, and print the figures.

    Raises UserError when there is no such model, or its notes are not known.
    """
    if request.minutes is not None and request.steps is not None:
        raise UserError("give the time to train with --minutes or with --steps, not both")
    pytorch_or_sentence("training")
    model = load_model(request.model)
    record = _record(request, model)
    spec = _spec(request, record)
    console = PlainConsole(quiet=as_json)
    with console.status("reading the notes"):
        notes = _notes(spec, record)
    repeats_of_network, repeats = _repeats(model, notes.training, request.prefixes, console)
    canaries = draw_canaries(request.seed)
    # The model's own, which have been fitted; they trust its memory more than the first ones do.
    mixing = model.memory.mixing if model.memory else first_weights(with_notes=True)
    without, with_filter = _exposed(spec, notes, canaries, mixing, request, console)
    audit = Audit(
        model=request.model,
        parent=spec.parent,
        minutes=spec.minutes,
        steps=spec.steps,
        seed=request.seed,
        candidates=request.candidates,
        unfiltered=without.canaries,
        filtered=with_filter.canaries,
        epochs_unfiltered=without.epochs,
        epochs_filtered=with_filter.epochs,
        repeats=repeats,
        repeats_of_network=repeats_of_network,
    )
    _keep(request.model, audit)
    if as_json:
        print(json.dumps(asdict(audit)))
        return
    for sentence in sentences(audit):
        console.print(Text(sentence))
    console.print(table(audit))


def _record(request: Request, model: Model) -> Record:
    """What the model has learnt from: as its record says, or as the person does.

    Raises UserError when neither tells.
    """
    if request.notes:
        paths = tuple(map(str, request.notes))
        return Record(paths, model.info.parent or SCRATCH, Known())
    try:
        return read_record(request.model)
    except UserError:
        raise UserError(
            f"no record tells which notes {request.model!r} learnt from; name them with"
            " --notes PATH"
        ) from None


def _spec(request: Request, record: Record) -> Spec:
    """A training as the model's, with the budget of this command."""
    minutes = 0.0 if request.steps else request.minutes or MINUTES
    return Spec(request.model, record.paths, minutes, record.parent, steps=request.steps or 0)


def _notes(spec: Spec, record: Record) -> Split:
    """The notes, those apart that the model was not trained on."""
    documents = read_notes(map(Path, spec.paths), reading_of(record.reading)).documents
    if not record.known.documents:
        return split(documents, seed=spec.seed)
    data = grown(documents, record.known).data
    return Split(tuple(replace(one, weight=1.0) for one in data.training), data.validation)


def _keep(name: str, audit: Audit) -> None:
    """Add what was found to the model's report, where it has one."""
    try:
        record = read_record(name)
    except UserError:
        return
    found = {"sentences": list(sentences(audit)), **asdict(audit)}
    write_record(name, replace(record, report={**record.report, "exposure": found}))


def _repeats(
    model: Model, notes: Sequence[Document], prefixes: int, console: Console
) -> tuple[Memorised, Memorised]:
    """How the network alone, and what suggests, go on in the notes."""
    texts = [document.text for document in notes]
    try:
        with console.status("continuing the notes"):
            return memorised(model, texts, prefixes), memorised(model, texts, prefixes, mixed=True)
    except ValueError as error:
        raise UserError(f"there is nothing to continue: {error}; give longer notes") from error


def _exposed(
    spec: Spec,
    notes: Split,
    canaries: Sequence[Canary],
    mixing: NDArray[np.float32],
    request: Request,
    console: Console,
) -> list[_Asked]:
    """Train on a copy of `notes` with `canaries`, without and with the filter, and ask for them.

    mixing: weights for the memories of both.
    """
    asked: list[_Asked] = []
    with _private_folder() as folder:
        copies = folder / "training", folder / "validation"
        texts = planted([one.text for one in notes.training], canaries, request.seed)
        _write(copies[0], texts)
        _write(copies[1], [one.text for one in notes.validation])
        for filtered in (False, True):
            console.print(f"Training {'with' if filtered else 'without'} the secrets filter:")
            training, validation = (_read(copy, filtered) for copy in copies)
            data = Split(training, validation)
            trained = _trained(spec, data, mixing, folder / "run", console)
            with console.status("asking for the secrets"):
                exposed = exposures(trained, canaries, request.candidates, request.seed)
            epochs = trained.info.characters_seen / characters(training)
            asked.append(_Asked(tuple(exposed), epochs))
    return asked


@contextmanager
def _private_folder() -> Iterator[Path]:
    """A folder that only its owner can read, and that goes when it is left, ended or not."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with tempfile.TemporaryDirectory(prefix="rnnwriter-") as folder:
            yield Path(folder)
    finally:
        signal.signal(signal.SIGTERM, before)


def _write(folder: Path, texts: Sequence[str]) -> None:
    """Each of `texts` as a note in `folder`."""
    folder.mkdir()
    for index, text in enumerate(texts):
        (folder / f"{index:06}.md").write_bytes(text.encode("utf-8", errors="replace"))


def _read(folder: Path, filtered: bool) -> tuple[Document, ...]:
    """The notes in `folder`, which are prose already, with or without the secrets filter."""
    return read_notes([folder], Reading(verbatim=True, secrets=filtered)).documents


def _trained(
    spec: Spec, data: Split, mixing: NDArray[np.float32], folder: Path, console: Console
) -> Model:
    """A model of `data`, trained as `spec` says from its parent, with a memory of it that is
    mixed in with the weights `mixing`.
    """
    with console.status("starting PyTorch"):
        from rnnwriter.training.devices import fastest
        from rnnwriter.training.loop import Trainer
        from rnnwriter.training.parallel import ALONE
        from rnnwriter.training.recipe import plan

        trial = fastest(ALONE)
    parent = parent_of(spec.parent, [document.text for document in data.training])
    spec = plan(spec, data, parent.architecture, trial.characters_per_second)
    run = RunFolder(folder)
    run.create(spec)
    with TrainingDisplay(console, None if spec.steps else 60 * spec.minutes) as display:
        trainer = Trainer(
            spec,
            data,
            parent.tokens,
            parent.weights,
            run,
            display.show,
            device=trial.device,
        )
        trainer.train()
    model = load_model(run.best_file)
    memory = Memory(counted(model.alphabet, data.training), mixing)
    return model.with_memory(memory)


def sentences(audit: Audit) -> Iterator[str]:
    """What the figures mean, for a person."""
    budget = f"{audit.steps:,} steps" if audit.steps else f"{audit.minutes:g} minutes"
    yield (
        "Made-up secrets were put into a copy of the notes, and models trained on it for"
        f" {budget}, as {audit.model} was. Then they were asked for the secrets, by the words"
        " that stand before them."
    )
    yield (
        f"In that time their networks read the copy {audit.epochs_unfiltered:.2g} and"
        f" {audit.epochs_filtered:.2g} times; their memories read all of it."
    )
    for times in sorted(TIMES, reverse=True):
        if times:
            without = summary([one for one in audit.unfiltered if one.times == times])
            with_filter = summary([one for one in audit.filtered if one.times == times])
            yield (
                f"Of {without.canaries} secrets that stand {_times(times)} in the notes,"
                f" {_can(without.found)} be guessed from the model in {TRIES:,} tries (exposure"
                f" {without.mean:.1f} of {without.bits:.1f} bits); with the filter,"
                f" {_can(with_filter.found)} ({with_filter.mean:.1f} bits;"
                f" {CHANCE:.1f} is chance)."
            )
    repeats = audit.repeats
    yield (
        f"Of {repeats.prefixes:,} continuations of {repeats.length} characters of its own notes,"
        f" {audit.model} repeats {repeats.repeated:,} word for word;"
        f" its network alone, {audit.repeats_of_network.repeated:,}."
    )


def _times(times: int) -> str:
    return "once" if times == 1 else f"{times} times"


def _can(count: int) -> str:
    return f"{count} can" if count else "none can"


def table(audit: Audit) -> Table:
    """Exposure of each kind of secret in bits: mean, lowest and highest."""
    drawn = Table(
        box=None,
        pad_edge=False,
        title="exposure in bits: the most it can be, mean (lowest, highest)",
        title_justify="left",
        title_style="dim",
    )
    drawn.add_column("secret")
    for column in ("times", "most"):
        drawn.add_column(column, justify="right")
    for who in ("suggestions", "network"):
        for how in ("unfiltered", "filtered"):
            drawn.add_column(f"{who},\n{how}", justify="right")
    for form in dict.fromkeys(one.form for one in audit.unfiltered):
        for times in TIMES:
            alike = [
                [one for one in exposed if one.form == form and one.times == times]
                for exposed in (audit.unfiltered, audit.filtered)
            ]
            cells = [
                _cell(summary(some, network=network)) for network in (False, True) for some in alike
            ]
            drawn.add_row(form, str(times), f"{alike[0][0].bits:.0f}", *cells)
    return drawn


def _cell(figures: Summary) -> str:
    return f"{figures.mean:.1f} ({figures.low:.0f}, {figures.high:.0f})"
