"""What a person has said not to read: .gitignore, .rnnwriterignore, Obsidian's settings, patterns.

As in git, the file nearest to a note decides, and in it the last pattern that matches.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnnwriter.bounded import open_plain
from rnnwriter.errors import UserError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

IGNORE_FILES = (".rnnwriterignore", ".gitignore")
TEMPLATE_FOLDERS = frozenset(["templates", "_templates"])
_MOST_BYTES = 100_000
_STARS = re.compile(r"\*\*+")
_MOST_STARS, _LONGEST_PATTERN = 2, 500
# In the expressions that pathspec makes of patterns.
_STAR = "[^/]*"
# Repetitions, and such of a group, in a regular expression.
_REPEATS = re.compile(r"[*+{]")
_NESTED = re.compile(r"\)[*+{]")
_MOST_REPEATS, _LONGEST_PATH = 2, 300


def spec_of(patterns: Iterable[str]) -> "GitIgnoreSpec":
    """`patterns` as in .gitignore. Raises UserError naming one that is none."""
    from pathspec import GitIgnoreSpec

    patterns = list(patterns)
    for pattern in patterns:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except (ValueError, re.error) as error:
            raise UserError(
                f"the pattern {pattern!r} is not one that .gitignore knows: {error}"
            ) from error
    return GitIgnoreSpec.from_lines(patterns)


def _lines(file: Path) -> list[str]:
    try:
        with open_plain(file) as opened:
            return opened.read(_MOST_BYTES).decode("utf-8", "surrogateescape").splitlines()
    except OSError:
        return []


def _json(file: Path) -> dict[str, Any]:
    try:
        with open_plain(file) as opened:
            values = json.loads(opened.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _usable(lines: Iterable[str]) -> "GitIgnoreSpec":
    """The patterns among `lines`; what is none is passed over, as git does."""
    from pathspec import GitIgnoreSpec

    patterns: list[str] = []
    for line in lines:
        bounded = _bounded(line)
        try:
            GitIgnoreSpec.from_lines([bounded])
        except (ValueError, re.error, RecursionError, OverflowError):
            continue
        patterns.append(bounded)
    return GitIgnoreSpec(map(_forward, GitIgnoreSpec.from_lines(patterns).patterns))


def _bounded(pattern: str) -> str:
    """A pattern of anybody's file that can be matched in a short time.

    Each "**" is tried at each folder of a path. A pattern with more than two, which nobody needs,
    ends after the second one: then it leaves out more. One that takes back an exclusion is left
    out itself, as is one that is longer than any name.
    """
    stars = list(_STARS.finditer(pattern))
    if len(pattern) > _LONGEST_PATTERN or (len(stars) > _MOST_STARS and pattern.startswith("!")):
        return ""
    return pattern[: stars[_MOST_STARS - 1].end()] if len(stars) > _MOST_STARS else pattern


def _forward(pattern: "GitIgnoreSpecPattern") -> "GitIgnoreSpecPattern":
    """The same pattern, that never goes back to a star before the last one.

    What stands between two stars is best found where it comes first, for the second star takes
    whatever is left; otherwise each star would be tried at each place that the others leave.
    """
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    if pattern.regex is None or pattern.include is None:
        return pattern
    first, *others = pattern.regex.pattern.split(_STAR)
    expression = first
    loose = 0
    for number, part in enumerate(others, 1):
        if number == len(others) or ("(?:" in part and loose < _MOST_STARS):
            # What "**" has become may end in several places.
            expression += _STAR + part
            loose += 1
        else:
            expression += f"(?>{_STAR}?{part})"
    return GitIgnoreSpecPattern(re.compile(expression), pattern.include)


def _matches(expression: str, path: str) -> bool:
    """Whether an expression of anybody's settings is found in `path`. One that could take for ever,
    because it repeats what repeats, or repeats often, matches everything: nothing is read that may
    have been meant.
    """
    if len(_REPEATS.findall(expression)) > _MOST_REPEATS or _NESTED.search(expression):
        return True
    try:
        return re.search(expression, path[:_LONGEST_PATH]) is not None
    except (re.error, RecursionError, OverflowError):
        return False


@dataclass(frozen=True)
class _Vault:
    """A folder that Obsidian opens: what it excludes from its searches, and its templates."""

    filters: tuple[str, ...]
    templates: tuple[str, ...]

    def reason(self, path: str) -> str | None:
        for folder in self.templates:
            if path == folder or path.startswith(f"{folder}/"):
                return "a template"
        for wanted in self.filters:
            if len(wanted) > 2 and wanted.startswith("/") and wanted.endswith("/"):
                found = _matches(wanted[1:-1], path)
            else:
                found = path == wanted.rstrip("/") or path.startswith(wanted)
            if found:
                return "excluded in Obsidian"
        return None


def _vault(folder: Path) -> _Vault | None:
    settings = folder / ".obsidian"
    if not settings.is_dir():
        return None
    filters = _json(settings / "app.json").get("userIgnoreFilters")
    templates = (
        _json(settings / "templates.json").get("folder"),
        _json(settings / "plugins" / "templater-obsidian" / "data.json").get("templates_folder"),
    )
    return _Vault(
        tuple(text for text in filters if isinstance(text, str) and text)
        if isinstance(filters, list)
        else (),
        tuple(text.strip("/") for text in templates if isinstance(text, str) and text.strip("/")),
    )


class Rules:
    """Why a path under a folder is not to be read. Folders are looked at once each."""

    def __init__(self, root: Path, exclude: "GitIgnoreSpec"):
        self._root = root
        self._exclude = exclude
        self._specs: dict[Path, list[tuple[str, GitIgnoreSpec]]] = {}
        self._vaults: dict[Path, _Vault | None] = {}
        self._above = self._enclosing()

    def _enclosing(self) -> list[Path]:
        """The folders above the root as far as its repository or vault reaches, outermost first.

        None when they ignore the root itself: who names a folder wants it read.
        """
        folders: list[Path] = []
        folder = self._root
        while folder.parent != folder:
            if (folder / ".git").exists() or (folder / ".obsidian").is_dir():
                folders = [*reversed(folder_list(self._root, folder))]
            folder = folder.parent
        if folders and self._ruled(self._root, folders, is_folder=True):
            return []
        return folders

    def reason(self, path: Path, *, is_folder: bool) -> str | None:
        """Why `path`, below the root, is not read; None when it is."""
        inside = path.relative_to(self._root).as_posix()
        if self._exclude.match_file(inside + "/" * is_folder):
            return "excluded by a pattern of yours"
        below: list[Path] = []
        folder = path.parent
        while folder != self._root and self._root in folder.parents:
            below.append(folder)
            folder = folder.parent
        folders = [*self._above, self._root, *reversed(below)]
        return self._ruled(path, folders, is_folder=is_folder)

    def _ruled(self, path: Path, folders: list[Path], *, is_folder: bool) -> str | None:
        """Why `path` is not read by the rules in `folders`, outermost first."""
        for folder in reversed(folders):
            inside = path.relative_to(folder).as_posix()
            vault = self._vault(folder)
            reason = vault.reason(inside) if vault else None
            if reason:
                return reason
        for folder in reversed(folders):
            inside = path.relative_to(folder).as_posix() + "/" * is_folder
            for name, spec in self._spec(folder):
                include = spec.check_file(inside).include
                if include is not None:
                    if include:
                        return f"ignored by {name}"
                    return None
        return None

    def _vault(self, folder: Path) -> _Vault | None:
        if folder not in self._vaults:
            self._vaults[folder] = _vault(folder)
        return self._vaults[folder]

    def _spec(self, folder: Path) -> "list[tuple[str, GitIgnoreSpec]]":
        if folder not in self._specs:
            found: list[tuple[str, GitIgnoreSpec]] = []
            for name in IGNORE_FILES:
                lines = _lines(folder / name) if (folder / name).is_file() else []
                if lines:
                    found.append((name, _usable(lines)))
            self._specs[folder] = found
        return self._specs[folder]


def folder_list(inner: Path, outer: Path) -> list[Path]:
    """The folders above `inner` up to `outer`, innermost first; `inner` itself is left out."""
    folders: list[Path] = []
    folder = inner
    while folder != outer:
        folder = folder.parent
        folders.append(folder)
    return folders
