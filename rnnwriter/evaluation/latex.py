"""LaTeX source as nested pairs: environments, braces, formulas; what is open, what would close it.

A scanner, no TeX: macros are not expanded. It knows comments, verbatim text, escaped characters,
that a formula ends with its paragraph, and that a dollar inside `\\text{...}` begins a formula of
its own. `\\begin{document}` and `\\end{document}` are passed over, for pieces of a book may hold
where one of its files ends and the next one begins.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["environment", "brace", "text brace", "$", "$$", "\\(", "\\[", "\\left"]

_TOKEN = re.compile(
    r"""
      %[^\n]*
    | \\begin\s*\{(?P<begin>[^{}$%\\\n]*)\}
    | \\end\s*\{(?P<end>[^{}$%\\\n]*)\}
    | \\verb\*?(?P<mark>[^\sA-Za-z*])[^\n]*?(?P=mark)
    | (?P<command>\\(?:[A-Za-z]+\*?|.))
    | (?P<character>[{}$])
    | (?P<paragraph>\n[ \t]*\n)
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMULAS: tuple[Kind, ...] = ("$", "$$", "\\(", "\\[")
_BEGINS: dict[str, Kind] = {"\\(": "\\(", "\\[": "\\["}
_ENDS: dict[str, Kind] = {"\\)": "\\(", "\\]": "\\["}
_VERBATIM = ("verbatim", "verbatim*", "lstlisting", "comment")
_LISTS = ("enumerate", "itemize", "description")
# What follows in braces is text, also inside a formula.
_TEXTUAL = frozenset(
    "\\" + name
    for name in (
        *("text", "textit", "textbf", "textrm", "textsf", "texttt", "textsc", "emph", "mbox"),
        *("hbox", "vbox", "vcenter", "fbox", "footnote", "intertext", "tag", "label", "section"),
    )
)
# A last line that is longer is cut at its last blank instead.
_LAST_LINE = 200


@dataclass(frozen=True)
class Pairs:
    """Beginnings of one kind and what became of them. closed: by their own end, in proper nesting.
    open: when the text ended. wrong: ended by something else. stray: ends of nothing.
    """

    begun: int = 0
    closed: int = 0
    open: int = 0
    stray: int = 0

    @property
    def wrong(self) -> int:
        """Beginnings that something else ended."""
        return self.begun - self.closed - self.open

    @property
    def closed_of_ended(self) -> float:
        """The share closed of those that were not open when the text ended; 1 of none."""
        ended = self.begun - self.open
        return self.closed / ended if ended else 1.0

    @property
    def closed_of_all(self) -> float:
        """The share closed of all; 1 of none."""
        return self.closed / self.begun if self.begun else 1.0


@dataclass(frozen=True)
class Balance:
    """environments: by `\\begin` and `\\end`. braces: unescaped. formulas: by dollars, single and
    double, and by `\\(` and `\\[`.
    """

    environments: Pairs
    braces: Pairs
    formulas: Pairs


@dataclass
class _Open:
    """Something begun. name: of an environment. items: whether a list has one."""

    kind: Kind
    name: str = ""
    items: bool = False

    @property
    def closing(self) -> str:
        """What ends it; what stands before ends with a line end or with another such."""
        match self.kind:
            case "environment":
                item = "\\item\n" if self.name in _LISTS and not self.items else ""
                return f"{item}\\end{{{self.name}}}\n"
            case "brace" | "text brace":
                return "}"
            case "$":
                return "$"
            case "$$":
                return "$$\n"
            case "\\(":
                return "\\)"
            case "\\[":
                return "\\]\n"
            case "\\left":
                return "\\right."


@dataclass
class _Count:
    begun: int = 0
    closed: int = 0
    stray: int = 0


@dataclass
class _Scanner:
    """Reads a text from its beginning; `stack` is what is open where it stands."""

    stack: list[_Open] = field(default_factory=list)
    environments: _Count = field(default_factory=_Count)
    braces: _Count = field(default_factory=_Count)
    formulas: _Count = field(default_factory=_Count)

    def read(self, text: str) -> None:
        at = 0
        textual = False
        while match := _TOKEN.search(text, at):
            at = match.end()
            # Blanks between a command and its brace do not matter.
            before, textual = textual and not text[at : match.start()].strip(), False
            if (name := match["begin"]) is not None:
                self._begin(name)
                if name in _VERBATIM:
                    end = text.find(f"\\end{{{name}}}", at)
                    at = len(text) if end < 0 else end
            elif (name := match["end"]) is not None:
                self._end(name)
            elif command := match["command"]:
                textual = command in _TEXTUAL
                self._command(command)
            elif match["character"] == "{":
                self.braces.begun += 1
                self.stack.append(_Open("text brace" if before else "brace"))
            elif match["character"] == "}":
                self._close_brace()
            elif match["character"] == "$":
                at += self._dollar(double=text.startswith("$$", match.start()))
            elif match["paragraph"]:
                # The second line end may begin another empty line.
                at -= 1
                self._paragraph()

    def _begin(self, name: str) -> None:
        if name != "document":
            self.environments.begun += 1
            self.stack.append(_Open("environment", name))

    def _end(self, name: str) -> None:
        """Ends what is open by this name; by a wrong name, the innermost environment."""
        if name == "document":
            return
        environments = [at for at, one in enumerate(self.stack) if one.kind == "environment"]
        own = [at for at in environments if self.stack[at].name == name]
        if own:
            self.environments.closed += 1
        elif not environments:
            self.environments.stray += 1
            return
        del self.stack[(own or environments)[-1] :]

    def _command(self, command: str) -> None:
        if command == "\\item":
            for one in reversed(self.stack):
                if one.kind == "environment":
                    one.items = True
                    break
        elif command == "\\left":
            self.stack.append(_Open("\\left"))
        elif command == "\\right":
            if self.stack and self.stack[-1].kind == "\\left":
                self.stack.pop()
        elif command in _BEGINS:
            self._formula(_BEGINS[command])
        elif command in _ENDS:
            inside = self._inside()
            if inside is not None and self.stack[inside].kind == _ENDS[command]:
                self.formulas.closed += 1
                del self.stack[inside:]
            else:
                self.formulas.stray += 1

    def _formula(self, kind: Kind) -> None:
        self.formulas.begun += 1
        self.stack.append(_Open(kind))

    def _inside(self) -> int | None:
        """The place in the stack of the formula that the next character belongs to."""
        for at in range(len(self.stack) - 1, -1, -1):
            if self.stack[at].kind in _FORMULAS:
                return at
            if self.stack[at].kind in ("environment", "text brace"):
                break
        return None

    def _dollar(self, *, double: bool) -> int:
        """Begins or ends a formula; returns how many more characters belong to it."""
        inside = self._inside()
        kind = self.stack[inside].kind if inside is not None else None
        if kind == "$":
            double = False
            self.formulas.closed += 1
        elif kind == "$$" and double:
            self.formulas.closed += 1
        elif kind is None:
            self._formula("$$" if double else "$")
        if inside is not None:
            del self.stack[inside:]
        return int(double)

    def _close_brace(self) -> None:
        for at in range(len(self.stack) - 1, -1, -1):
            if self.stack[at].kind in ("brace", "text brace"):
                self.braces.closed += 1
                del self.stack[at:]
                return
            if self.stack[at].kind == "environment":
                break
        self.braces.stray += 1

    def _paragraph(self) -> None:
        """An empty line, which no formula goes over."""
        for at, one in enumerate(self.stack):
            if one.kind in _FORMULAS:
                if all(other.kind != "environment" for other in self.stack[at:]):
                    del self.stack[at:]
                return

    def pairs(self, count: _Count, kinds: Iterable[Kind]) -> Pairs:
        still = sum(one.kind in kinds for one in self.stack)
        return Pairs(count.begun, count.closed, still, count.stray)


def _scanned(text: str) -> _Scanner:
    scanner = _Scanner()
    scanner.read(text)
    return scanner


def balance(text: str) -> Balance:
    """What is begun and closed in `text`."""
    scanner = _scanned(text)
    return Balance(
        environments=scanner.pairs(scanner.environments, ("environment",)),
        braces=scanner.pairs(scanner.braces, ("brace", "text brace")),
        formulas=scanner.pairs(scanner.formulas, _FORMULAS),
    )


def total(pairs: Iterable[Pairs]) -> Pairs:
    """All of `pairs` together."""
    listed = list(pairs)
    return Pairs(
        begun=sum(one.begun for one in listed),
        closed=sum(one.closed for one in listed),
        open=sum(one.open for one in listed),
        stray=sum(one.stray for one in listed),
    )


def closed(text: str) -> str:
    """`text` without its last line, where that is cut short, and with what is open closed.

    What a text of a fixed length is cut in the middle of is not its fault. Nothing is open in the
    result; what was wrong before stays wrong.
    """
    whole = _whole_lines(text)
    # An index whose own line is cut off.
    if whole.rstrip()[-1:] in ("_", "^"):
        whole = f"{whole.rstrip()}{{}}\n"
    text = whole + "".join(one.closing for one in reversed(_scanned(whole).stack))
    return text if not text or text.endswith("\n") else text + "\n"


def _whole_lines(text: str) -> str:
    """`text` up to its last line end, or its last blank where that line is long; ends a line."""
    if text.endswith("\n"):
        return text
    end = text.rfind("\n") + 1
    if len(text) - end > _LAST_LINE or not end:
        end = max(text.rfind(" ") + 1, end)
    whole = text[:end]
    return whole if not whole or whole.endswith("\n") else whole + "\n"
