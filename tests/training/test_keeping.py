"""Models renamed, exported and deleted, with all that belongs to them and nothing else."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rnnwriter import load_model, paths
from rnnwriter.corpus.growing import Known
from rnnwriter.errors import UserError
from rnnwriter.model.file import read_info
from rnnwriter.model.store import models, starter_path, trained_path
from rnnwriter.remembered import Memory, read_memory, write_memory
from rnnwriter.training.control import ask
from rnnwriter.training.keeping import (
    check_deletable,
    delete,
    export,
    export_path,
    rename,
)
from rnnwriter.training.record import Record, read_record, record_file, write_record
from rnnwriter.training.run import run_of
from rnnwriter.training.spec import Spec
from tests.commands.programs import Personal
from tests.hostile.test_names import HOSTILE

from .test_process import HOLD
from .test_report import REPORT


def model(name: str, content: Path | None = None, *, parent: str = "starter") -> None:
    """A model with a record."""
    paths.private_folder(paths.models_folder())
    trained_path(name).write_bytes(content.read_bytes() if content else name.encode())
    record = Record((), parent, Known({}, (), {}), {}, {**REPORT.values(), "name": name})
    write_record(name, record)


def interrupted(name: str, parent: str = "starter") -> None:
    """A run that can go on."""
    run = run_of(name)
    run.create(Spec(name, (), 1.0, parent))
    run.texts_file.write_bytes(b"")


def files() -> dict[str, bytes]:
    """All that there is, but for locks."""
    home = paths.data_folder().parent
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def test_all_that_belongs_to_a_model_is_renamed(personal: Personal) -> None:
    personal.settle()
    before = load_model("me").generate("The ", 20, 0.0)
    model("me.previous", trained_path("me"))
    write_memory(Memory(model="starter+me"))
    rename("me", "diary")
    assert set(models()) == {"starter", "base", "diary", "diary.previous"}
    assert load_model("diary").generate("The ", 20, 0.0) == before
    assert read_record("diary").report["name"] == "diary"
    assert read_memory().model == "starter+diary"
    assert run_of("diary").spec().name == "diary"
    assert not [path for path in files() if Path(path).name.startswith("me.") or "/me/" in path]
    # Nothing is in the way of another one of that name.
    model("me")
    rename("me", "mine")
    assert "mine" in models()


def test_a_run_that_can_go_on_goes_on_under_the_new_name() -> None:
    model("me", parent="me")
    interrupted("me", "me")
    rename("me", "diary")
    spec = run_of("diary").spec()
    assert (spec.name, spec.parent) == ("diary", "diary")
    assert read_record("diary").parent == "diary"
    ask(run_of("diary"), "keep")
    assert not run_of("me").folder.exists()


def test_what_does_not_belong_to_it_stays() -> None:
    model("me")
    model("me2")
    # The folder says that it is of another model.
    run_of("me").create(Spec("other", (), 1.0))
    record_file("me").write_text("damaged")
    write_memory(Memory(model="me2"))
    rename("me", "diary")
    assert run_of("me").spec_file.exists()
    assert not run_of("diary").folder.exists()
    assert record_file("diary").read_text() == "damaged"
    assert trained_path("me2").read_bytes() == b"me2"
    assert read_memory().model == "me2"


@pytest.mark.parametrize("name", [*HOSTILE, "x.previous", "x" * 60])
def test_a_model_gets_no_name_that_leads_elsewhere(name: str) -> None:
    model("me")
    before = files()
    with pytest.raises(UserError, match="cannot name a model"):
        rename("me", name)
    if name not in ("x.previous", "x" * 60, "starter"):
        with pytest.raises(UserError, match="cannot name a model"):
            rename(name, "other")
        with pytest.raises(UserError, match="cannot name a model"):
            delete(name)
        with pytest.raises(UserError, match="cannot name a model"):
            export(name, paths.data_folder() / "out")
    assert files() == before


def test_the_starter_stays() -> None:
    with pytest.raises(UserError, match="comes with the program"):
        rename("starter", "x")
    with pytest.raises(UserError, match="comes with the program"):
        delete("starter")
    assert starter_path().exists()


def test_no_name_is_taken_from_another() -> None:
    model("me")
    model("other")
    model("third.previous")
    run_of("fourth").create(Spec("fourth", (), 1.0))
    paths.models_folder().joinpath("fifth.safetensors").symlink_to("nowhere")
    before = files()
    for name in ("me", "other", "third", "fourth", "fifth"):
        with pytest.raises(UserError, match="choose another name"):
            rename("me", name)
    with pytest.raises(UserError, match="no model called 'nobody'"):
        rename("nobody", "x")
    assert files() == before


def test_a_run_that_lies_elsewhere_is_not_moved() -> None:
    model("me")
    model("me.previous")
    interrupted("me")
    run_of("me").folder.rename(run_of("elsewhere").folder)
    paths.runs_folder().joinpath("me").symlink_to("elsewhere")
    rename("me", "diary")
    assert paths.runs_folder().joinpath("me").is_symlink()
    assert not run_of("diary").folder.exists()
    assert trained_path("diary.previous").read_bytes() == b"me.previous"


def test_deleting_leaves_nothing_but_others() -> None:
    model("other")
    others = files()
    model("me")
    model("me.previous")
    interrupted("me")
    write_memory(Memory(model="me"))
    delete("me")
    left = files()
    assert left.pop("state/editor.json")
    assert left == others
    assert read_memory().model == ""
    with pytest.raises(UserError, match="no model called 'me'"):
        delete("me")


def test_a_link_in_the_place_of_a_run_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "letter.md").write_text("Dear")
    model("me")
    paths.private_folder(paths.runs_folder()).joinpath("me").symlink_to(outside)
    delete("me")
    assert (outside / "letter.md").read_text() == "Dear"
    assert not run_of("me").folder.is_symlink()


def test_a_model_that_is_in_training_stays() -> None:
    model("me")
    model("other")
    before = files()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        said = f"'me' is in training, by process {process.pid}"
        with pytest.raises(UserError, match=said):
            delete("me")
        with pytest.raises(UserError, match=said):
            rename("me", "diary")
        # Reading it is no harm.
        assert load_model("starter")
        rename("other", "third")
        process.kill()
        process.wait()
    assert set(models()) == {"starter", "me", "third"}
    assert trained_path("me").read_bytes() == before["data/models/me.safetensors"]
    delete("me")


def test_what_another_training_begins_with_stays() -> None:
    model("me")
    interrupted("other", "me")
    said = "the training of 'other' begins with 'me'"
    with pytest.raises(UserError, match=said):
        rename("me", "x")
    for refused in (delete, check_deletable):
        with pytest.raises(UserError, match=said):
            refused("me")
    run_of("other").texts_file.unlink()
    delete("me")


def test_a_copy_is_the_model_and_its_owner_s_alone(young: Path, tmp_path: Path) -> None:
    model("me", young)
    copied = export("me", tmp_path)
    assert copied == tmp_path / "me.safetensors"
    assert copied.read_bytes() == young.read_bytes()
    assert copied.stat().st_mode & 0o077 == 0
    assert export("me", tmp_path / "diary").name == "diary.safetensors"
    assert read_info(export("starter", tmp_path)).architecture


def test_no_file_is_replaced_unasked(young: Path, tmp_path: Path) -> None:
    model("me", young)
    target = tmp_path / "x.safetensors"
    target.write_text("a letter")
    with pytest.raises(FileExistsError, match="is there already"):
        export("me", target)
    assert target.read_text() == "a letter"
    export("me", target, over=True)
    assert target.read_bytes() == young.read_bytes()
    with pytest.raises(UserError, match="is the model itself"):
        export("me", trained_path("me"), over=True)


def test_what_cannot_be_copied_is_one_sentence(young: Path, tmp_path: Path) -> None:
    model("me", young)
    model("bad")
    for name, path, said in (
        ("nobody", tmp_path, "no model called"),
        ("bad", tmp_path, "not a usable rnnwriter model"),
        ("me", tmp_path / "none" / "x", "its folder is gone"),
        ("me", tmp_path / ("x" * 300), "name too long"),
    ):
        with pytest.raises(UserError, match=f"(?i){said}"):
            export(name, path)
    assert not list(tmp_path.iterdir())
    assert export_path("me", Path("x.safetensors")) == Path("x.safetensors")


def test_a_disk_that_refuses_leaves_all_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    model("me")
    model("me.previous")
    before = files()
    move = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "me.previous.json":
            raise PermissionError(13, "not yours")
        return move(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(UserError, match="me cannot be renamed: not yours"):
        rename("me", "diary")
    assert files() == before


def test_a_report_of_what_it_began_with_follows() -> None:
    model("me")
    record = read_record("me")
    write_record("me", replace(record, report={**record.report, "parent": "me"}))
    rename("me", "diary")
    assert read_record("diary").report["parent"] == "diary"
