"""Fragments are measured together."""

import pytest

from rnnwriter.evaluation.fragments import errors, measured, share, share_interval
from rnnwriter.evaluation.latex import Pairs
from rnnwriter.evaluation.tex import Compiled, NotInstalledError, Tex, find_tex

TEXTS = (
    "\\section{Cows}\n\\begin{lemma}\nLet $x$ be a cow",
    "\\section{Bulls}\n\\begin{lemma}\nLet $x$ be a bull.\n\\end{proof}\n",
    "\\section{Hens}\nThere are none.\n",
)


def test_without_a_tex_pairs_are_counted() -> None:
    found = measured(TEXTS, None)
    assert found.environments == Pairs(begun=2, closed=0, open=1)
    assert found.formulas == Pairs(begun=2, closed=2)
    assert found.closed == found.as_they_are == ()


def test_with_a_tex_they_are_compiled_as_they_are_and_closed() -> None:
    try:
        tex: Tex = find_tex()
    except NotInstalledError as error:
        pytest.skip(str(error))
    found = measured(TEXTS, tex)
    assert [one.sound for one in found.as_they_are] == [False, False, True]
    assert [one.sound for one in found.closed] == [True, False, True]


def test_shares_and_their_intervals() -> None:
    sound, not_sound = Compiled(), Compiled("Missing $ inserted.")
    assert share([sound, sound, not_sound, sound]) == 0.75
    # By hand: Wilson's interval of 5 in 10, and of 10 in 10.
    assert share_interval([sound, not_sound] * 5) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert share_interval([sound] * 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert share_interval([not_sound] * 10) == pytest.approx((0.0, 0.2775), abs=1e-4)


def test_errors_are_counted_by_kind() -> None:
    compiled = [
        Compiled(),
        Compiled("Missing $ inserted."),
        Compiled("LaTeX Error: \\begin{a} on input line 7 ended by \\end{b}."),
        Compiled("LaTeX Error: \\begin{c} on input line 9 ended by \\end{d}."),
    ]
    assert errors(compiled) == [
        ("LaTeX Error: \\begin{...} on input line ... ended by \\end{...}.", 2),
        ("Missing $ inserted.", 1),
    ]
