"""Files of the program's own kinds, made by hand to do harm: bombs, pipes, absurd sizes."""

import gzip
import json
import os
import struct
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rnnwriter import paths
from rnnwriter.errors import UserError
from rnnwriter.model.file import read_info, read_model
from rnnwriter.remembered import read_memory
from rnnwriter.settings import load_settings
from rnnwriter.training.control import Control, ask
from rnnwriter.training.following import Follower
from rnnwriter.training.process import holder
from rnnwriter.training.record import read_record, record_file
from rnnwriter.training.run import RunFolder, run_of
from rnnwriter.training.spec import Spec
from rnnwriter.training.texts import read_texts
from rnnwriter.tui.open_file import open_file
from rnnwriter.tui.programs import last_words
from rnnwriter.tui.spelling import read_dictionary
from rnnwriter.tui.tally import Slot, Tally, add, by_day, by_hour, erase, since, tally_file
from rnnwriter.tui.themes import own_themes
from tests.hostile.deadline import deadline
from tests.hostile.kinds import KINDS
from tests.tui.helpers import running, until, writer
from tests.tui.test_tally import run_sql

SMALL = 60_000_000


@contextmanager
def small(most: int = SMALL) -> Iterator[None]:
    """Hold at most so many bytes of Python's at once, and come to an end."""
    tracemalloc.start()
    try:
        with deadline():
            yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


def _folder(path: Path) -> Path:
    paths.private_folder(path.parent)
    return path


def _run() -> RunFolder:
    run = run_of("me")
    paths.private_folder(run.folder)
    return run


# What is read, and by what.
READERS: dict[str, tuple[Callable[[], Path], Callable[[Path], object]]] = {
    "model": (lambda: paths.models_folder() / "m.safetensors", read_model),
    "settings": (paths.settings_file, load_settings),
    "theme": (
        lambda: paths.config_folder() / "themes" / "x.toml",
        lambda path: list(own_themes(path.parent)),
    ),
    "memory": (lambda: paths.state_folder() / "editor.json", lambda path: read_memory()),
    "dictionary": (
        lambda: paths.config_folder() / "dictionary.txt",
        lambda path: read_dictionary(),
    ),
    "tally": (tally_file, lambda path: since(None)),
    "record": (lambda: record_file("me"), lambda path: read_record("me")),
    "spec": (lambda: _run().spec_file, lambda path: _run().spec()),
    "events": (lambda: _run().events_file, lambda path: list(_run().events())),
    "follower": (lambda: _run().events_file, lambda path: Follower(_run()).look()),
    "control": (lambda: _run().control_file, lambda path: Control(_run()).wish()),
    "process": (lambda: _run().process_file, lambda path: holder(_run())),
    "texts": (lambda: _run().texts_file, read_texts),
    "log": (lambda: _run().log_file, lambda path: last_words(_run())),
    "text": (lambda: paths.state_folder() / "text.md", open_file),
}


def _read(name: str) -> None:
    """Read it; a sentence is an answer too."""
    path, read = READERS[name]
    with small(), suppress(UserError):
        read(path())


@pytest.mark.parametrize("name", READERS)
def test_a_pipe_keeps_nobody_waiting(name: str) -> None:
    os.mkfifo(_folder(READERS[name][0]()))
    _read(name)


@pytest.mark.parametrize("name", READERS)
def test_a_device_without_end_fills_no_memory(name: str) -> None:
    _folder(READERS[name][0]()).symlink_to("/dev/zero")
    _read(name)


@pytest.mark.parametrize("name", [name for name in READERS if name != "tally"])
def test_a_folder_is_no_file(name: str) -> None:
    _folder(READERS[name][0]()).mkdir()
    _read(name)


@pytest.mark.parametrize("name", READERS)
def test_gigabytes_of_nothing_fill_no_memory(name: str) -> None:
    with _folder(READERS[name][0]()).open("wb") as file:
        file.truncate(5 << 30)
    _read(name)


@pytest.mark.parametrize("name", READERS)
def test_what_is_nested_deeper_than_any_parser_goes_is_refused(name: str) -> None:
    path = _folder(READERS[name][0]())
    for text in ("[" * 100_000, '{"a":' * 100_000, "a = " + "[" * 100_000, "a." * 60_000 + "a=1"):
        path.write_text(text)
        _read(name)


# Models


def _model(header: Any, numbers: bytes = b"", length: int | None = None) -> Path:
    path = _folder(READERS["model"][0]())
    data = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(data) if length is None else length) + data + numbers)
    return path


def _sound() -> tuple[dict[str, Any], bytes]:
    """The header and the numbers of a model that can be read."""
    kind = next(one for one in KINDS if one.name == "model")
    data = kind.examples()[1]
    (length,) = struct.unpack("<Q", data[:8])
    return json.loads(data[8 : 8 + length]), data[8 + length :]


@pytest.mark.parametrize("length", [0, 1, 2**31, 2**63 - 1, 2**64 - 1])
def test_a_header_of_an_absurd_length_is_none(length: int) -> None:
    header, numbers = _sound()
    path = _model(header, numbers, length)
    with small(), pytest.raises(UserError, match="not a usable rnnwriter model"):
        read_info(path)


def test_a_header_of_a_gigabyte_is_not_read() -> None:
    path = _model({"__metadata__": {}})
    with path.open("r+b") as file:
        file.write(struct.pack("<Q", 1 << 30))
        file.truncate((1 << 30) + 100)
    with small(), pytest.raises(UserError, match="no readable header"):
        read_info(path)


def _with(change: Callable[[dict[str, Any]], object]) -> Path:
    header, numbers = _sound()
    change(header)
    return _model(header, numbers)


def _set(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda header: header["output.bias"].update({name: value})


@pytest.mark.parametrize(
    "change",
    [
        _set("shape", [2**62, 2**62]),
        _set("shape", [-1]),
        _set("shape", [0]),
        _set("shape", []),
        _set("shape", "x"),
        _set("shape", None),
        _set("dtype", "BF16"),
        _set("dtype", "F8_E4M3"),
        _set("dtype", "F64"),
        _set("dtype", "X"),
        _set("dtype", None),
        _set("data_offsets", [-4, 4]),
        _set("data_offsets", [0, 56]),
        _set("data_offsets", [4, 0]),
        _set("data_offsets", [0, 2**63]),
        _set("data_offsets", []),
        lambda header: header.update(extra=header["output.bias"]),
        lambda header: header.update({"memory.extra": header["output.bias"]}),
        lambda header: header.pop("output.bias"),
        lambda header: header.update({"output.bias": [1]}),
        lambda header: header.update(__metadata__=[]),
        lambda header: header["__metadata__"].update(words="w " * 200_000),
        lambda header: header["__metadata__"].update(alphabet='"' + "a\\u001b" + '"'),
        lambda header: header["__metadata__"].update(figures='{"a": 1e999}'),
        lambda header: header["__metadata__"].update(figures='{"a": ' + "9" * 400 + "}"),
        lambda header: header["__metadata__"].update(format_version="9" * 5_000),
        lambda header: header["__metadata__"].update(format_version="x\x1b[2J\n"),
        lambda header: header["__metadata__"].update(
            architecture='{"kind": "lstm", "embedding": 8192, "hidden": [8192, 8192, 8192]}'
        ),
    ],
)
def test_an_unsound_model_is_one_sentence(change: Callable[[dict[str, Any]], object]) -> None:
    path = _with(change)
    with small(), pytest.raises(UserError) as raised:
        read_model(path)
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 2_100


def test_what_no_model_needs_is_not_loaded() -> None:
    header, numbers = _sound()
    size = 300_000_000
    for name in ("extra", "memory.extra"):
        tensor: dict[str, Any] = {"dtype": "F32", "shape": [size // 4]}
        tensor["data_offsets"] = [len(numbers), len(numbers) + size]
        path = _model(header | {name: tensor}, numbers)
        with path.open("r+b") as file:
            file.truncate(path.stat().st_size + size)
        with small(), pytest.raises(UserError, match="damaged"):
            read_model(path)


def test_keys_that_come_twice_do_no_harm() -> None:
    header, numbers = _sound()
    text = json.dumps(header)
    twice = text.replace('"output.bias"', '"output.bias": {"dtype": "F32", "shape": [1], '
                         '"data_offsets": [0, 4]}, "output.bias"', 1)  # fmt: skip
    path = _model(twice.encode(), numbers)
    with small(), suppress(UserError):
        read_model(path)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 3e38, -2e4])
def test_numbers_that_no_training_leaves_are_refused(value: float) -> None:
    header, numbers = _sound()
    begin, _ = header["layers.0.weight_hh_l0"]["data_offsets"]
    half = struct.pack("<e", min(max(value, -60_000), 60_000)) if value == value else b"\xff\x7f"
    path = _model(header, numbers[:begin] + half + numbers[begin + 2 :])
    with pytest.raises(UserError, match="not finite, or that no training leaves"):
        read_model(path)


# Runs


def test_a_path_that_is_no_text_is_kept() -> None:
    run = _run()
    for path in ("/x\udcff", "/\x1b[2J\n\x9b", '/"\\'):
        spec = Spec("me", (path,), 1.0)
        run.create(spec)
        assert run.spec() == spec


def test_a_bomb_of_texts_is_not_unpacked() -> None:
    path = _run().texts_file
    path.write_bytes(gzip.compress(b"0" * 100_000_000, 1))
    with small(), pytest.raises(UserError, match="more than a text could"):
        read_texts(path)


def test_a_long_log_is_followed_in_parts() -> None:
    run = _run()
    line = json.dumps({"event": "Entered", "phase": "training", "note": "x" * 2_000})
    run.events_file.write_text(f"{line}\n" * 2_500 + '{"event": "Resumed", "step": 77}\n')
    follower = Follower(run)
    with small(20_000_000):
        logs = [view.log for _ in range(4) if (view := follower.look())]
    assert logs[0][-1] == logs[1][-1] == "x" * 2_000
    assert logs[-1][-1] == "going on"
    assert len(logs[-1]) == 200


def test_a_line_without_end_is_passed_over() -> None:
    run = _run()
    run.events_file.write_text("x" * 5_000_000 + '\n{"event": "Resumed", "step": 1}\n')
    follower = Follower(run)
    for _ in range(4):
        view = follower.look()
    assert view is not None
    assert view.log == ("going on",)
    assert len(list(run.events())) == 1


def test_the_best_of_many_measurements_is_kept() -> None:
    run = _run()
    bits = [2.0, 1.0, *([3.0] * 2_000)]
    run.events_file.write_text(
        "".join(
            f'{{"event": "Evaluated", "step": {at}, "characters_seen": {at}, "validation_bits":'
            f' {one}, "best": false}}\n'
            for at, one in enumerate(bits)
        )
    )
    view = Follower(run).look()
    assert view is not None
    assert view.best_bits == 1.0


def test_a_wish_is_a_word_and_nothing_else() -> None:
    run = _run()
    ask(run, "pause")
    control = Control(run)
    assert control.wish() == "pause"
    run.control_file.unlink()
    os.mkfifo(run.control_file)
    with deadline():
        assert control.wish() == "pause"
    run.control_file.unlink()
    for text in (b"", b"discard\n", b"\xff", b"discard" * 1_000_000):
        run.control_file.write_bytes(text)
        assert control.wish() == "pause"


# What the editor reads


_ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
_COUNTS = "x AS shown, x AS accepted, x AS dismissed, x AS characters, x AS keys, x AS words FROM c"


@pytest.mark.parametrize(
    "script",
    [
        f"CREATE VIEW days AS {_ENDLESS} SELECT 'day' AS day, {_COUNTS}",
        f"CREATE VIEW hours AS {_ENDLESS} SELECT '2026-01-01' AS day, 1 AS hour, {_COUNTS}",
        f"CREATE VIEW hours AS {_ENDLESS} SELECT '2026-01-01' AS day, x AS hour, {_COUNTS};"
        "PRAGMA user_version = 1",
    ],
)
def test_a_table_that_is_a_program_does_not_run_for_ever(script: str) -> None:
    _folder(tally_file())
    run_sql(script)
    day = date(2026, 1, 1)
    for use in (
        lambda: since(None),
        lambda: by_day(day, 30),
        lambda: by_hour(day, 30),
        lambda: add({Slot(day, 9): Tally(1)}, day),
        erase,
    ):
        with small(), pytest.raises(UserError, match="cannot be used"):
            use()


def test_a_trigger_that_does_not_end_is_stopped() -> None:
    day = date(2026, 1, 1)
    add({Slot(day, 9): Tally(1)}, day)
    run_sql(
        "CREATE TABLE t (x); CREATE TRIGGER more AFTER UPDATE ON hours BEGIN"
        " INSERT INTO t SELECT a.x FROM v AS a, v AS b, v AS c, v AS d; END;"
        "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c"
        " LIMIT 10000) SELECT x FROM c"
    )
    with deadline(), pytest.raises(UserError, match="cannot be used"):
        add({Slot(day, 9): Tally(1)}, day)
    assert since(None) == Tally(1)


@pytest.mark.parametrize(
    "value", ["'x'", "1e999", "x'00'", "9e18", "-7", "0.5", "1e300", "1 << 60"]
)
def test_counts_that_are_none_are_one_sentence(value: str) -> None:
    day = date(2026, 1, 1)
    add({Slot(day, 1): Tally(1, 1, 1, 1, 1, 1)}, day)
    run_sql(f"INSERT INTO hours VALUES ('2026-01-01', 2, {', '.join([value] * 6)})")
    for use in (lambda: since(None), lambda: by_day(day, 1), lambda: by_hour(day, 1)):
        with pytest.raises(UserError, match="cannot be used"):
            use()


def test_days_and_hours_that_are_none_do_no_harm() -> None:
    day = date(2026, 1, 1)
    add({Slot(day, 1): Tally(1)}, day)
    for one in ("'x', 1", "'2026-01-01', 1.5", "'2026-01-01', 'x'", "x'ff', 99", "'9999', -7"):
        run_sql(f"INSERT INTO hours VALUES ({one}, 1, 0, 0, 0, 0, 0)")
    with small(), suppress(UserError):
        since(None)
    assert by_day(day, 1) == {day: Tally(3)}
    assert by_hour(day, 1)[1] == Tally(1)


@pytest.mark.parametrize(
    "text",
    [
        "width = 0x" + "f" * 5_000,
        "width = " + "9" * 5_000,
        "seed = -0x1",
        "temperature = nan",
        "temperature = inf",
        "goal = 1e400",
        "model = 1979-05-27T07:32:00Z",
        'keys = "x"',
        "[keys]\na = 1",
        "notes = [[[]]]",
        "\x00",
        '"a\\nb\\u001b" = 1',
    ],
)
def test_settings_that_are_none_are_one_sentence(text: str) -> None:
    path = _folder(paths.settings_file())
    path.write_text(text)
    with small(), pytest.raises(UserError) as raised:
        load_settings(path)
    assert str(raised.value).isprintable()


async def test_the_editor_opens_whatever_it_remembers(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("one\ntwo\n")
    far = 10**18
    recent = [
        {"path": str(path), "line": far, "column": far},
        {"path": "\x1b]0;x\x07\0", "line": -1, "column": 1e300},
        {"path": "\ud800", "line": 0, "column": 0},
    ]
    (_folder(paths.state_folder() / "editor.json")).write_text(
        json.dumps({"recent": recent, "model": "../../x"})
    )
    app = writer(path)
    async with running(app) as pilot:
        await until(pilot, lambda: not app.models.loading, "the model is loaded")
        assert app.editor.cursor_location == (2, 0)
        await pilot.press("ctrl+o")
        await pilot.pause()
        await pilot.press("escape")
