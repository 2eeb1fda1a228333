"""A name never leads out of the folders of models and runs, wherever it comes from."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter import paths
from rnnwriter.engines import load_engine
from rnnwriter.engines.choice import chosen
from rnnwriter.errors import UserError
from rnnwriter.model import load_model
from rnnwriter.model.store import find, is_name, models, names_in, starter_path, trained_path
from rnnwriter.remembered import Memory, write_memory
from rnnwriter.settings import Settings
from rnnwriter.training.control import ask
from rnnwriter.training.record import record_file
from rnnwriter.training.run import run_of, runs
from rnnwriter.training.spec import Spec
from tests.commands.programs import refused, rnnwriter

DEVICES = ["CON", "nul", "aux.txt", "COM1", "lpt9.x", "Prn"]
HOSTILE = [
    *("../x", "..", ".", "", "/etc/passwd", "~", "a/b", "a\\b", "x\0y", "x\ny", "x\x1b[2J"),
    *(" ", "x ", " x", "x.", "x..", "-x", "--resume", "x" * 65, "é", "x+y", "+", "x+", "C:x"),
    *("starter", "Starter.v2", "scratch", "x.safetensors", "x.SafeTensors", "\u202ex", *DEVICES),
]  # fmt: skip
_SOUND = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9_-]|[A-Za-z0-9]")


@pytest.mark.parametrize("name", HOSTILE)
def test_it_names_no_model_and_no_run(name: str) -> None:
    assert not is_name(name)
    for of in (trained_path, record_file, run_of):
        with pytest.raises(UserError, match="cannot name a model"):
            of(name)


@given(st.text() | st.text("./\\~ \0+-aC:", max_size=8) | st.from_regex(_SOUND, fullmatch=True))
def test_what_is_a_name_stays_in_the_folder(name: str) -> None:
    if not is_name(name):
        with pytest.raises(UserError):
            trained_path(name)
        return
    assert _SOUND.fullmatch(name)
    assert trained_path(name).parent == paths.models_folder()
    assert record_file(name).parent == paths.models_folder()
    run = run_of(name)
    assert run.folder.parent == run.lock_file.parent == paths.runs_folder()
    assert run.name == name


@given(st.text(alphabet="a+./~x", max_size=12))
def test_each_of_two_models_has_a_name(name: str) -> None:
    with pytest.raises(UserError):
        load_model(name)


def test_models_that_are_asked_together_are_few() -> None:
    assert names_in("a+b") == ["a", "b"]
    with pytest.raises(UserError, match="more than 4"):
        load_model("+".join(["starter"] * 5_000))


def test_files_of_other_names_are_no_models_and_folders_no_runs() -> None:
    folder = paths.private_folder(paths.models_folder())
    others = ["a b", "x.safetensors", "é", "con", "a+b"]
    for name in ("me", *others):
        shutil.copy(starter_path(), folder / f"{name}.safetensors")
        paths.private_folder(paths.runs_folder() / name)
    (paths.runs_folder() / "root").symlink_to("/")
    assert set(models()) == {"starter", "me"}
    assert [run.name for run in runs()] == ["me"]
    for name in ("a b", "é", "con"):
        with pytest.raises(UserError):
            find(name)


def test_what_the_editor_remembers_names_only_models(tmp_path: Path) -> None:
    folder = paths.private_folder(paths.models_folder())
    for name in ("me", "x.safetensors"):
        shutil.copy(starter_path(), folder / f"{name}.safetensors")
    for name, believed in (
        ("me", "me"),
        ("me+starter", "me+starter"),
        ("x.safetensors", ""),
        (str(tmp_path / "x.safetensors"), ""),
        ("../models/me", ""),
        ("\x1b[2J", ""),
    ):
        write_memory(Memory(model=name))
        assert chosen(Settings()) == (believed or "starter")


def test_a_run_is_of_the_model_whose_folder_it_is_in() -> None:
    mine, other = run_of("mine"), run_of("other")
    other.create(Spec("other", (), 1.0))
    mine.create(Spec("other", (), 1.0))
    assert other.spec().name == "other"
    with pytest.raises(UserError, match="of another model"):
        mine.spec()
    with pytest.raises(UserError, match="no training run"):
        ask(run_of("nobody"), "keep")
    assert not run_of("nobody").folder.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("train", "notes", "--steps", "1", "--name"),
        ("generate", "--model"),
    ],
)
def test_commands_refuse_what_is_no_name(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    said = refused(rnnwriter(*arguments, "../out\x1b[2J"), 1)
    assert "\x1b" not in said
    assert not (paths.models_folder().parent / "out.safetensors").exists()
    made = [path for path in tmp_path.rglob("*") if path.name != "notes"]
    assert not made


def test_settings_name_models_alone() -> None:
    for name in ("../x", "a\0.safetensors", "/dev/zero.safetensors", "\x1b.safetensors"):
        with pytest.raises(UserError) as raised:
            load_engine(name)
        assert "\x1b" not in str(raised.value)
