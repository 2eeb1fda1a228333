"""A home and a clipboard of its own for every test, and one small model trained for all of them."""

from pathlib import Path

import hypothesis
import pyperclip
import pytest

from tests.texts import prose

# Machines that are busy are no failures.
hypothesis.settings.register_profile("unhurried", deadline=None)
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


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model file of a small network, trained on our prose until it can spell."""
    from rnnwriter.corpus.alphabet import alphabet_of
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
        steps=400,
        parent=SCRATCH,
        architecture=Architecture(16, (96,)),
        recipe=Recipe(batch=16, truncation=64, learning_rate=1e-2, evaluations=2),
    )
    run = RunFolder(tmp_path_factory.mktemp("run"))
    run.create(spec)
    alphabet = alphabet_of(document.text for document in documents)
    Trainer(spec, split(documents), alphabet, None, run, lambda event: None).train()
    return run.best_file
