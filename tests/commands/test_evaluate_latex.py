"""`rnnwriter eval latex`: a model's LaTeX and a real one, measured in the same way."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rnnwriter.commands.evaluate_latex import Request, evaluate_latex_command
from rnnwriter.errors import UserError
from rnnwriter.evaluation.tex import NotInstalledError, find_tex
from tests.commands.programs import refused, rnnwriter

LEMMA = """\\begin{lemma}
\\label{lemma-cow}
Let $x$ be a {\\it cow}. Then $x$ is round.
\\end{lemma}

\\begin{proof}
Look at it from above.
$$
x = 1
$$
\\end{proof}

"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of twenty lemmas."""
    path = tmp_path / "book.tex"
    path.write_text(LEMMA * 20, encoding="utf-8")
    return path


@pytest.fixture
def request_(book: Path) -> Request:
    """A few short samples of the starter, and pieces of the book."""
    return Request(
        model="starter",
        text=book,
        preamble=None,
        prompt="\\begin{lemma}",
        samples=3,
        length=len(LEMMA) + 40,
        temperatures=(0.0, 0.7),
        seed=2,
    )


def test_without_a_tex_what_is_closed_is_measured(
    request_: Request,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    evaluate_latex_command(request_, as_json=True)
    report = json.loads(capsys.readouterr().out)
    assert report["engine"] is None
    assert "no TeX is installed" in report["skipped"]
    greedy, drawn, real = report["measured"]
    assert (greedy["temperature"], drawn["temperature"], real["temperature"]) == (0, 0.7, None)
    assert (greedy["samples"], drawn["samples"], real["samples"]) == (1, 3, 3)
    for column in report["measured"]:
        for text in column["texts"]:
            assert text.startswith("\\begin{lemma}")
            assert len(text) == len("\\begin{lemma}") + request_.length
        assert column["compiled"] is None
    # Each piece is a lemma, a proof, and the beginning of another lemma.
    assert real["environments"]["begun"] == 9
    assert real["environments"]["closed"] == 6
    assert real["environments"]["closed_of_ended"] == 1
    evaluate_latex_command(request_, as_json=True)
    assert json.loads(capsys.readouterr().out) == report
    evaluate_latex_command(request_, as_json=False)
    shown = capsys.readouterr().out
    assert "environments begun" in shown
    assert "nothing was compiled: no TeX is installed" in " ".join(shown.split())
    assert "compile as they are" not in shown


def test_with_a_tex_the_book_compiles_and_nonsense_does_not(
    request_: Request, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        find_tex()
    except NotInstalledError as error:
        pytest.skip(str(error))
    (tmp_path / "nonsense.tex").write_text("\\begin{lemma} x_y \\end{proof}\n\n" * 30)
    evaluate_latex_command(replace(request_, model=None), as_json=True)
    (real,) = json.loads(capsys.readouterr().out)["measured"]
    assert real["compiled"]["share"] == 1
    assert real["compiled"]["interval_95"][0] < 1
    assert real["compiled_as_they_are"]["share"] == 0
    (kind,) = real["compiled_as_they_are"]["errors"]
    assert "ended by" in kind
    nonsense = replace(request_, model=None, text=tmp_path / "nonsense.tex", samples=2)
    evaluate_latex_command(nonsense, as_json=False)
    shown = capsys.readouterr().out
    assert "compile as they are" in shown
    assert "Missing $ inserted." in shown


def test_what_cannot_be_measured_is_one_sentence(request_: Request, tmp_path: Path) -> None:
    assert "nothing to measure" in refused(rnnwriter("eval", "latex"), 1)
    for changed, message in (
        (replace(request_, prompt="\\chapter{"), "no line that begins with \\\\chapter{"),
        (replace(request_, length=10**6), "followed by 1000013 characters"),
        (replace(request_, text=tmp_path / "none.tex"), "does not exist"),
        (replace(request_, preamble=tmp_path / "none.tex"), "does not exist"),
        (replace(request_, model="nobody"), "no model called"),
    ):
        with pytest.raises(UserError, match=message):
            evaluate_latex_command(changed, as_json=True)
