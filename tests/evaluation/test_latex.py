"""What LaTeX opens and closes is counted, and what is open can be closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.evaluation.latex import Pairs, balance, closed, total

_BITS = (
    *("\\begin{lemma}", "\\end{lemma}", "\\begin{proof}", "\\end{proof}", "\\begin{enumerate}"),
    *("\\end{enumerate}", "\\item", "\\begin{verbatim}", "\\end{verbatim}", "\\begin{align*}"),
    *("\\end{document}", "\\begin{document}", "\\begin", "\\end", "\\verb", "\\verb|}|", "\\text"),
    *("{", "}", "$", "$$", "\\(", "\\)", "\\[", "\\]", "\\left(", "\\right)", "\\{", "\\$", "\\"),
    *("%", "\n", "\n\n", " ", "x", "_", "^", "|", "\\alpha", "Some words", "é", "\t", "\r"),
)
sources = st.lists(st.sampled_from(_BITS), max_size=40).map("".join)


def test_what_is_closed_by_its_own_name_in_proper_nesting() -> None:
    text = (
        "\\begin{lemma}\n\\begin{enumerate}\n\\item A cow is round.\n\\end{enumerate}\n"
        "\\end{lemma}\n"
        "\\begin{proof}\nLet $x$ be a cow, so that\n$$\n\\frac{x}{\\{y\\}}\n$$\nis {\\it round}.\n"
    )
    found = balance(text)
    assert found.environments == Pairs(begun=3, closed=2, open=1)
    assert found.environments.closed_of_ended == 1
    assert found.environments.closed_of_all == pytest.approx(2 / 3)
    assert found.formulas == Pairs(begun=2, closed=2)
    assert found.braces == Pairs(begun=3, closed=3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Ended by another's name; its own comes too late.
        ("\\begin{lemma} \\end{proof} \\end{lemma}", Pairs(begun=1, stray=1)),
        # What is inside was never ended.
        ("\\begin{lemma} \\begin{proof} \\end{lemma}", Pairs(begun=2, closed=1)),
        ("\\begin{a} \\begin{b} \\end{a} \\end{b}", Pairs(begun=2, closed=1, stray=1)),
        ("\\end{proof}", Pairs(stray=1)),
        ("\\begin{document} \\end{document}", Pairs()),
        ("\\end{document} \\begin{document}", Pairs()),
        ("% \\begin{lemma}\n\\% \\begin{proof}", Pairs(begun=1, open=1)),
        ("\\begin{verbatim} \\begin{lemma} $ { \\end{verbatim}", Pairs(begun=1, closed=1)),
        ("\\begin{verbatim} \\begin{lemma}", Pairs(begun=1, open=1)),
        ("\\verb|\\begin{lemma}|", Pairs()),
        ("\\\\begin{lemma} \\begin {lemma} \\end\n{lemma}", Pairs(begun=1, closed=1)),
    ],
)
def test_environments(text: str, expected: Pairs) -> None:
    found = balance(text)
    assert found.environments == expected
    assert found.formulas == Pairs()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$a$$b$", Pairs(begun=2, closed=2)),
        ("$$a$$ and $b", Pairs(begun=2, closed=1, open=1)),
        ("it costs \\$5", Pairs()),
        # A formula ends with its paragraph, whatever it is.
        ("$a\n\nSo $b$.", Pairs(begun=2, closed=1)),
        ("$$a\n \t\n$b", Pairs(begun=2, open=1)),
        ("$a\n\n\n$b$", Pairs(begun=2, closed=1)),
        # Text inside a formula has formulas of its own.
        ("$x \\text{ where $y$ is} z$", Pairs(begun=2, closed=2)),
        ("$x \\text {$y$} z$", Pairs(begun=2, closed=2)),
        ("$x {y$ z} w$", Pairs(begun=2, closed=1, open=1)),
        ("$$a$ b", Pairs(begun=1)),
        ("\\begin{lemma} $x \\end{lemma} $y$", Pairs(begun=2, closed=1)),
        ("\\(a\\) \\[b\\] \\(c\\] \\)", Pairs(begun=3, closed=3, stray=1)),
        ("$a \\left( b$ \\right) \\left. c", Pairs(begun=1, closed=1)),
    ],
)
def test_formulas(text: str, expected: Pairs) -> None:
    assert balance(text).formulas == expected


def test_braces() -> None:
    assert balance("{a{b}} \\{ }").braces == Pairs(begun=2, closed=2, stray=1)
    assert balance("{ \\begin{lemma} } \\end{lemma}").braces == Pairs(begun=1, open=1, stray=1)
    assert balance("\\begin{lemma} { \\end{lemma}").braces == Pairs(begun=1)
    assert balance("{ $x } $").braces == Pairs(begun=1, closed=1)


def test_shares_of_nothing_are_whole_and_pairs_add_up() -> None:
    assert Pairs().closed_of_ended == Pairs().closed_of_all == 1
    one = Pairs(begun=5, closed=2, open=1, stray=3)
    assert one.wrong == 2
    assert one.closed_of_ended == 0.5
    assert total([one, one]) == Pairs(begun=10, closed=4, open=2, stray=6)
    assert total([]) == Pairs()


def test_what_is_cut_short_goes_and_what_is_open_is_closed() -> None:
    text = "\\begin{proof}\nWe have $x \\in {\\it A\nand\n\\begin{enumerate}\n\\ite"
    assert closed(text) == (
        "\\begin{proof}\nWe have $x \\in {\\it A\nand\n\\begin{enumerate}\n"
        "\\item\n\\end{enumerate}\n}$\\end{proof}\n"
    )
    assert closed("$$\n\\left( a_\nb") == "$$\n\\left( a_{}\n\\right.$$\n"
    assert closed("All is well.\n") == "All is well.\n"
    # Lines that are paragraphs lose their last word, not themselves.
    assert closed("One line of {a long pa") == "One line of {a long \n}\n"
    assert closed("Short.\n" + "word " * 60 + "wo") == "Short.\n" + "word " * 60 + "\n"
    assert closed("\\beg") == ""


@given(sources)
def test_closing_any_text_leaves_nothing_open(text: str) -> None:
    whole = closed(text)
    found = balance(whole)
    assert found.environments.open == found.braces.open == found.formulas.open == 0
    assert closed(whole) == whole
    for pairs in (found.environments, found.braces, found.formulas):
        assert pairs.wrong >= 0
        assert 0 <= pairs.closed_of_all <= pairs.closed_of_ended <= 1


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    assert balance(closed(text)).braces.open == 0
