"""Models as rows of a list, and what is said of one of them. Values in, what is drawn out."""

from dataclasses import dataclass

from rich.cells import set_cell_size
from textual.content import Content

from rnnwriter.engines.listing import Listed
from rnnwriter.printable import printable
from rnnwriter.training.following import View
from rnnwriter.training.report import Report
from rnnwriter.tui.training_screen import report_lines

_GAP = "  "
# Title and cells of each column; those that do not fit are left out from the right.
_COLUMNS = (
    ("Model", 20),
    ("", 11),
    ("Bits", 5),
    ("Weights", 7),
    ("Tokens", 10),
    ("Date", 10),
    ("Begun with", 16),
)
_NUMBERS = ("Bits", "Weights")
# Of what a model says of itself.
_MOST_CHARACTERS = 300


@dataclass(frozen=True)
class Entry:
    """Something that can suggest. in_training: whether a process teaches it just now."""

    listed: Listed
    in_training: bool = False

    @property
    def name(self) -> str:
        """Of the model, or of the engine."""
        return self.listed.name


def heading(cells: int) -> str:
    """The titles of the columns of `row`."""
    return _line([title for title, _ in _COLUMNS], cells)


def row(entry: Entry, suggests: str, marked: str, cells: int) -> Content:
    """A line of at most `cells`; suggests, marked: which one does, which one is."""
    listed, info = entry.listed, entry.listed.info
    if listed.problem:
        texts = [listed.name, "unusable"]
    elif info is None:
        texts = [listed.name, state(entry, suggests, marked), "", "", "an engine"]
    else:
        bits = info.figures.get("validation_bits")
        texts = [
            listed.name,
            state(entry, suggests, marked),
            "–" if bits is None else f"{bits:.3f}",
            millions(listed.parameters),
            "words" if info.vocabulary else "characters",
            info.created[:10],
            info.parent,
        ]
    return Content(_line(texts, cells))


def state(entry: Entry, suggests: str, marked: str) -> str:
    """What is going on with it, in a word or two."""
    if entry.name == suggests or _engine_of(suggests) == entry.name:
        return "suggests"
    if entry.name == marked:
        return "marked"
    return "in training" if entry.in_training else ""


def millions(count: int) -> str:
    """A number of weights, in brief."""
    if count < 1_000_000:
        return f"{count / 1_000:.0f} K"
    return f"{count / 1_000_000:.1f} M"


def _engine_of(name: str) -> str:
    """The engine in a name such as "dictionary:fr"; a model's name holds no colon."""
    return name.partition(":")[0] if ":" in name else ""


def _line(texts: list[str], cells: int) -> str:
    shown: list[str] = []
    for (title, width), text in zip(_COLUMNS, texts, strict=False):
        cells -= width + (len(_GAP) if shown else 0)
        if cells < 0:
            break
        text = printable(text[:_MOST_CHARACTERS])
        right = title in _NUMBERS
        shown.append(text.rjust(width) if right and len(text) < width else _fitted(text, width))
    return _GAP.join(shown).rstrip()


def _fitted(text: str, width: int) -> str:
    """`text` in so many cells, with a sign where it is cut."""
    fitted = set_cell_size(text, width)
    return fitted if fitted.rstrip() == text.rstrip() else set_cell_size(text, width - 1) + "…"


def detail(entry: Entry, suggests: str, report: Report | None) -> Content:
    """What a model says of itself, and the report of its last training."""
    listed, info = entry.listed, entry.listed.info
    head = [printable(listed.name)]
    if word := state(entry, suggests, ""):
        head.append(word)
    if entry.in_training and word != "in training":
        head.append("in training")
    lines = [Content.assemble((head[0], "bold"), ("   " + " · ".join(head[1:]), "$foreground 80%"))]
    if listed.problem:
        lines.append(Content.styled(printable(listed.problem), "$text-warning"))
    elif listed.engine is not None:
        package = f"{listed.engine.package} {listed.engine.version}"
        lines.append(Content(f"An engine of the package {printable(package)}."))
    elif info is not None:
        reads = (
            f"{len(info.vocabulary.words):,} words"
            if info.vocabulary
            else f"{len(info.alphabet)} characters"
        )
        bits = info.figures.get("validation_bits")
        facts = [f"reads {reads}", f"{listed.parameters:,} weights"]
        facts += [f"{bits:.3f} bits per character"] if bits is not None else []
        facts += [info.created[:10]] if info.created else []
        facts += [f"begun with {info.parent}"] if info.parent else []
        lines.append(_said(" · ".join(facts)))
        if info.trained_on:
            lines.append(_said(f"Trained on {info.trained_on}"))
        lines.append(Content(""))
        lines.append(
            report_lines(View(listed.name, report=report))
            if report is not None
            else Content.styled("There is no report of a training of it.", "$foreground 60%")
        )
    return Content("\n").join(lines)


def _said(text: str) -> Content:
    return Content(printable(text[:_MOST_CHARACTERS]))
