"""What came of a training, measured on notes that it never saw, and said in words for a person."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from rnnwriter.plain import made
from rnnwriter.training.events import End

_ENDS: Mapping[End, str] = {
    "budget": "It used its time",
    "kept": "It was ended early, as wished",
    "hopeless": "It ended early, because it only got worse on the notes kept apart",
}


@dataclass(frozen=True)
class Measured:
    """A model on the documents kept apart. bits, bits_cold_256: per character, of the network, as
    `evaluation.bits` defines them. savings: of keys, with the 95 % interval over documents.
    """

    bits: float
    bits_cold_256: float
    savings: float
    savings_interval_95: tuple[float, float]


@dataclass(frozen=True)
class Memorised:
    """Of greedy continuations of places in the training texts, how many repeat them for `length`
    characters.
    """

    continuations: int
    length: int
    repeated: int


@dataclass(frozen=True)
class Report:
    """before, after: of the model that training began with (None from scratch), and of its result.

    bits are of all documents kept apart; savings of those that the memory was not fitted on, if
    there are two or more, and `typed` characters of them. left_out: files by reason. removed:
    characters by kind. secrets: lines by kind. minutes: of training.
    """

    name: str
    parent: str
    before: Measured | None
    after: Measured
    end: End
    minutes: float
    characters_seen: int
    documents: int
    characters: int
    kept_apart: int
    kept_apart_characters: int
    typed: int
    memorised: Memorised | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    removed: Mapping[str, int] = field(default_factory=dict)
    secrets: Mapping[str, int] = field(default_factory=dict)
    exposure: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Report":
        """The inverse of `values`; raises ValueError for anything else."""
        report = made(cls, values)
        said = report.exposure.get("sentences", []) if report.exposure else []
        if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
            raise ValueError("what was found of exposure is not said in sentences")
        return report

    def values(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def figures(report: Report) -> list[tuple[str, str, str]]:
    """A table: what was measured, before, after; "" before a training from scratch."""
    before, after = report.before, report.after
    return [
        ("", report.parent if before else "", report.name),
        (
            "bits per character",
            f"{before.bits:.3f}" if before else "",
            f"{after.bits:.3f}",
        ),
        ("keys saved", _savings(before) if before else "", _savings(after)),
    ]


def _savings(measured: Measured) -> str:
    low, high = (100 * end for end in measured.savings_interval_95)
    return f"{measured.savings:.1%} ({low:.0f}-{high:.0f})"


def sentences(report: Report) -> list[str]:
    """What the figures are of, how training ended, what was left out, what was learnt by heart."""
    said = [
        f"Measured on {_counted(report.kept_apart, 'document')}"
        f" ({report.kept_apart_characters:,} characters) that were never trained on; keys saved, in"
        f" {report.typed:,} characters of them, with the range that 95 % of such samples have.",
        f"{_ENDS[report.end]}: {report.minutes:.1f} minutes, {report.characters_seen:,} characters"
        f" read, of {_counted(report.documents, 'document')} with {report.characters:,}.",
    ]
    if report.secrets:
        kinds = _list(report.secrets)
        said.append(f"Lines left out because they hold something private: {kinds}.")
    if report.removed:
        said.append(f"Characters left out because they are no prose: {_list(report.removed)}.")
    if report.left_out:
        said.append(f"Files left out: {_list(report.left_out)}.")
    if memorised := report.memorised:
        said.append(
            f"Of {memorised.continuations} places in your notes, asked to go on,"
            f" {_one_of(memorised.repeated)} for {memorised.length} characters word for word."
        )
    if report.exposure:
        said += report.exposure.get("sentences", [])
    else:
        said.append(
            "How easily it would give away a secret that it had read is measured by"
            f" `rnnwriter eval exposure {report.name}`."
        )
    return said


def _one_of(count: int) -> str:
    if count == 0:
        return "it repeats none of them"
    return f"it repeats {count} of them"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _list(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    return ", ".join(f"{count:,} {what}" for what, count in ordered)
