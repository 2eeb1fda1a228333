"""A real TeX on fragments of a book: does it compile them, and what does it stop at?

Fragments may have been written by a model, so they are treated as anyone's: no shell (`\\write18`),
no files but those of a temporary folder and of TeX itself (`openin_any`, `openout_any`), little
time, little output, nothing kept. LuaTeX is not used: `\\directlua` has files of its own.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from rnnwriter.errors import UserError
from rnnwriter.files import read_text

# Pages are not written: that takes time and finds no more errors of the source.
_ENGINES = {"pdflatex": "-draftmode", "xelatex": "-no-pdf"}
_OPTIONS = (
    "-no-shell-escape",
    "-interaction=nonstopmode",
    "-halt-on-error",
    "-no-file-line-error",
)
_ENVIRONMENT = {
    "openin_any": "p",
    "openout_any": "p",
    "shell_escape": "f",
    # Fonts that are missing are not made.
    "MKTEXTFM": "0",
    "MKTEXPK": "0",
    "MKTEXMF": "0",
    "max_print_line": "1000",
    "error_line": "254",
    "half_error_line": "238",
}
SECONDS = 20
_PROCESSES = 2
# Of what it writes, in blocks of 512 bytes; a limit of the shell, for it holds from the first byte.
_BLOCKS = 20_000
_LOG_BYTES = 1_000_000
_NAME = "fragment"
_INSTALL = "on Debian, install texlive-latex-base and texlive-pictures"
_BEGIN = "\\begin{document}"
# A piece of a book may hold the end of one of its files and the beginning of the next one: they
# are passed where nothing is open. What it inputs is not there.
_BEGINNING = r"""
\begin{document}
\makeatletter
\let\rnnwriter@end\enddocument
\def\document{\endgroup}
\def\enddocument{\begingroup}
\renewcommand{\input}[1]{}
\makeatother
"""
_ENDING = r"""
\csname rnnwriter@end\endcsname
"""
_ERROR = re.compile(
    r"^! (?P<message>[^\n]*)(?:.*?^l\.(?P<line>\d+) (?P<read>[^\n]*))?",
    re.MULTILINE | re.DOTALL,
)
_PARTICULAR = re.compile(r"\\(?:begin|end)\{[^}]*\}|on input line \d+|`[^']*'|\\[A-Za-z@]+")
_UNDEFINED = "Undefined control sequence."
_LAST_COMMAND = re.compile(r"\\(?:[A-Za-z@]+|.)\Z")


class NotInstalledError(UserError):
    """There is no TeX, or one that lacks packages."""


@dataclass(frozen=True)
class Compiled:
    """What became of a fragment. error: what TeX first stopped at, as it says, "" when nothing.
    line: of the fragment, from 1 on, as far as TeX had read it; 0 and "" when it does not say.
    """

    error: str = ""
    line: int = 0
    read: str = ""

    @property
    def sound(self) -> bool:
        """Whether it compiled."""
        return not self.error

    @property
    def kind(self) -> str:
        """The error without what is particular to its place, but for a command not defined."""
        if self.error == _UNDEFINED and (command := _LAST_COMMAND.search(self.read)):
            return f"Undefined control sequence {command.group()}"
        return _PARTICULAR.sub(_general, self.error)


def _general(match: re.Match[str]) -> str:
    found = match.group()
    if found.startswith(("\\begin", "\\end")):
        return f"{found.partition('{')[0]}{{...}}"
    return "on input line ..." if found.startswith("on ") else "..."


def own_preamble() -> str:
    """The preamble that comes with the program."""
    return resources.files("rnnwriter.evaluation").joinpath("preamble.tex").read_text("utf-8")


def preamble_of(path: Path) -> str:
    """What stands in `path` before the document begins; raises UserError when it cannot be read."""
    return read_text(path).text.partition(_BEGIN)[0]


class Tex:
    """An engine that was found, with the preamble that fragments are compiled in."""

    def __init__(self, program: str, preamble: str, seconds: int = SECONDS) -> None:
        """program: the path of an engine. seconds: at most, for each fragment."""
        self.name = Path(program).stem
        self._seconds = seconds
        self._program = program
        self._before = preamble.rstrip("\n") + _BEGINNING

    def compiled(self, fragments: Sequence[str]) -> list[Compiled]:
        """Each of `fragments` on its own, two at a time."""
        with ThreadPoolExecutor(_PROCESSES) as pool:
            return list(pool.map(self._compile, fragments))

    def _compile(self, fragment: str) -> Compiled:
        with tempfile.TemporaryDirectory(prefix="rnnwriter-") as name:
            folder = Path(name)
            text = f"{self._before}{fragment}{_ENDING}"
            source = folder / f"{_NAME}.tex"
            source.write_bytes(text.encode("utf-8", errors="replace"))
            command = [self._program, _ENGINES[self.name], *_OPTIONS, source.name]
            status = _run(command, folder, self._seconds)
            if status is None:
                return Compiled(f"no end within {self._seconds} seconds")
            if status == 0:
                return Compiled()
            return self._stopped(folder / f"{_NAME}.log", status)

    def _stopped(self, log: Path, status: int) -> Compiled:
        """What the first error in `log` says, after an exit with `status`."""
        try:
            with log.open("rb") as file:
                said = file.read(_LOG_BYTES).decode("utf-8", errors="replace")
        except FileNotFoundError:
            said = ""
        error = _ERROR.search(said)
        if error is None:
            how = f"with status {status}" if status > 0 else f"by signal {-status}"
            return Compiled(f"ended {how}")
        line = int(error["line"] or 0) - self._before.count("\n")
        return Compiled(error["message"], max(line, 0), error["read"] or "")


def _run(command: Sequence[str], folder: Path, seconds: int) -> int | None:
    """The exit status of `command` in `folder`, None when it took longer."""
    if os.name == "posix":
        limits = f'ulimit -c 0; ulimit -f {_BLOCKS}; ulimit -t {seconds}; exec "$@"'
        command = ["/bin/sh", "-c", limits, "sh", *command]
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **_ENVIRONMENT, "TEXMFOUTPUT": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return None


def find_tex(preamble: str | None = None) -> Tex:
    """A TeX with `preamble`, or with the one that comes with the program.

    Raises NotInstalledError when there is none, or when it lacks what our preamble needs; UserError
    when it does not compile `preamble` alone.
    """
    program = next(filter(None, map(shutil.which, _ENGINES)), None)
    if program is None:
        raise NotInstalledError(f"no TeX is installed ({' or '.join(_ENGINES)}); {_INSTALL}")
    tex = Tex(program, own_preamble() if preamble is None else preamble)
    (empty,) = tex.compiled(["Nothing."])
    if empty.sound:
        return tex
    if preamble is None:
        raise NotInstalledError(f"{tex.name} lacks what fragments need: {empty.error}; {_INSTALL}")
    raise UserError(
        f"{tex.name} does not compile the preamble, and stops at: {empty.error}; give one that"
        " compiles on its own"
    )
