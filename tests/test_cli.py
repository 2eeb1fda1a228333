"""The installed program, as a person calls it: real processes, real training."""

import json
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from rnnwriter import load_model
from rnnwriter.cli import cli
from tests.commands.programs import Personal, base, refused, rnnwriter
from tests.texts import prose, write_jottings, write_notes

COMMANDS = [
    *("train", "scan", "generate", "complete", "bench"),
    *("models show", "models rename", "models export", "models delete"),
    *("eval bits", "eval keystrokes", "eval exposure", "eval latex", "eval samples"),
    "eval cells",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_explained(command: str) -> None:
    words = command.split()
    assert words[0] in rnnwriter("--help").stdout
    done = rnnwriter(*words, "--help")
    assert done.returncode == 0
    assert "--json" in done.stdout


def commands(group: click.Group = cli) -> Iterator[click.Command]:
    """Every command, and the groups of them."""
    yield group
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from commands(command)
        else:
            yield command


def parse(words: list[str]) -> click.Command:
    """The command that `words` call; raises click.UsageError when it would refuse them."""
    context = cli.make_context("rnnwriter", words)
    while isinstance(context.command, click.Group):
        words = [*context._protected_args, *context.args]
        name, command, rest = context.command.resolve_command(context, words)
        assert command is not None
        context = command.make_context(name, rest, context)
    return context.command


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.name)
def test_every_help_has_examples_that_can_be_called(command: click.Command) -> None:
    told = [line.strip() for line in (command.help or "").splitlines()]
    # Of a pipe its end; of what comes from a file, what stands before that.
    calls = [line.rpartition(" | ")[2].partition(" < ")[0] for line in told]
    examples = [line for line in calls if line.startswith("rnnwriter ")]
    assert examples
    if command is not cli:
        called = {parse(shlex.split(line)[1:]) for line in examples}
        if not isinstance(command, click.Group):
            assert command in called
            assert len(examples) <= 3


def test_version() -> None:
    from rnnwriter import __version__

    assert rnnwriter("--version").stdout == f"rnnwriter {__version__}\n"


def test_notes_become_a_model_that_every_command_knows(personal: Personal, tmp_path: Path) -> None:
    personal.settle()
    assert "101 documents" in personal.said
    assert "left out 1: binary or undecodable" in personal.said
    assert "kept apart" in personal.said

    listed = {
        row["name"]: row for row in json.loads(rnnwriter("models", "--json").stdout)["models"]
    }
    parent, me = listed["base"], listed["me"]
    assert me["alphabet"] > parent["alphabet"]
    assert me["from"] == "base"
    assert "notes: 101 documents" in me["trained_on"]
    assert me["validation_bits"] > 0
    table = rnnwriter("models").stdout
    assert "starter" in table
    assert f"{me['parameters']:,}" in table

    page = tmp_path / "page.md"
    page.write_text(prose(3000, seed=77))
    before = json.loads(rnnwriter("eval", "starter", page, "--json").stdout)
    after = json.loads(rnnwriter("eval", "me", page, "--json").stdout)
    assert after["carried"] < before["carried"]
    assert after["characters"] == before["characters"]
    assert "carried" in rnnwriter("eval", "me", page).stdout
    typed = ("--characters", "200")
    compared = rnnwriter("eval", "keystrokes", "me", page, *typed, "--compare", "--json")
    saved = json.loads(compared.stdout)
    assert {"network and n-grams", "n-grams alone", "network alone, always shown"} <= set(saved)
    for figures in saved.values():
        assert figures["characters"] >= 200
        assert 0 <= figures["accepted"] <= 1
        low, high = figures["savings_interval_95"]
        assert low <= figures["savings"] <= high
        assert figures["kinds"][".md"]["savings"] == figures["savings"]
    assert "keys saved" in rnnwriter("eval", "keystrokes", "me", page, *typed).stdout

    options = ("--model", "me", "--prompt", "The gard", "--length", "30", "--seed", "4")
    written = rnnwriter("generate", *options).stdout
    assert written.startswith("The gard")
    assert rnnwriter("generate", *options).stdout == written
    assert "The gard" + json.loads(rnnwriter("generate", *options, "--json").stdout)[
        "text"
    ] == written.removesuffix("\n")


def test_ctrl_c_saves_and_the_run_goes_on(home: Path, trained: Path, tmp_path: Path) -> None:
    notes = write_jottings(tmp_path / "notes")
    options = ("--name", "me", "--from", base(trained), "--minutes", "60")
    running = subprocess.Popen(
        [sys.executable, "-m", "rnnwriter", "train", notes, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    # The first measurement tells that training is under way.
    for line in running.stdout:
        if "validation" in line:
            break
    running.send_signal(signal.SIGINT)
    out, errors = running.communicate(timeout=300)
    assert running.returncode == 130, errors
    assert "--name me --resume" in out.replace("\n", " ")
    assert "Traceback" not in errors
    run = home / "state" / "runs" / "me"
    assert (run / "state.safetensors").exists()
    # The notes can be suggested from before anything is learnt.
    early = load_model(home / "data" / "models" / "me.safetensors")
    assert early.memory is not None
    assert early.info.characters_seen == 0
    spec = (run / "run.toml").read_text()
    (run / "run.toml").write_text(spec.replace("minutes = 60.0", "minutes = 0.001"))
    done = rnnwriter("train", "--name", "me", "--resume")
    assert done.returncode == 0, done.stderr
    assert load_model("me").info.characters_seen > 0


def test_train_reads_what_scan_shows(home: Path, trained: Path, tmp_path: Path) -> None:
    notes = write_notes(tmp_path / "notes")
    (notes / "diary.md").write_text(
        "A line.\n\nMy password: " + "hunter" + "2go\n", encoding="utf-8"
    )
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text('exclude = ["note00*"]\n', encoding="utf-8")
    told = ("--exclude", "note01.md", "--private", "captain painted")
    scanned = json.loads(rnnwriter("scan", notes, *told, "--json").stdout)
    assert scanned["documents"] == 11
    assert scanned["secrets"]["password"] == 1
    assert scanned["secrets"]["pattern of yours"] > 0
    training = ("--name", "me", "--from", base(trained), "--minutes", "9")
    with subprocess.Popen(
        [sys.executable, "-m", "rnnwriter", "train", notes, *told, *training],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        assert running.stdout is not None
        read = running.stdout.readline()
        running.kill()
    assert f"11 documents, {scanned['characters']:,} characters" in read
    shown = rnnwriter("scan", "--show", notes / "diary.md")
    assert shown.stdout.strip() == "A line."
    assert "private pattern '('" in refused(rnnwriter("scan", notes, "--private", "("), 1)


def test_greedy_is_temperature_zero() -> None:
    greedy = rnnwriter("generate", "--greedy", "--prompt", "There is", "--length", "20").stdout
    zero = rnnwriter("generate", "--temperature", "0", "--prompt", "There is", "--length", "20")
    assert greedy == zero.stdout


def test_what_cannot_be_done_is_one_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"not a model")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no model called" in refused(rnnwriter("generate", "--model", "nobody"), 1)
    assert "not a usable" in refused(rnnwriter("generate", "--model", broken), 1)
    assert "does not exist" in refused(rnnwriter("eval", "starter", tmp_path / "none.md"), 1)
    assert "no notes found" in refused(
        rnnwriter("train", empty, "--name", "me", "--minutes", "1"), 1
    )
    assert "no notes given" in refused(rnnwriter("scan"), 1)
    assert "no notes given" in refused(rnnwriter("train", "--name", "me", "--minutes", "1"), 1)
    assert "--minutes" in refused(rnnwriter("train", empty, "--name", "me"), 1)
    assert "cannot name" in refused(rnnwriter("train", empty, "--name", "../me", "--steps", "1"), 1)
    assert "no training run" in refused(rnnwriter("train", "--name", "me", "--resume"), 1)
    assert "cannot be read" in refused(rnnwriter("edit", tmp_path), 1)


def test_wrong_usage_is_told_apart() -> None:
    refused(rnnwriter("generate", "--length", "many"), 2)
    assert "exclude each other" in refused(
        rnnwriter("generate", "--greedy", "--temperature", "1"), 2
    )


def test_bench_reports_ratios_of_a_small_model(
    trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    done = rnnwriter("bench", "--model", trained, "--threads", "1", "--json")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["numpy_threads"] == figures["torch_threads"] == 1
    for name in ("step_over_floor", "batch_over_step", "prefill_over_steps"):
        assert 0 < figures[name]["low"] <= figures[name]["median"] <= figures[name]["high"]
    assert figures["torch_step_over_step"] > 0
    assert figures["training_over_limit"] > 0
