"""The run directory: what was asked (`run.toml`), what happened (`events.jsonl`), checkpoints.

run.toml            the Spec
events.jsonl        one event a line, append-only
state.safetensors   where training stands: weights, optimizer, place in the data
best.safetensors    the best model so far, a model file
"""

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import tomlkit

from rnnwriter import paths
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.model.architecture import Architecture
from rnnwriter.training.events import Event, from_json, to_json
from rnnwriter.training.spec import Recipe, Spec


@dataclass(frozen=True)
class RunFolder:
    """The files of one training run; nothing is made before `create`."""

    folder: Path

    @property
    def spec_file(self) -> Path:
        """What was asked."""
        return self.folder / "run.toml"

    @property
    def events_file(self) -> Path:
        """What happened."""
        return self.folder / "events.jsonl"

    @property
    def state_file(self) -> Path:
        """Where training stands."""
        return self.folder / "state.safetensors"

    @property
    def best_file(self) -> Path:
        """The best model so far."""
        return self.folder / "best.safetensors"

    def create(self, spec: Spec) -> None:
        """Begin a run: an earlier run of this name is cleared away."""
        paths.private_folder(self.folder)
        for file in (self.state_file, self.best_file, self.events_file):
            file.unlink(missing_ok=True)
        values = asdict(spec) | {"architecture": spec.architecture.to_dict()}
        write_bytes(self.spec_file, tomlkit.dumps(values).encode(), private=True)

    def spec(self) -> Spec:
        """What was asked; raises UserError when there is no such run or it is damaged."""
        try:
            values = tomlkit.parse(self.spec_file.read_text(encoding="utf-8")).unwrap()
            values["architecture"] = Architecture.from_dict(values["architecture"])
            values["recipe"] = Recipe(**values["recipe"])
            values["paths"] = tuple(values["paths"])
            return Spec(**values)
        except FileNotFoundError:
            raise UserError(
                f"there is no training run in {self.folder}; start one with `rnnwriter train`"
            ) from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UserError(f"{self.spec_file} is damaged ({error}); train again") from error

    def append(self, event: Event) -> None:
        """Add one event."""
        with self.events_file.open("a", encoding="utf-8") as file:
            file.write(to_json(event) + "\n")

    def events(self) -> Iterator[Event]:
        """The events so far; a half-written last line is left out."""
        if self.events_file.exists():
            for line in self.events_file.read_text(encoding="utf-8").splitlines():
                try:
                    yield from_json(line)
                except (ValueError, KeyError, TypeError):
                    continue


def run_of(name: str) -> RunFolder:
    """The run that trains, or trained, the model `name`."""
    return RunFolder(paths.runs_folder() / name)


def first_process() -> bool:
    """Whether this process is alone or the first of those that torchrun started together."""
    return os.environ.get("RANK", "0") == "0"
