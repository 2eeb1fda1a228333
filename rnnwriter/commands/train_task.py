"""What a run learns from: notes that are read, a run that goes on, or notes that have grown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from rnnwriter.corpus.documents import Document, Split, characters, split
from rnnwriter.corpus.enough import TOO_FEW, enough
from rnnwriter.corpus.growing import grown, known_of
from rnnwriter.corpus.notes import Notes, read_notes
from rnnwriter.corpus.reading import Reading, merged, reading_of
from rnnwriter.corpus.words import frequent_words
from rnnwriter.errors import UserError
from rnnwriter.model.file import read_info
from rnnwriter.model.store import STARTER, find, trained_path
from rnnwriter.plain import made
from rnnwriter.settings import PauseOn, TokenKind
from rnnwriter.training.record import Record, read_record
from rnnwriter.training.run import RunFolder
from rnnwriter.training.spec import SCRATCH, Spec
from rnnwriter.training.texts import read_texts, write_texts

# Where an update says nothing else.
UPDATE_MINUTES = 5.0


@dataclass(frozen=True)
class Request:
    """The command's options. `notes` are the paths; minutes or steps is the budget. parent: the
    starter when it is not named, or, for words, nothing. update: go on
    from the model of this name with what is new. replace: an earlier model or run of this name may
    go.
    """

    notes: tuple[Path, ...]
    name: str
    minutes: float | None
    steps: int | None
    parent: str | None
    seed: int
    resume: bool
    update: bool
    replace: bool
    pause_on: tuple[PauseOn, ...]
    tokens: TokenKind | None = None
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True)
class Summary:
    """What was read, for the report and the model file. Counts as in `training.report.Report`."""

    documents: int
    left_out: Mapping[str, int]
    removed: Mapping[str, int] = field(default_factory=dict)
    secrets: Mapping[str, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """spec: without its recipe, until that is planned. record: what the model will have learnt
    from. guarded: names of the documents kept apart on which it must not become worse.
    """

    spec: Spec
    data: Split
    record: Record
    summary: Summary
    guarded: tuple[str, ...] = ()

    @property
    def guard(self) -> list[Document]:
        """Of the documents kept apart, those on which it must not become worse."""
        return [one for one in self.data.validation if one.name in self.guarded]

    @property
    def texts(self) -> list[str]:
        """What is learnt from."""
        return [document.text for document in self.data.training]

    def write(self, run: RunFolder) -> None:
        """Put all of it into the run folder; from then on the run can be resumed."""
        about = _About(self.record, self.summary, self.guarded)
        write_texts(run.texts_file, self.data, asdict(about))
        run.create(self.spec)


@dataclass(frozen=True)
class _About:
    """What a run keeps of its task beside the texts and the spec."""

    record: Record
    summary: Summary
    guarded: tuple[str, ...]


def begun(request: Request) -> Task:
    """A new run on the notes that are named.

    Raises UserError when there are none, or too few.
    """
    paths = tuple(str(path.absolute()) for path in request.notes)
    notes = read_notes(map(Path, paths), request.reading)
    if notes.characters < TOO_FEW:
        raise UserError(f"{enough(notes.characters).advice}; nothing was trained")
    data = split(notes.documents, seed=request.seed)
    known = known_of(notes.documents, data)
    parent, tokens = _beginning(request)
    record = Record(paths, parent, known, asdict(request.reading))
    spec = replace(_spec(request, paths, parent), tokens=tokens)
    return Task(spec, data, record, _summary(notes))


def _beginning(request: Request) -> tuple[str, TokenKind]:
    """The model to begin with, and its tokens; raises UserError when it has others than wanted."""
    wanted = request.tokens or "character"
    parent = request.parent or (SCRATCH if wanted == "word" else STARTER)
    if parent == SCRATCH:
        return parent, wanted
    tokens: TokenKind = "word" if read_info(find(parent)).vocabulary else "character"
    if request.tokens not in (None, tokens):
        raise UserError(
            f"the tokens of {parent!r} are {tokens}s; --from {SCRATCH} begins with {wanted}s"
        )
    return parent, tokens


def updated(request: Request) -> Task | None:
    """A run from the model itself on its notes as they are now; None when nothing is new.

    Paths that are named are added to those it had. Raises UserError when it has no record.
    """
    record = read_record(request.name)
    added = (str(path.absolute()) for path in request.notes)
    paths = tuple(dict.fromkeys([*record.paths, *added]))
    reading = merged(reading_of(record.reading), request.reading)
    notes = read_notes(map(Path, paths), reading)
    growth = grown(notes.documents, record.known, request.seed)
    if not growth.new:
        return None
    spec = _spec(request, paths, request.name)
    record = replace(record, paths=paths, known=growth.known, reading=asdict(reading))
    return Task(spec, growth.data, record, _summary(notes), growth.guarded)


def resumed(run: RunFolder) -> Task:
    """The run as it was left; raises UserError when there is none that can go on."""
    spec = run.spec()
    if not run.texts_file.exists():
        raise UserError(
            f"the training of {run.name!r} has ended, so there is nothing to resume;"
            f" `rnnwriter train --update {run.name}` goes on with new notes"
        )
    data, values = read_texts(run.texts_file)
    try:
        about = made(_About, values)
    except ValueError as error:
        raise UserError(
            f"{run.texts_file} is damaged ({error}); train again without --resume"
        ) from error
    return Task(spec, data, about.record, about.summary, about.guarded)


def refuse(request: Request, run: RunFolder) -> None:
    """Raise UserError when a new run has no budget, or would take the place of something."""
    name = request.name
    if (request.minutes is None) == (request.steps is None):
        raise UserError("give the time to train with --minutes, or --steps instead")
    if not request.notes and not request.update:
        raise UserError("no notes given; name a folder or files, as in `rnnwriter train ~/notes`")
    if request.replace:
        return
    if run.texts_file.exists():
        raise UserError(
            f"the training of {name!r} was interrupted; --resume goes on with it, --replace begins"
            " anew"
        )
    if not request.update and trained_path(name).exists():
        raise UserError(
            f"there is a model called {name!r}; `rnnwriter train --update {name}` teaches it what"
            " is new, --replace begins anew, another --name makes another model"
        )


def _spec(request: Request, paths: tuple[str, ...], parent: str) -> Spec:
    return Spec(
        name=request.name,
        paths=paths,
        minutes=request.minutes or 0.0,
        steps=request.steps or 0,
        parent=parent,
        seed=request.seed,
        pause_on=request.pause_on,
    )


def _summary(notes: Notes) -> Summary:
    return Summary(
        documents=len(notes.documents),
        left_out=notes.skipped_by_reason(),
        removed=notes.removed,
        secrets=notes.secrets,
        words=frequent_words(document.text for document in notes.documents),
    )


def told(task: Task) -> str:
    """What is learnt from, in a sentence."""
    data = task.data
    count = characters(data.training) + characters(data.validation)
    return f"{task.summary.documents:,} documents, {count:,} characters"
