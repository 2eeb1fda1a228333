"""`rnnwriter train`: from a folder of notes to a model by name.

Reads the notes, keeps whole documents apart, trains, measures the new model and the one it was
continued from on the documents kept apart, and puts the model where every command finds it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from rich.console import Console
from rich.text import Text

from rnnwriter import paths
from rnnwriter.commands.interrupts import Interrupts
from rnnwriter.commands.progress import TrainingDisplay
from rnnwriter.corpus.alphabet import Alphabet, alphabet_of
from rnnwriter.corpus.documents import Split, characters, fingerprint, split
from rnnwriter.corpus.notes import Notes, read_notes
from rnnwriter.corpus.reading import Reading
from rnnwriter.corpus.words import frequent_words
from rnnwriter.errors import UserError
from rnnwriter.evaluation.bits import bits_per_character
from rnnwriter.model import load_model
from rnnwriter.model.architecture import Architecture
from rnnwriter.model.file import Weights, read_model, write_model
from rnnwriter.model.memory import Memory
from rnnwriter.model.store import check_name, find, trained_path
from rnnwriter.suggest.fitting import counted, fitted
from rnnwriter.suggest.mixing import first_weights
from rnnwriter.training.events import Evaluated, Event, Finished, to_json
from rnnwriter.training.run import RunFolder, first_process, run_of
from rnnwriter.training.spec import SCRATCH, Spec

LICENCE = "private: trained on personal texts"


@dataclass(frozen=True)
class Request:
    """The command's options. `notes` are the paths; minutes or steps is the budget."""

    notes: tuple[Path, ...]
    name: str
    minutes: float | None
    steps: int | None
    parent: str
    seed: int
    resume: bool
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True)
class _Parent:
    """What training begins with; no network when it begins from scratch."""

    architecture: Architecture | None
    alphabet: Alphabet
    weights: Weights | None


def train_command(request: Request, *, as_json: bool) -> None:
    """Train and report. Raises UserError, and KeyboardInterrupt after a checkpoint."""
    check_name(request.name)
    console = Console(quiet=as_json or not first_process())
    run = run_of(request.name)
    spec = run.spec() if request.resume else _spec(request)
    notes = read_notes(map(Path, spec.paths), request.reading)
    _tell_notes(notes, console)
    digest = fingerprint(notes.documents)
    if request.resume and digest != spec.fingerprint:
        raise UserError(
            f"the notes of the run {spec.name!r} have changed since it began;"
            " train again without --resume"
        )
    data = split(notes.documents, seed=spec.seed)
    spec = replace(spec, fingerprint=digest)

    def remember() -> None:
        """Let the notes be suggested from at once, beside the network to begin with."""
        if not request.resume and not trained_path(spec.name).exists():
            model = load_model(run.best_file)
            memory = Memory(counted(model.alphabet, data.training), first_weights(with_notes=True))
            _publish(spec, notes, run, memory)

    finished = _train(spec, data, _parent(spec, data), run, console, request.resume, remember)
    if finished is None:
        return
    figures = _judge(spec, data, run, console)
    with console.status("counting the memory of the notes"):
        model = load_model(run.best_file)
        memory = fitted(model, counted(model.alphabet, data.training), data.validation)
    path = _publish(spec, notes, run, memory, finished, figures)
    console.print(Text(f"Write with it: rnnwriter --model {spec.name}"))
    if as_json:
        print(json.dumps({**json.loads(to_json(finished)), "path": str(path), **figures}))


def _spec(request: Request) -> Spec:
    if not request.notes:
        raise UserError("no notes given; name a folder or files, as in `rnnwriter train ~/notes`")
    if (request.minutes is None) == (request.steps is None):
        raise UserError("give the time to train with --minutes, or --steps instead")
    return Spec(
        name=request.name,
        paths=tuple(str(path.absolute()) for path in request.notes),
        minutes=request.minutes or 0.0,
        steps=request.steps or 0,
        parent=request.parent,
        seed=request.seed,
    )


def _parent(spec: Spec, data: Split) -> _Parent:
    texts = [document.text for document in data.training]
    if spec.parent == SCRATCH:
        return _Parent(None, alphabet_of(texts), None)
    parent = read_model(find(spec.parent))
    info = parent.info
    return _Parent(info.architecture, info.alphabet.extended(texts), parent.weights)


def _tell_notes(notes: Notes, console: Console) -> None:
    console.print(f"{len(notes.documents):,} documents, {notes.characters:,} characters")
    for reason, count in notes.skipped_by_reason().items():
        console.print(f"left out {count:,}: {reason}", style="dim")


def torch_or_sentence(what: str) -> None:
    """Raise UserError, one sentence, when PyTorch, which `what` needs, is not installed."""
    if find_spec("torch") is None:
        raise UserError(f"{what} needs PyTorch, which is not installed; run `pip install torch`")


def _train(
    spec: Spec,
    data: Split,
    parent: _Parent,
    run: RunFolder,
    console: Console,
    resume: bool,
    remember: Callable[[], None],
) -> Finished | None:
    """Train, and return the last event; None in every process but the first.

    remember: called once, as soon as there is a network in the run folder.
    """
    with console.status("starting PyTorch"):
        torch_or_sentence("training")
        from rnnwriter.training.devices import fastest
        from rnnwriter.training.loop import Trainer
        from rnnwriter.training.parallel import Workers
        from rnnwriter.training.recipe import plan

        workers = Workers.join()
        trial = fastest(workers)
    if not resume:
        speed = workers.agreed(trial.characters_per_second)
        spec = plan(spec, data, parent.architecture, speed, workers.size)
        if workers.first:
            run.create(spec)
    last: list[Event] = []
    with Interrupts() as interrupts, TrainingDisplay(console, _seconds(spec)) as display:

        def report(event: Event) -> None:
            if isinstance(event, Evaluated) and event.characters_seen == 0:
                remember()
            last[:] = [event]
            display.show(event)

        trainer = Trainer(
            spec,
            data,
            parent.alphabet,
            parent.weights,
            run,
            report,
            workers=workers,
            device=trial.device,
            stopping=lambda: interrupts.raised,
        )
        if resume:
            trainer.resume()
        done = trainer.train()
    workers.leave()
    if not done:
        console.print(
            f"Stopped; `rnnwriter train --name {spec.name} --resume` goes on where it was."
        )
        raise KeyboardInterrupt
    return last[0] if last and isinstance(last[0], Finished) else None


def _seconds(spec: Spec) -> float | None:
    """The budget, where it is one of time."""
    return None if spec.steps else 60 * spec.minutes


def _judge(spec: Spec, data: Split, run: RunFolder, console: Console) -> dict[str, float]:
    """Carried and cold bits per character on the validation documents, before and after."""
    figures: dict[str, float] = {}
    measured: list[tuple[str, str | Path]] = (
        [] if spec.parent == SCRATCH else [("parent_", find(spec.parent))]
    )
    measured.append(("validation_", run.best_file))
    with console.status("measuring on the documents kept apart"):
        for prefix, path in measured:
            bits = bits_per_character(load_model(path), data.validation)
            figures[f"{prefix}bits"] = round(bits.carried, 4)
            figures[f"{prefix}bits_cold_256"] = round(bits.cold, 4)
    console.print(
        f"On {len(data.validation):,} documents kept apart"
        f" ({characters(data.validation):,} characters),"
        " bits per character, carried:"
    )
    if "parent_bits" in figures:
        console.print(Text(f"  {spec.parent:<16} {figures['parent_bits']:.3f}"))
    console.print(Text(f"  {spec.name:<16} {figures['validation_bits']:.3f}", style="bold"))
    return figures


def _publish(
    spec: Spec,
    notes: Notes,
    run: RunFolder,
    memory: Memory,
    finished: Finished | None = None,
    figures: Mapping[str, float] = MappingProxyType({}),
) -> Path:
    """Put the best checkpoint, with a memory of the notes, where models are found by name.

    finished, figures: of a run that has ended.
    """
    stored = read_model(run.best_file)
    folders = ", ".join(Path(path).name for path in spec.paths)
    info = replace(
        stored.info,
        trained_on=f"{folders}: {len(notes.documents):,} documents",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        licence=LICENCE,
        figures=figures or stored.info.figures,
        words=frequent_words(document.text for document in notes.documents),
    )
    if finished:
        info = replace(info, characters_seen=finished.characters_seen, minutes=finished.minutes)
    path = trained_path(spec.name)
    paths.private_folder(path.parent)
    write_model(path, info, stored.weights, memory=memory, half=True)
    return path
