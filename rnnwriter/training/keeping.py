"""What a person does with the models they have trained: rename, export, delete.

A model is more than its file: beside it lie the one before its last training, the records of what
both have learnt from, and the folder of its training. They stay together, and a lock keeps
trainings away meanwhile.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rnnwriter.bounded import read_bounded
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.model.file import MAX_FILE_BYTES, SUFFIX, read_info
from rnnwriter.model.store import BOTH, STARTER, check_name, find, is_name, models, trained_path
from rnnwriter.remembered import Memory, change_memory
from rnnwriter.training.process import undisturbed
from rnnwriter.training.record import read_record, record_file, write_record
from rnnwriter.training.run import RunFolder, run_of, runs
from rnnwriter.training.spec import Spec

TELLS = "Whoever has this model can ask it how your sentences go on."
"""Of a model of somebody's notes, to who is about to give it away."""
_PREVIOUS = ".previous"


def rename(old: str, new: str) -> None:
    """Call the model `old` `new`, with all that belongs to it; the editor remembers it so.

    Raises UserError, and leaves everything as it was, for what is no name or taken, for the
    starter, and while the model is in training or another training begins with it.
    """
    _own(old)
    check_name(new)
    if new.endswith(_PREVIOUS) or not is_name(new + _PREVIOUS):
        raise UserError(
            f"{new!r} cannot name a model; use at most {64 - len(_PREVIOUS)} characters, and"
            f" another end than {_PREVIOUS!r}"
        )
    _check_free(new)
    before, after = run_of(old), run_of(new)
    with undisturbed(before), undisturbed(after), _in_one_sentence(old, "renamed"):
        _check_no_heirs(old)
        _check_free(new)
        moves = list(zip(_files(old), _files(new), strict=False))
        if spec := _spec(before):
            moves.append((before.folder, after.folder))
        _move([(source, target) for source, target in moves if _there(source)])
        if spec:
            parent = new if spec.parent == old else spec.parent
            after.create(replace(spec, name=new, parent=parent))
        for name in (new, new + _PREVIOUS):
            _correct_record(name, old, new)
    _remember(lambda name: new + name[len(old) :] if name in (old, old + _PREVIOUS) else name)


def export_path(name: str, path: Path) -> Path:
    """Where a copy of the model `name` goes that is wished at `path`: in it, where that is a
    folder; with the suffix that says what it is.
    """
    if path.is_dir():
        return path / f"{name}{SUFFIX}"
    return path if path.name.endswith(SUFFIX) else path.with_name(path.name + SUFFIX)


def export(name: str, path: Path, *, over: bool = False) -> Path:
    """Copy the model `name` to `export_path`, which is returned; its owner alone can read it.

    over: whether a file that is there may be replaced; raises FileExistsError, a sentence without
    an advice, where it may not. Raises UserError when there is no such model, and when the disk
    refuses.
    """
    source = find(name) if name == STARTER else _own(name)
    try:
        target = export_path(name, path)
        if _there(target):
            if target.exists() and target.samefile(source):
                raise UserError(f"{target} is the model itself; choose another place")
            if not over:
                raise FileExistsError(f"{target} is there already")
        read_info(source)
        data = read_bounded(source, MAX_FILE_BYTES)
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(f"{name} cannot be copied to {path}: {reason}") from error
    write_bytes(target, data, private=True)
    return target


def delete(name: str) -> None:
    """Remove the model `name` and all that belongs to it.

    Raises UserError for the starter, while the model is in training, while another training begins
    with it, and when the disk refuses.
    """
    _own(name)
    run = run_of(name)
    with undisturbed(run), _in_one_sentence(name, "deleted"):
        _check_no_heirs(name)
        if run.folder.is_symlink():
            run.folder.unlink()
        run.remove()
        # The model last: what is interrupted can be done again.
        for file in reversed(_files(name)):
            file.unlink(missing_ok=True)
    gone = {name, name + _PREVIOUS}
    _remember(lambda one: "" if one in gone else one)


def check_deletable(name: str) -> None:
    """Raise UserError for what `delete` would refuse before it looks at locks."""
    _own(name)
    _check_no_heirs(name)


def _own(name: str) -> Path:
    """The file of a model that the person has trained; raises UserError for any other."""
    if name == STARTER:
        raise UserError(f"{STARTER} comes with the program and stays as it is")
    path = trained_path(name)
    if not _there(path):
        raise UserError(f"there is no model called {name!r}; there is {', '.join(models())}")
    return path


def _files(name: str) -> list[Path]:
    """What belongs to a model, the model first: those after it may not be there."""
    names = [one for one in (name, name + _PREVIOUS) if is_name(one)]
    return [file for one in names for file in (trained_path(one), record_file(one))]


def _there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _check_free(name: str) -> None:
    if any(map(_there, [*_files(name), run_of(name).folder])):
        raise UserError(f"there is a model or a training called {name!r}; choose another name")


def _check_no_heirs(name: str) -> None:
    """Raise UserError where a training that goes on, or can, begins with the model `name`."""
    for run in runs():
        if run.name == name or not run.texts_file.exists():
            continue
        try:
            parent = run.spec().parent
        except UserError:
            continue
        if parent == name:
            raise UserError(
                f"the training of {run.name!r} begins with {name!r}; let it end, or discard it"
            )


def _spec(run: RunFolder) -> Spec | None:
    """What was asked of a run that is what its name says, and lies where it seems to."""
    try:
        return None if run.folder.is_symlink() else run.spec()
    except UserError:
        return None


def _move(moves: list[tuple[Path, Path]]) -> None:
    """All of them, or none."""
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            source.rename(target)
            done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            target.rename(source)
        raise


def _correct_record(name: str, old: str, new: str) -> None:
    """Let a record speak of `new` where it spoke of `old`."""
    try:
        record = read_record(name)
    except UserError:
        return
    report = {
        key: new if key in ("name", "parent") and value == old else value
        for key, value in record.report.items()
    }
    parent = new if record.parent == old else record.parent
    write_record(name, replace(record, parent=parent, report=report))


def _remember(now: Callable[[str], str]) -> None:
    """Let the editor begin with what the names of its last model are `now`; "" for gone."""

    def changed(memory: Memory) -> Memory:
        names = [now(name) for name in memory.model.split(BOTH)]
        return replace(memory, model=BOTH.join(names) if all(names) else "")

    change_memory(changed)


@contextmanager
def _in_one_sentence(name: str, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise UserError(f"{name} cannot be {what}: {reason}; look at its folder") from error
