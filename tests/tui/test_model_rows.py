"""A model in a line, in as many cells as there are, and what is said of it."""

import pytest
from rich.cells import cell_len

from rnnwriter.corpus.alphabet import Alphabet
from rnnwriter.engines.listing import Listed
from rnnwriter.engines.registry import Registered
from rnnwriter.model.architecture import Architecture
from rnnwriter.model.file import ModelInfo
from rnnwriter.tui.model_rows import Entry, detail, heading, millions, row, state
from tests.training.test_report import REPORT

INFO = ModelInfo(
    Architecture(16, (96,)),
    Alphabet("abc "),
    trained_on="notes: 12 documents",
    parent="starter",
    created="2026-11-24T10:00:00+00:00",
    figures={"validation_bits": 1.6391},
)
ME = Entry(Listed("me", info=INFO))
EVIL = "\x1b]0;PWNED\x07[red]"


def test_columns_stand_below_their_titles() -> None:
    title, line = heading(106), str(row(ME, "me", "", 106))
    for name, value in (("Model", "me"), ("Tokens", "characters"), ("Begun with", "starter")):
        assert title.index(name) == line.index(value)
    for name, value in (("Bits", "1.639"), ("Weights", millions(ME.listed.parameters))):
        assert title.index(name) + len(name) == line.index(value) + len(value)
    assert "suggests" in line
    assert "2026-11-24" in line


@pytest.mark.parametrize("cells", [0, 20, 33, 53, 73, 106])
@pytest.mark.parametrize("name", ["me", "m" * 64, "日" * 40])
def test_a_line_is_never_longer_than_there_is_room(cells: int, name: str) -> None:
    line = str(row(Entry(Listed(name, info=INFO)), "", "", cells))
    assert cell_len(line) <= cells
    assert cell_len(heading(cells)) <= cells
    if cells >= 20:
        assert line[0] == name[0]
        assert ("…" in line) is (len(name) > 2)


def test_what_goes_on_is_said_in_a_word() -> None:
    busy = Entry(ME.listed, in_training=True)
    engine = Entry(Listed("knowing", engine=Registered("knowing", "package", "1.0")))
    assert state(ME, "me", "") == "suggests"
    assert state(ME, "starter", "me") == "marked"
    assert state(busy, "starter", "") == "in training"
    assert state(ME, "starter", "") == ""
    assert state(engine, "knowing:lighthouse", "") == "suggests"
    assert state(engine, "", "") == ""


def test_all_is_said_of_one() -> None:
    said = str(detail(Entry(ME.listed, in_training=True), "me", REPORT))
    for part in (
        "me   suggests · in training",
        "1.639 bits per character · 2026-11-24 · begun with starter",
        "Trained on notes: 12 documents",
        "keys saved",
        "never trained on",
    ):
        assert part in said
    assert "There is no report" in str(detail(ME, "", None))
    broken = Entry(Listed("bad", problem="bad is damaged; copy or train it again"))
    assert "bad is damaged" in str(detail(broken, "", None))
    assert "unusable" in str(row(broken, "", "", 53))
    engine = Entry(Listed("knowing", engine=Registered("knowing", "package", "1.0")))
    assert "An engine of the package package 1.0." in str(detail(engine, "", None))
    assert "an engine" in str(row(engine, "", "", 106))


def test_what_a_model_says_of_itself_is_text() -> None:
    info = ModelInfo(INFO.architecture, INFO.tokens, EVIL, EVIL, EVIL)
    for said in (
        row(Entry(Listed("me", info=info)), "", "", 106),
        detail(Entry(Listed("me", info=info)), "", None),
        detail(Entry(Listed(EVIL, problem=EVIL)), "", None),
        row(Entry(Listed(EVIL, problem=EVIL)), "", "", 106),
    ):
        assert "\x1b" not in str(said)
        assert "␛" in str(said)


def test_weights_are_counted_in_brief() -> None:
    assert [millions(count) for count in (4_574_499, 61_000, 0)] == ["4.6 M", "61 K", "0 K"]
