"""A home and a clipboard of its own for every test, and what is trained once for all of them.

Tests run in several processes side by side (`make test`). What is dear to make is made by whichever
needs it first, for all of them.
"""

import os

# Several processes with as many threads each as there are cores would wait for each other. It
# is read when NumPy and PyTorch are imported, here and in the programs that tests start.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# Panes slide in at once, so that a test need not wait for them.
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pyperclip
import pytest
from filelock import FileLock

from rnnwriter.settings import TokenKind
from tests.commands.programs import Personal, train_personal
from tests.texts import prose

# What a run calls the best network.
BEST = "best.safetensors"

# Machines that are busy are no failures.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """RNNWRITER_HOME in a fresh folder, so that no test sees the user's files."""
    folder = tmp_path_factory.mktemp("home") / "rnnwriter"
    monkeypatch.setenv("RNNWRITER_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def clipboard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is on the clipboard, in place of the person's own."""
    content = [""]
    monkeypatch.setattr(pyperclip, "copy", lambda text: content.__setitem__(0, text))
    monkeypatch.setattr(pyperclip, "paste", lambda: content[0])
    return content


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of packages that are installed here and in the programs that are started."""
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    yield folder
    for module in folder.glob("*.py"):
        sys.modules.pop(module.stem, None)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` that `make` has filled, once for all processes that run tests."""
    above = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        above = above.parent
    folder, made = above / name, above / f"{name}.made"
    with FileLock(above / f"{name}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model file of a small network, trained on our prose until it can spell."""
    return made_once(tmp_path_factory, "trained", lambda folder: _train(folder, 400)) / BEST


@pytest.fixture(scope="session")
def young(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, in the middle of its training: it has much to learn yet."""
    return made_once(tmp_path_factory, "young", lambda folder: _train(folder, 200)) / BEST


@pytest.fixture(scope="session")
def trained_on_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model file of a small network of words, trained on the same prose."""
    made = made_once(tmp_path_factory, "words", lambda folder: _train(folder, 250, 16, "word"))
    return made / BEST


def _train(folder: Path, steps: int, truncation: int = 64, kind: TokenKind = "character") -> None:
    from rnnwriter.commands.beginnings import parent_of
    from rnnwriter.corpus.documents import Document, split
    from rnnwriter.model.architecture import Architecture
    from rnnwriter.training.loop import Trainer
    from rnnwriter.training.run import RunFolder
    from rnnwriter.training.spec import SCRATCH, Recipe, Spec

    documents = [Document(f"{seed}", prose(4000, seed)) for seed in range(10)]
    spec = Spec(
        name="small",
        paths=(),
        minutes=0,
        steps=steps,
        parent=SCRATCH,
        architecture=Architecture(16, (96,)),
        recipe=Recipe(batch=16, truncation=truncation, learning_rate=1e-2, evaluations=2),
        tokens=kind,
    )
    run = RunFolder(folder)
    run.create(spec)
    tokens = parent_of(SCRATCH, [document.text for document in documents], kind).tokens
    Trainer(spec, split(documents), tokens, None, run, lambda event: None).train()


@pytest.fixture(scope="session")
def personal(tmp_path_factory: pytest.TempPathFactory, young: Path) -> Personal:
    """The model `me`, which the program has made of notes and of `young`."""
    folder = made_once(tmp_path_factory, "personal", lambda folder: train_personal(folder, young))
    return Personal(folder)
