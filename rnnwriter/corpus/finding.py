"""Which files are read: folders, files and patterns such as ~/notes/**/*.md.

A file that is named is read whatever rules say. Links to folders are not followed, for they may
lead anywhere; a file that is reached twice is read once.
"""

import fnmatch
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rnnwriter.corpus.ignoring import TEMPLATE_FOLDERS, Rules, spec_of
from rnnwriter.corpus.messages import MAIL_SUFFIXES
from rnnwriter.corpus.reading import Reading
from rnnwriter.errors import UserError

SUFFIXES = (".md", ".markdown", ".txt", ".org", ".rst", ".tex", ".fountain")
# One in the other.
_MOST_FOLDERS = 100
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True)
class Skipped:
    """A file or folder that was not read, and why in a few words."""

    path: Path
    reason: str


@dataclass(frozen=True)
class Found:
    """A file to read. named: given by the person, not found in a folder."""

    path: Path
    named: bool


def find(paths: Iterable[Path], reading: Reading) -> Iterator[Found | Skipped]:
    """The files in `paths`, in a stable order, each once.

    Raises UserError when a path does not exist or a pattern matches nothing.
    """
    exclude = spec_of(reading.exclude)
    seen: set[tuple[int, int]] = set()
    given: set[tuple[Path, bool]] = set()
    for path in paths:
        path = _home(path)
        found: Iterator[Found | Skipped]
        if path.is_dir():
            found = _in_folder(path, Rules(path.absolute(), exclude), reading, None)
        elif _exists(path):
            found = iter([Found(path, named=True)])
        elif _MAGIC.search(str(path)):
            found = _matching(path, exclude, reading)
        else:
            raise UserError(f"{path} does not exist; give a folder of notes or a text file")
        for one in found:
            known = (one.path.absolute(), isinstance(one, Found))
            if known in given:
                continue
            given.add(known)
            yield one if isinstance(one, Skipped) else _once(one, seen)


def _home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _exists(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except (OSError, ValueError):
        return False


def _once(found: Found, seen: set[tuple[int, int]]) -> Found | Skipped:
    """`found`, unless it is no plain file, or one that was reached already by another name."""
    try:
        status = found.path.stat()
    except (OSError, ValueError):
        return Skipped(found.path, "unreadable")
    if not stat.S_ISREG(status.st_mode):
        return Skipped(found.path, "not a plain file")
    identity = (status.st_dev, status.st_ino)
    if status.st_ino and identity in seen:
        return Skipped(found.path, "the same file as another")
    seen.add(identity)
    return found


def _in_folder(
    folder: Path, rules: Rules, reading: Reading, wanted: re.Pattern[str] | None
) -> Iterator[Found | Skipped]:
    """The notes below `folder`; wanted: what their whole paths must match, in place of a suffix."""
    unreadable: list[Skipped] = []
    depth = len(folder.parts)

    def refuse(error: OSError) -> None:
        unreadable.append(Skipped(Path(error.filename or folder), "unreadable folder"))

    for parent_name, folders, names in os.walk(folder, onerror=refuse):
        parent = Path(parent_name)
        if len(parent.parts) - depth >= _MOST_FOLDERS:
            # Nobody keeps notes there; and `os.walk` calls itself for each.
            for name in folders:
                yield Skipped(parent / name, "too deep")
            folders.clear()
        entered: list[str] = []
        for name in sorted(folders):
            path = parent / name
            reason = _folder_reason(path, rules)
            if reason is None:
                entered.append(name)
            elif wanted is None or wanted.match(str(path)):
                yield Skipped(path, reason)
        folders[:] = entered
        for name in sorted(names):
            path = parent / name
            if wanted is not None and not _wanted(path, wanted):
                continue
            reason = _file_reason(path, rules, reading, any_suffix=wanted is not None)
            yield Skipped(path, reason) if reason else Found(path, named=False)
        yield from unreadable
        unreadable.clear()
    yield from unreadable


def _folder_reason(path: Path, rules: Rules) -> str | None:
    if path.name.startswith("."):
        return "hidden"
    if path.is_symlink():
        return "a link to a folder"
    if path.name.lower() in TEMPLATE_FOLDERS:
        return "a template"
    return rules.reason(path.absolute(), is_folder=True)


def _file_reason(path: Path, rules: Rules, reading: Reading, *, any_suffix: bool) -> str | None:
    if path.name.startswith("."):
        return "hidden"
    suffix = path.suffix.lower()
    if suffix in MAIL_SUFFIXES and not reading.mail:
        return "mail"
    if suffix not in (*SUFFIXES, *MAIL_SUFFIXES) and not any_suffix:
        return "not a note (by its suffix)"
    return rules.reason(path.absolute(), is_folder=False)


def _wanted(path: Path, pattern: re.Pattern[str]) -> bool:
    """Whether a pattern matches a file, or a folder that it is in."""
    return any(pattern.match(str(part)) for part in (path, *path.parents))


def _matching(pattern: Path, exclude: "object", reading: Reading) -> Iterator[Found | Skipped]:
    """The files that a pattern such as notes/**/*.md matches, without those that rules exclude."""
    parts = pattern.parts
    first = next(number for number, part in enumerate(parts) if _MAGIC.search(part))
    base = Path(*parts[:first]) if first else Path()
    found = False
    if base.is_dir():
        rules = Rules(base.absolute(), exclude)  # type: ignore[arg-type]
        expression = _expression(parts[first:], base)
        for one in _in_folder(base, rules, reading, expression):
            found = True
            yield one
    if not found:
        raise UserError(f"nothing matches {pattern}; give a folder of notes or a text file")


def _expression(parts: tuple[str, ...], base: Path) -> re.Pattern[str]:
    """A regular expression for the paths below `base` that the pattern of `parts` matches."""
    text = "" if base == Path() else re.escape(str(base)).rstrip("/") + "/"
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "**":
            text += ".*" if last else "(?:[^/]+/)*"
            continue
        one = fnmatch.translate(part).removeprefix("(?s:").removesuffix(r")\Z").removesuffix(r")\z")
        text += one.replace(".*", "[^/]*") + ("" if last else "/")
    return re.compile(text.replace("/", "[/\\\\]") if os.sep == "\\" else text + r"\Z")
