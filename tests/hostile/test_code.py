"""No code is ever loaded from a model: no pickle is read anywhere, whatever a file is called."""

import ast
import pickle
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import rnnwriter as package
from rnnwriter import paths
from rnnwriter.model.store import starter_path
from rnnwriter.training.run import run_of
from rnnwriter.training.spec import Spec

SOURCE = Path(package.__file__).parent
# Modules that run what they read.
RUNNING = {"pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "runpy", "code"}
CALLS = {
    *("eval", "exec", "compile", "__import__"),
    *("torch.load", "torch.save", "torch.jit.load", "np.load", "numpy.load", "yaml.load"),
    *("yaml.unsafe_load", "yaml.full_load", "importlib.import_module", "os.system"),
}


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.name)
def test_no_module_runs_what_it_reads(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not RUNNING & {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in RUNNING
            assert not {"load", "unsafe_load", "full_load"} & {
                name.name for name in node.names if node.module in ("torch", "yaml", "numpy")
            }
        elif isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in CALLS, f"{path.name}:{node.lineno}"
            assert not any(keyword.arg == "allow_pickle" for keyword in node.keywords)


class _Bomb:
    """Unpickled, it makes a file."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self._mark,)


_EVERY_COMMAND = """
import sys
from tests.hostile.test_code import refusing
for model in sys.argv[3:]:
    print("refused", model, *refusing(model, *sys.argv[1:3]))
"""


def refusing(model: str, text: str, notes: str) -> list[str]:
    """Which commands refuse a model, of all that read one; they are called in this process."""
    from rnnwriter import load_model
    from rnnwriter.cli import cli
    from rnnwriter.engines import load_engine
    from rnnwriter.errors import UserError

    refused: list[str] = []
    for arguments in (
        ["generate", "--model", model],
        ["generate", "--model", f"starter+{model}"],
        ["models", model],
        ["scan", notes, "--model", model],
        ["train", notes, "--name", "new", "--steps", "1", "--from", model],
        ["train", "--name", model, "--resume"],
        ["train", notes, "--update", model, "--steps", "1"],
        ["bench", "--model", model],
        ["bench", "suggest", "--model", model],
        ["eval", "bits", model, text],
        ["eval", "keystrokes", model, text],
        ["eval", "exposure", model, "--notes", notes, "--steps", "1"],
        ["eval", "latex", model],
        ["eval", "samples", model, text],
        ["eval", "cells", model, text],
    ):
        try:
            cli.main(arguments, standalone_mode=False)
        except UserError:
            refused.append(arguments[0])
    for load in (load_model, load_engine):
        try:
            load(model)
        except UserError:
            refused.append("load")
    return refused


def test_a_renamed_pickle_is_refused_by_every_command(tmp_path: Path) -> None:
    mark = tmp_path / "executed"
    bomb = pickle.dumps(_Bomb(mark))
    data = starter_path().read_bytes()
    length = int.from_bytes(data[:8], "little")
    # The second one stands where the numbers of a model should be, behind a sound header.
    for name, content in (("plain", bomb), ("wrapped", data[: 8 + length] + bomb)):
        models = paths.private_folder(paths.models_folder())
        run = run_of(name)
        run.create(Spec(name, (), 1.0))
        for path in (
            *(models / f"{name}.safetensors", models / f"{name}.json", run.texts_file),
            *(run.best_file, run.state_file, run.before_file),
        ):
            path.write_bytes(content)
    text = tmp_path / "text.md"
    text.write_text("The sea was green. " * 2_000, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _EVERY_COMMAND, text, tmp_path, "plain", "wrapped"],
        capture_output=True,
        text=True,
        check=False,
    )
    told = {
        line.split()[1]: Counter(line.split()[2:])
        for line in done.stdout.splitlines()
        if line.startswith("refused")
    }
    every = Counter(generate=2, models=1, scan=1, train=3, bench=2, eval=6, load=2)
    assert told.get("plain") == every, done.stderr
    # Looking through notes asks for the alphabet alone, which is in the header.
    assert told.get("wrapped") == every - Counter(scan=1), done.stderr
    assert not mark.exists()
    # The bomb would have gone off.
    pickle.loads(bomb)
    assert mark.exists()


def test_the_attacks_would_notice(tmp_path: Path) -> None:
    code = (
        "import sys, pickle, socket, subprocess\n"
        "from pathlib import Path\n"
        "from tests.hostile.fuzz import forbid\n"
        "forbid(Path(sys.argv[1]))\n"
        "tries = [lambda: pickle.loads(b'cos\\nsystem\\n.'), lambda: open('/tmp/x', 'w'),\n"
        "         lambda: subprocess.run(['true']), lambda: socket.getaddrinfo('localhost', 1)]\n"
        "for one in tries:\n"
        "    try:\n"
        "        one()\n"
        "    except BaseException as error:\n"
        "        print(type(error).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["AttackSucceededError"] * 4
