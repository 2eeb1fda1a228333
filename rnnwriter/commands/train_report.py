"""From a trained network to a model that is in place, and a report of what it is worth.

The memory of the notes is fitted on one half of what was kept apart, and keystrokes are measured on
the other, while the model that training began with is measured beside it.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from threadpoolctl import threadpool_limits

from rnnwriter import paths
from rnnwriter.commands.train_task import Task
from rnnwriter.commands.typists import Contender, Typists, typists
from rnnwriter.corpus.documents import Document, beginnings, characters
from rnnwriter.evaluation.bits import Bits, bits_per_character
from rnnwriter.evaluation.continuations import memorised
from rnnwriter.evaluation.keystrokes import interval, total
from rnnwriter.model import load_model
from rnnwriter.model.file import read_info, read_model, write_model
from rnnwriter.model.memory import Memory
from rnnwriter.model.store import find, trained_path
from rnnwriter.suggest.fitting import fitted
from rnnwriter.training.events import Finished, Phase
from rnnwriter.training.record import keep_previous, write_record
from rnnwriter.training.report import Measured, Memorised, Report
from rnnwriter.training.run import RunFolder
from rnnwriter.training.spec import SCRATCH

LICENCE = "private: trained on personal texts"
# Of the documents kept apart, what is measured: of a book, all would take longer than training.
MEASURED = 400_000
MEASURED_OF_ONE = 100_000
TYPED = 6_000
TYPED_OF_ONE = 1_000
CONTINUATIONS = 60


def concluded(
    task: Task,
    run: RunFolder,
    memory: Memory,
    finished: Finished,
    enter: Callable[[Phase, str], None],
) -> Report:
    """Fit, measure, put the model of `run` in place, with its record; `enter` hears of phases."""
    spec, data = task.spec, task.data
    to_fit, to_type = halves(data.validation)
    apart = beginnings(data.validation, MEASURED, MEASURED_OF_ONE)
    typed = beginnings(to_type, TYPED, TYPED_OF_ONE)
    enter("remembering", "Fitting the memory of the notes")
    # The threads of one product wait for each other when something else wants a core.
    with (
        threadpool_limits(1, user_api="blas"),
        typists(len(typed)) as pool,
        ThreadPoolExecutor(1) as beside,
    ):
        parent = None if spec.parent == SCRATCH else str(find(spec.parent))
        # The processes are waited for in a thread, while this one works.
        before = beside.submit(_parent_measured, parent, apart, typed, pool) if parent else None
        model = load_model(run.best_file)
        memory = fitted(model, memory.ngrams, to_fit)
        enter("measuring", "Measuring on the documents kept apart")
        before_measured = before.result() if before else None
        bits = bits_per_character(model, apart)
        figures = {"validation_bits": round(bits.carried, 4)}
        path = publish(task, run, memory, finished, figures)
        after = _measured(bits, str(path), typed, pool)
    report = Report(
        name=spec.name,
        parent=spec.parent,
        before=before_measured,
        after=after,
        end=finished.end,
        minutes=finished.minutes,
        characters_seen=finished.characters_seen,
        documents=len(data.training),
        characters=characters(data.training),
        kept_apart=len(data.validation),
        kept_apart_characters=characters(data.validation),
        typed=characters(typed),
        memorised=_memorised(path, task),
        left_out=task.summary.left_out,
        removed=task.summary.removed,
        secrets=task.summary.secrets,
    )
    write_record(spec.name, replace(task.record, report=report.values()))
    return report


def halves(documents: tuple[Document, ...]) -> tuple[list[Document], list[Document]]:
    """Every second document, and the others; a single one is cut."""
    if len(documents) > 1:
        return list(documents[::2]), list(documents[1::2])
    (one,) = documents
    middle = len(one.text) // 2
    return [replace(one, text=one.text[:middle])], [replace(one, text=one.text[middle:])]


def _parent_measured(
    model: str, apart: list[Document], typed: list[Document], pool: Typists
) -> Measured:
    return _measured(bits_per_character(load_model(model), apart), model, typed, pool)


def _measured(bits: Bits, model: str, typed: list[Document], pool: Typists) -> Measured:
    counts = pool.type(Contender("", model), [document.text for document in typed])
    return Measured(
        bits=round(bits.carried, 4),
        bits_cold_256=round(bits.cold, 4),
        savings=round(total(counts).savings, 4),
        savings_interval_95=interval(counts),
    )


def _memorised(path: Path, task: Task) -> Memorised | None:
    try:
        found = memorised(load_model(path), task.texts, prefixes=CONTINUATIONS, mixed=True)
    except ValueError:
        # No document is long enough.
        return None
    return Memorised(found.prefixes, found.length, found.repeated)


def publish(
    task: Task,
    run: RunFolder,
    memory: Memory,
    finished: Finished | None = None,
    figures: dict[str, float] | None = None,
) -> Path:
    """Put the best checkpoint, with a memory of the notes, where models are found by name.

    finished, figures: of a run that has ended. A model that is there and has learnt something stays
    as NAME.previous.
    """
    spec = task.spec
    stored = read_model(run.best_file)
    folders = ", ".join(Path(path).name for path in spec.paths)
    info = replace(
        stored.info,
        parent=spec.parent,
        trained_on=f"{folders}: {task.summary.documents:,} documents",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        licence=LICENCE,
        figures=figures or stored.info.figures,
        words=task.summary.words,
    )
    if finished:
        info = replace(info, characters_seen=finished.characters_seen, minutes=finished.minutes)
    path = trained_path(spec.name)
    paths.private_folder(path.parent)
    if path.exists() and not untrained(path):
        keep_previous(spec.name)
    write_model(path, info, stored.weights, memory=memory, half=True)
    return path


def untrained(path: Path) -> bool:
    """Whether a model is what `publish` puts there before training begins."""
    return read_info(path).characters_seen == 0
