"""`rnnwriter eval samples`: how varied samples are, beside the text learnt from."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rnnwriter.commands.evaluate_samples import Request, evaluate_samples_command
from rnnwriter.errors import UserError
from tests.texts import prose


def request_of(text: Path) -> Request:
    """A few short samples of the starter."""
    return Request("starter", text, (0.0, 0.3, 1.3), samples=4, length=120, seed=1)


def test_samples_grow_varied_with_the_temperature(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "text.txt"
    text.write_text(prose(6000), encoding="utf-8")
    evaluate_samples_command(request_of(text), as_json=True)
    report = json.loads(capsys.readouterr().out)
    greedy, cool, hot, real = report["measured"]
    assert (greedy["samples"], cool["samples"], real["samples"]) == (1, 4, 4)
    assert real["temperature"] is None
    assert cool["bits_per_character"] < hot["bits_per_character"]
    assert cool["distinct"][0] < hot["distinct"][0]
    # All of its words are written more than once; the starter knows many others.
    assert real["known"] == 1
    assert 0 < cool["known"] < 1
    assert all(column["headings"] is None for column in report["measured"])
    evaluate_samples_command(request_of(text), as_json=False)
    shown = capsys.readouterr().out
    assert "words that exist" in shown
    assert "speaker" not in shown


def test_a_play_has_speakers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "play.txt"
    speeches = prose(6000).split("\n\n")
    text.write_text("\n\n".join("BESSIE:\n" + speech for speech in speeches), encoding="utf-8")
    request = replace(request_of(text), temperatures=(0.7,), length=400)
    evaluate_samples_command(request, as_json=True)
    _, real = json.loads(capsys.readouterr().out)["measured"]
    assert real["headings"]["formed_share"] == real["headings"]["known_share"] == 1
    assert real["headings"]["blocks"] >= 2
    evaluate_samples_command(request, as_json=False)
    assert "speakers that exist" in capsys.readouterr().out


def test_what_cannot_be_measured_is_one_sentence(tmp_path: Path) -> None:
    short = tmp_path / "short.txt"
    short.write_text("Not much.\n")
    with pytest.raises(UserError, match="too short to compare with"):
        evaluate_samples_command(request_of(short), as_json=False)
    with pytest.raises(UserError, match="does not exist"):
        evaluate_samples_command(request_of(tmp_path / "none.txt"), as_json=False)
