"""One entry of the settings changed in its file; comments, order and every other line stay.

tomlkit edits entries that are there. New ones are put where they belong by hand, because tomlkit
would put them between a table and the comment above it. Whatever comes out is read as the settings
are before it is written, and holds the change and nothing else, or the file stays as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Comment, Table, Whitespace

from rnnwriter.bounded import text_bounded
from rnnwriter.errors import UserError
from rnnwriter.files import write_bytes
from rnnwriter.paths import private_folder
from rnnwriter.settings import Settings, changed
from rnnwriter.toml import MOST_BYTES, parsed

DEFAULTS: Mapping[str, Any] = {one.name: getattr(Settings(), one.name) for one in fields(Settings)}
_TRIES = 5


@dataclass(frozen=True)
class Change:
    """What becomes of one entry.

    name: of a setting. value: as in `Settings`; None takes the entry out, so that the default
    holds. key: which entry of the table `name` is meant, "" where the setting is no table.
    """

    name: str
    value: Any
    key: str = ""

    def on(self, settings: Settings) -> Settings:
        """`settings` with this change."""
        value: Any = DEFAULTS[self.name] if self.value is None else self.value
        if self.key:
            table = getattr(settings, self.name)
            value = {key: of for key, of in table.items() if key != self.key}
            if self.value is not None:
                value[self.key] = self.value
        return replace(settings, **{self.name: value})


@dataclass(frozen=True)
class Written:
    """A change that the file has: the settings in it now, and its text before and after; None
    where there is no file.
    """

    change: Change
    settings: Settings
    before: str | None = field(repr=False)
    after: str | None = field(repr=False)


def write(path: Path, change: Change) -> Written:
    """Make `change` in the file at `path`, as it is on the disk now.

    Raises UserError, one sentence, and leaves the file as it is, when it cannot be read, is not
    valid, or cannot be written.
    """

    def make(text: str | None) -> str | None:
        after = edited(text or "", change, str(path))
        return text if after == (text or "") else after

    return _rewritten(path, change, make)


def take_back(path: Path, written: Written) -> Written:
    """Undo a change: the text as it was; where others changed it since, only the entry.

    Raises UserError as `write` does.
    """
    before = _plain(written.before or "", str(path))
    table = before.get(written.change.name) if written.change.key else before
    entry = table.get(written.change.key or written.change.name) if table else None
    value = tuple(entry) if isinstance(entry, list) else entry
    back = Change(written.change.name, value, written.change.key)

    def make(text: str | None) -> str | None:
        if text == written.after:
            return written.before
        return edited(text or "", back, str(path))

    return _rewritten(path, back, make)


def _rewritten(path: Path, change: Change, make: Callable[[str | None], str | None]) -> Written:
    for _ in range(_TRIES):
        before = _text(path)
        after = make(before)
        settings = changed(Settings(), _plain(after or "", str(path)), str(path))
        if _text(path) != before:
            # Somebody was quicker; theirs is edited.
            continue
        if after is None and before is not None:
            _remove(path)
        elif after is not None and after != before:
            _write(path, after)
        return Written(change, settings, before, after)
    raise UserError(f"{path} is changed by another program all the time; try again later")


def _write(path: Path, text: str) -> None:
    try:
        private_folder(path.parent)
        data = text.encode()
    except UnicodeEncodeError:
        raise UserError(f"{path} cannot hold such characters; write something else") from None
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}") from error
    write_bytes(path, data, private=True)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"{path} cannot be removed: {error.strerror or error}") from error


def _text(path: Path) -> str | None:
    try:
        return text_bounded(path, MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise UserError(f"{path} is not valid TOML ({error}); mend or remove it") from error


def _plain(text: str, where: str) -> dict[str, Any]:
    try:
        return parsed(text)
    except ValueError as error:
        raise UserError(f"{where} is not valid TOML ({error}); mend or remove it") from error


def edited(text: str, change: Change, where: str = "the settings") -> str:
    """`text`, the TOML of some settings, with `change` in it.

    A default is written only over an entry that is there. Raises UserError, naming `where`, when
    the text is not valid, or cannot be edited without changing more of it.
    """
    before = changed(Settings(), _plain(text, where), where)
    wanted = change.on(before)
    entries = _plain(text, where)
    inner = entries.get(change.name, {}) if change.key else entries
    there = (change.key or change.name) in inner
    default = None if change.key else DEFAULTS[change.name]
    if not there and (change.value is None or change.value == default):
        return text
    candidates: list[Callable[[], str]]
    if there:
        candidates = [
            lambda: _with_entry(text, change, in_place=True),
            lambda: _with_entry(text, change, in_place=False),
        ]
    else:
        candidates = [lambda: _with_new(text, change), lambda: _with_entry(text, change)]
    for candidate in candidates:
        # Whatever tomlkit cannot do, the file stays as it is.
        with suppress(Exception):
            made = candidate()
            if changed(Settings(), parsed(made), where) == wanted:
                return made
    raise UserError(f"{where} cannot be changed without changing more of it; edit it yourself")


def _with_entry(text: str, change: Change, *, in_place: bool = False) -> str:
    """`text` with the entry set by tomlkit, or taken out. in_place: a list keeps its lines."""
    document = tomlkit.parse(text)
    if tomlkit.dumps(document) != text:
        raise ValueError("tomlkit does not give back what it read")
    table: Any = document[change.name] if change.key else document
    name = change.key or change.name
    old = table.get(name)
    if change.value is None:
        del table[name]
    elif in_place and isinstance(old, Array):
        _change_list(old, change.value)
    else:
        table[name] = _plain_value(change.value)
    return tomlkit.dumps(document)


def _change_list(old: Array, new: Sequence[str]) -> None:
    """Change what differs, from the end, so that places hold."""
    steps = SequenceMatcher(None, list(old), list(new), autojunk=False).get_opcodes()
    for _, begin, end, new_begin, new_end in reversed(
        [step for step in steps if step[0] != "equal"]
    ):
        for at in reversed(range(begin, end)):
            del old[at]
        for offset, one in enumerate(new[new_begin:new_end]):
            old.insert(begin + offset, one)


def _with_new(text: str, change: Change) -> str:
    """`text` with a new entry among those of its table, before what follows them."""
    end = "\r\n" if "\r\n" in text else "\n"
    line = f"{_toml(change)}{end}"
    if not change.key:
        place, apart = _place(text)
        head, tail = text[:place], text[place:]
        if head and not head.endswith("\n"):
            head += end
        return f"{head}{line}{end if apart else ''}{tail}"
    if change.name in tomlkit.parse(text):
        return _with_entry(text, change)
    if text and not text.endswith("\n"):
        text += end
    return f"{text}{end if text else ''}[{change.name}]{end}{line}"


def _toml(change: Change) -> str:
    value = tomlkit.item(_plain_value(change.value))
    return f"{tomlkit.key(change.key or change.name).as_string()} = {value.as_string()}"


def _plain_value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _place(text: str) -> tuple[int, bool]:
    """Where in `text` a new entry begins, and whether a blank line is to follow it.

    That is after the last entry before the first table; where there is no table, at the end.
    """
    at = after_entry = after_blank = 0
    body = tomlkit.parse(text).body
    for key, item in body:
        if isinstance(item, Table | AoT):
            break
        if key is None:
            at += len(item.as_string())
            if isinstance(item, Whitespace):
                after_blank = at
            assert isinstance(item, Whitespace | Comment)
        else:
            trivia = item.trivia
            parts = (
                trivia.indent,
                key.as_string(),
                key.sep,
                item.as_string(),
                trivia.comment_ws,
                trivia.comment,
                trivia.trail,
            )
            at += len("".join(parts))
            after_entry = at
    else:
        return len(text), False
    return (after_entry, False) if after_entry else (after_blank, True)
