"""A TeX compiles what is sound, says what it stopped at, and lets a fragment reach nothing."""

import shutil
from pathlib import Path

import pytest

from rnnwriter.errors import UserError
from rnnwriter.evaluation.tex import (
    Compiled,
    NotInstalledError,
    Tex,
    find_tex,
    own_preamble,
    preamble_of,
)
from rnnwriter.files import write_bytes

SOUND = r"""\section{Cows}
\label{section-cows}

\noindent
A cow is \'etale, see Lemma \ref{lemma-cow} and \cite[Chapter 2]{herd}.

\begin{slogan}
Cows are round.
\end{slogan}

\begin{lemma}[Roundness]
\label{lemma-cow}
Let $f : X \to \Spec(A)$ be a herd over $S_\etale$ in $(\Sch/S)_{fppf}$. Then
\begin{enumerate}
\item $\Hom_A(M, N) \to \SheafHom_{\mathcal{O}_X}(\mathcal{F}, \mathcal{G})$ is {\it round}, and
\item $\colim_i \Ker(f_i) = \lim\nolimits_j \Im(g_j) \in \QCoh(\mathcal{O}_X)$.
\end{enumerate}
\end{lemma}

\begin{proof}
Consider the diagram
$$
\xymatrix{
A \ar[r]^f \ar[d] & B \ar@{^(->}[d] \\
C \ar@<1ex>[r] & D
}
\quad\text{with $A$ in $\mathbf{Z}$ and}\quad
\begin{matrix} a & b \\ c & d \end{matrix}
$$
and use \href{https://example.org/a_cow}{a cow}.
\begin{align*}
a & = b \\
& = c
\end{align*}
\end{proof}

\begin{situation}
\begin{equation}
\label{equation-cow}
\mathop{N\!L}\nolimits_{A/B} \otimes^\mathbf{L} \text{Tot}(K^\bullet)
\end{equation}
\end{situation}
"""
BETWEEN = r"""
A chapter ends.
\input{chapters}
\bibliography{my}
\bibliographystyle{amsalpha}
\end{document}
\input{preamble}
\begin{document}
\title{Bulls}
\maketitle
\tableofcontents
\section{Another one begins}
"""


@pytest.fixture(params=["pdflatex", "xelatex"])
def tex(request: pytest.FixtureRequest) -> Tex:
    """A TeX with our preamble; skips where it is not installed, or lacks packages."""
    program = shutil.which(request.param)
    if program is None:
        pytest.skip(f"{request.param} is not installed")
    found = Tex(program, own_preamble())
    (empty,) = found.compiled(["Nothing."])
    if not empty.sound:
        pytest.skip(f"{request.param} lacks packages: {empty.error}")
    return found


def test_what_a_book_is_made_of_compiles(tex: Tex) -> None:
    assert tex.compiled([SOUND, BETWEEN]) == [Compiled(), Compiled()]


def test_what_it_stopped_at_is_told(tex: Tex) -> None:
    undefined, ended, dollar, halves = tex.compiled(
        [
            "One.\n\nTwo $\\cow$ three.\n",
            "\\begin{lemma}\nA cow.\n\\end{proof}\n",
            "Let $x be a cow.\n\nLet it be.\n",
            # The end of a file passes where nothing is open only.
            "\\begin{lemma}\n" + BETWEEN,
        ]
    )
    assert (undefined.line, undefined.read) == (3, "Two $\\cow")
    assert undefined.kind == "Undefined control sequence \\cow"
    assert ended.line == 3
    assert ended.kind == "LaTeX Error: \\begin{...} on input line ... ended by \\end{...}."
    assert dollar.kind == "Missing $ inserted."
    assert halves.kind == ended.kind
    assert not any(one.sound for one in (undefined, ended, dollar, halves))


def test_a_fragment_reaches_no_file_and_no_shell(tex: Tex, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    write_bytes(secret.with_suffix(".tex"), b"\\relax\n")
    written, touched = tmp_path / "written.txt", tmp_path / "touched"
    reads, inputs, writes, runs, pipes = tex.compiled(
        [
            f"\\openin5={secret} \\ifeof5 Nothing. \\else \\wasread \\fi",
            f"\\makeatletter\\@@input {secret}.tex \n",
            f"\\immediate\\openout5={written} \\immediate\\write5{{A cow.}}\\immediate\\closeout5 ",
            f"\\immediate\\write18{{touch {touched}}}",
            f'\\makeatletter\\@@input|"touch {touched}" \n',
        ]
    )
    assert reads.sound
    assert not inputs.sound
    assert not writes.sound
    assert runs.sound
    assert not pipes.sound
    assert {path.name for path in tmp_path.iterdir()} == {"secret.tex"}
    (plain,) = tex.compiled([f"\\input{{{secret}}} A cow."])
    assert plain.sound


def test_a_fragment_without_end_is_ended(tex: Tex) -> None:
    program = shutil.which(tex.name)
    assert program
    hurried = Tex(program, own_preamble(), seconds=1)
    (endless,) = hurried.compiled(["\\def\\cow{\\cow}\\cow"])
    assert not endless.sound
    (flood,) = tex.compiled(["\\def\\cow{\\message{" + "moo " * 500 + "}\\cow}\\cow"])
    assert not flood.sound


def test_a_preamble_of_a_person_takes_the_place_of_ours(tmp_path: Path) -> None:
    try:
        find_tex()
    except NotInstalledError as error:
        pytest.skip(str(error))
    path = tmp_path / "book.tex"
    path.write_text("\\documentclass{article}\n\\newcommand{\\cow}{moo}\n\\begin{document}\nNo.\n")
    own = find_tex(preamble_of(path))
    cow, lemma = own.compiled(["\\cow", "\\begin{lemma} A. \\end{lemma}"])
    assert cow.sound
    assert lemma.kind == "LaTeX Error: Environment lemma undefined."
    with pytest.raises(UserError, match="stops at: Undefined control sequence"):
        find_tex("\\documentclass{article}\\bull")


def test_where_no_tex_is_installed_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotInstalledError, match="no TeX is installed"):
        find_tex()


@pytest.mark.parametrize(
    ("error", "read", "kind"),
    [
        ("Missing $ inserted.", "Let $x", "Missing $ inserted."),
        ("Undefined control sequence.", "a \\cow", "Undefined control sequence \\cow"),
        ("Undefined control sequence.", "", "Undefined control sequence."),
        ("Argument of \\@cow has an extra }.", "", "Argument of ... has an extra }."),
        ("LaTeX Error: Environment cow undefined.", "", "LaTeX Error: Environment cow undefined."),
        (
            "LaTeX Error: \\begin{a} on input line 3 ended by \\end{b}.",
            "",
            "LaTeX Error: \\begin{...} on input line ... ended by \\end{...}.",
        ),
    ],
)
def test_errors_are_told_by_kind(error: str, read: str, kind: str) -> None:
    assert Compiled(error, 1, read).kind == kind
