"""The run directory: all that is known of a training run, for it to go on and for others to watch.

run.toml            the Spec
texts.jsonl.gz      the documents as they were when it began, until it ends
events.jsonl        one event a line, append-only
control             what somebody wishes of it
process.json        which process trains
seen                is there when somebody was told how it ended
log.txt             what that process printed, when the editor started it
state.safetensors   where training stands: weights, optimizer, place in the data, until it ends
before.safetensors  the same a checkpoint earlier, for when the last one is damaged
best.safetensors    the best model so far, a model file, until it ends
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import tomlkit

from rnnwriter import paths
from rnnwriter.bounded import open_plain, read_bounded
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.model.architecture import Architecture
from rnnwriter.model.store import check_name, is_name
from rnnwriter.plain import made
from rnnwriter.toml import parsed
from rnnwriter.training.events import Event, from_json, to_json
from rnnwriter.training.spec import Spec

_ESCAPED = ("utf-8", "surrogateescape")
_MOST_BYTES = 1_000_000
# Of one event; a sample, the longest, has some hundred characters, a report some thousand.
LONGEST_EVENT = 1_000_000
_MOST_BYTES_OF_EVENTS = 100_000_000


@dataclass(frozen=True)
class RunFolder:
    """The files of one training run; nothing is made before `clear`."""

    folder: Path

    @property
    def name(self) -> str:
        """Of the model that it trains."""
        return self.folder.name

    @property
    def spec_file(self) -> Path:
        """What was asked."""
        return self.folder / "run.toml"

    @property
    def texts_file(self) -> Path:
        """What it learns from and is judged by."""
        return self.folder / "texts.jsonl.gz"

    @property
    def events_file(self) -> Path:
        """What happened."""
        return self.folder / "events.jsonl"

    @property
    def control_file(self) -> Path:
        """What somebody wishes."""
        return self.folder / "control"

    @property
    def process_file(self) -> Path:
        """Which process trains."""
        return self.folder / "process.json"

    @property
    def log_file(self) -> Path:
        """What the process printed."""
        return self.folder / "log.txt"

    @property
    def seen_file(self) -> Path:
        """Whether somebody was told how it ended."""
        return self.folder / "seen"

    @property
    def state_file(self) -> Path:
        """Where training stands."""
        return self.folder / "state.safetensors"

    @property
    def before_file(self) -> Path:
        """Where it stood a checkpoint earlier."""
        return self.folder / "before.safetensors"

    @property
    def best_file(self) -> Path:
        """The best model so far."""
        return self.folder / "best.safetensors"

    @property
    def lock_file(self) -> Path:
        """Held by the process that trains; beside the folder, which may be removed meanwhile."""
        return self.folder.with_name(f".{self.folder.name}.lock")

    def clear(self) -> None:
        """Make room for a new run: an earlier one is cleared away, but for what was printed."""
        paths.private_folder(self.folder)
        for file in (self.spec_file, self.events_file, self.control_file, self.seen_file):
            file.unlink(missing_ok=True)
        self.tidy()
        self.events_file.touch(mode=0o600)

    def tidy(self) -> None:
        """Remove what only a run that goes on needs."""
        for file in (self.texts_file, self.state_file, self.before_file, self.best_file):
            file.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove the run with all that it has."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def create(self, spec: Spec) -> None:
        """Begin a run: from here on it can be resumed."""
        paths.private_folder(self.folder)
        values = asdict(spec) | {"architecture": spec.architecture.to_dict()}
        # A path may hold bytes that are no text.
        data = tomlkit.dumps(values).encode(*_ESCAPED)
        write_bytes(self.spec_file, data, private=True)

    def spec(self) -> Spec:
        """What was asked; raises UserError when there is no such run or it is damaged."""
        try:
            values = parsed(read_bounded(self.spec_file, _MOST_BYTES).decode(*_ESCAPED))
            architecture = Architecture.from_dict(values.pop("architecture"))
            spec = replace(made(Spec, values), architecture=architecture)
            if spec.name != self.name:
                raise ValueError("it is of another model")
            spec.check()
            return spec
        except FileNotFoundError:
            raise UserError(
                f"there is no training run in {self.folder}; start one with `rnnwriter train`"
            ) from None
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise UserError(f"{self.spec_file} is damaged ({error}); train again") from error

    def append(self, event: Event) -> None:
        """Add one event; raises UserError when the disk refuses."""
        try:
            with self.events_file.open("a", encoding="utf-8") as file:
                file.write(to_json(event) + "\n")
        except OSError as error:
            raise UserError(
                f"{self.events_file} cannot be written: {error.strerror or error}"
            ) from error

    def events(self) -> Iterator[Event]:
        """The events so far; a half-written last line is left out, as is what is none.

        Raises UserError when they cannot be read.
        """
        try:
            with open_plain(self.events_file) as file:
                while line := file.readline(LONGEST_EVENT):
                    if file.tell() > _MOST_BYTES_OF_EVENTS:
                        break
                    try:
                        yield from_json(line.decode("utf-8"))
                    except ValueError:
                        continue
        except FileNotFoundError:
            return
        except OSError as error:
            raise UserError(
                f"{self.events_file} cannot be read: {error.strerror or error}"
            ) from error

    def rewind(self, step: int) -> None:
        """Forget the events after `step`, which a run that is resumed there lives through again."""
        kept: list[str] = []
        for event in self.events():
            if getattr(event, "step", 0) > step:
                break
            kept.append(to_json(event) + "\n")
        write_bytes(self.events_file, "".join(kept).encode(), private=True)


def run_of(name: str) -> RunFolder:
    """The run that trains, or trained, the model `name`; raises UserError for what is no name."""
    return RunFolder(paths.runs_folder() / check_name(name))


def runs() -> list[RunFolder]:
    """All runs that there are."""
    folder = paths.runs_folder()
    if not folder.is_dir():
        return []
    return [
        RunFolder(path)
        for path in sorted(folder.iterdir())
        if is_name(path.name) and path.is_dir() and not path.is_symlink()
    ]


def first_process() -> bool:
    """Whether this process is alone or the first of those that torchrun started together."""
    return os.environ.get("RANK", "0") == "0"
