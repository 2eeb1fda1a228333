"""`rnnwriter eval cells`: a table, and the text coloured, or with digits below it."""

import json
from pathlib import Path

import pytest

from rnnwriter.commands.evaluate_cells import Request, evaluate_cells_command
from rnnwriter.errors import UserError
from rnnwriter.evaluation.features import FEATURES
from tests.texts import letters

TEXT = letters(2_000)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A text of our own."""
    path = tmp_path / "letters.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def asked(
    file: Path,
    model: str | Path,
    cell: int | None = None,
    feature: str | None = None,
    lines: int = 2,
) -> Request:
    """What the options come to."""
    return Request(str(model), file, cell, feature, lines)


def test_every_feature_has_a_cell_and_a_passage_of_the_half_kept_apart(
    file: Path, trained: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate_cells_command(asked(file, trained), as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert found["characters"] == len(TEXT)
    assert found["layers"] == [96]
    names = [one["feature"] for one in found["features"]]
    assert {"quotes", "brackets", "word", "line"} <= set(names)
    assert set(names) | set(found["missing"]) == {feature.name for feature in FEATURES}
    assert "math" in found["missing"]
    for one, passage in zip(found["features"], found["passages"], strict=True):
        (best,) = one["cells"]
        assert best["layer"] == 1
        assert 0 <= best["cell"] < 96
        assert 0 < abs(best["found"]) <= 1
        assert abs(best["held_out"]) <= 1
        assert 0 <= one["by_chance"] <= 1
        assert passage["cell"] == best["cell"]
        begins = passage["begins"]
        assert begins >= len(TEXT) // 2
        assert TEXT[begins : begins + len(passage["text"])] == passage["text"]
        assert len(passage["activations"]) == len(passage["text"])
        assert all(-1 <= value <= 1 for value in passage["activations"])


def test_without_colours_digits_stand_below_the_text(
    file: Path, trained: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    evaluate_cells_command(asked(file, trained, feature="quotes", cell=7), as_json=True)
    (passage,) = json.loads(capsys.readouterr().out)["passages"]
    evaluate_cells_command(asked(file, trained, feature="quotes", cell=7), as_json=False)
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    lines = shown.splitlines()
    at = lines.index("inside quotes: cell 7")
    rows, digits = lines[at + 1 :: 2], lines[at + 2 :: 2]
    assert "\n".join(rows).split() == passage["text"].split()
    assert [len(row) for row in rows] == [len(row) for row in digits]
    assert '"' in passage["text"]
    expected = [round((value + 1) * 4.5) for value in passage["activations"]]
    got = [int(digit) for digit in "".join(digits)]
    assert all(abs(one - other) <= 1 for one, other in zip(got, expected, strict=True))


def test_in_a_terminal_blue_is_negative_and_red_is_positive(
    file: Path, trained: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("FORCE_COLOR", "1"), ("COLORTERM", "truecolor"), ("TERM", "xterm")):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    evaluate_cells_command(asked(file, trained, feature="word"), as_json=False)
    shown = capsys.readouterr().out
    strongest_blue, strongest_red = "48;2;38;92;214", "48;2;206;38;42"
    assert strongest_blue in shown
    assert strongest_red in shown
    assert shown.index(strongest_blue) < shown.index(strongest_red)
    monkeypatch.setenv("NO_COLOR", "1")
    evaluate_cells_command(asked(file, trained, feature="word"), as_json=False)
    shown = capsys.readouterr().out
    assert "48;2" not in shown
    assert "0 is -1, 9 is 1" in shown


def test_a_feature_has_rivals_and_a_cell_all_features(
    file: Path, trained: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate_cells_command(asked(file, trained, feature="quotes", lines=0), as_json=True)
    found = json.loads(capsys.readouterr().out)
    (quotes,) = found["features"]
    strengths = [abs(one["found"]) for one in quotes["cells"]]
    assert len(strengths) == 10
    assert strengths == sorted(strengths, reverse=True)
    assert found["passages"] == []
    evaluate_cells_command(asked(file, trained, cell=11), as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert {one["cells"][0]["cell"] for one in found["features"]} == {11}
    assert len(found["features"]) > 1
    assert len(found["passages"]) == 1
    evaluate_cells_command(asked(file, trained, cell=11, lines=0), as_json=False)
    shown = capsys.readouterr().out
    assert [line for line in shown.splitlines() if line.startswith("brackets ")]
    assert "Too rare in a half of the text:" in shown
    assert "0 is -1" not in shown


def test_what_cannot_be_done_is_one_sentence(file: Path, trained: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.md"
    short.write_text("Nothing much.\n")
    for request, said in (
        (asked(file, "nobody"), "no model called 'nobody'"),
        (asked(tmp_path / "none.md", trained), "does not exist"),
        (asked(short, trained), "has 14 characters; cells are found in 500 or more"),
        (asked(file, trained, cell=96), "no cell 96; .* has 0 to 95"),
        (asked(file, trained, feature="verbs"), "no feature is called 'verbs'; there are line, "),
        (asked(file, trained, feature="math"), "'math' does not occur twice in both halves"),
    ):
        with pytest.raises(UserError, match=said) as raised:
            evaluate_cells_command(request, as_json=False)
        assert "\n" not in str(raised.value)
