"""Changing the settings' file: what was changed is there, and nothing else has moved."""

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.errors import UserError
from rnnwriter.settings import RANGES, Settings, load_settings
from rnnwriter.settings_file import DEFAULTS, Change, edited, take_back, write
from rnnwriter.tui.actions import ACTIONS

HINTS = get_type_hints(Settings)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def values_of(name: str) -> st.SearchStrategy[Any]:
    """What the setting `name` may be."""
    kind = HINTS[name]
    if get_origin(kind) is tuple:
        known = get_args(get_args(kind)[0])
        one = st.sampled_from(known) if known else TEXTS
        return st.lists(one, max_size=4).map(tuple)
    if get_args(kind) and get_origin(kind) is not Mapping:
        choices = [one for one in get_args(kind) if isinstance(one, str)]
        if choices:
            return st.sampled_from(choices)
    if kind is bool:
        return st.booleans()
    if kind is str:
        return TEXTS
    least, most = RANGES[name]
    if kind is float:
        return st.floats(least, most)
    return st.integers(int(least), int(most))


PLAIN = [one.name for one in fields(Settings) if one.name != "keys"]
ENTRIES = st.sampled_from(PLAIN).flatmap(lambda name: st.tuples(st.just(name), values_of(name)))
IDS = st.sampled_from([action.id for action in ACTIONS])
CHANGES = st.one_of(
    ENTRIES.map(lambda entry: Change(*entry)),
    st.sampled_from(PLAIN).map(lambda name: Change(name, None)),
    st.tuples(IDS, st.none() | TEXTS).map(lambda key: Change("keys", key[1], key[0])),
)
# What stands between entries, after them, and around their signs.
BETWEEN = st.lists(st.sampled_from(["\n", "# a comment = 3 \t\n", "\t# [keys]\n"]), max_size=3)
AFTER = st.sampled_from(["", "  # as I like it", "\t#x"])
AROUND = st.sampled_from(["=", " = ", "  =\t"])


@st.composite
def files(draw: Any) -> list[tuple[tuple[str, str], str]]:
    """The file of some settings in pieces: whose entry each is, if any, and its text."""
    pieces: list[tuple[tuple[str, str], str]] = []

    def between() -> None:
        pieces.extend((("", ""), text) for text in draw(BETWEEN))

    def entry(of: tuple[str, str], name: str, value: Any) -> None:
        text = tomlkit.item(value).as_string()
        if isinstance(value, list) and draw(st.booleans()):
            inner = "".join(f"  {tomlkit.item(one).as_string()},  # one\n" for one in value)
            text = f"[\n{inner}]"
        indent = draw(st.sampled_from(["", "  "]))
        sign, after = draw(AROUND), draw(AFTER)
        pieces.append((of, f"{indent}{tomlkit.key(name).as_string()}{sign}{text}{after}\n"))

    between()
    for name in draw(st.lists(st.sampled_from(PLAIN), unique=True, max_size=5)):
        value = draw(values_of(name))
        entry((name, ""), name, list(value) if isinstance(value, tuple) else value)
        between()
    if draw(st.booleans()):
        pieces.append((("", ""), draw(st.sampled_from(["[keys]\n", "[ keys ]  # mine\n"]))))
        between()
        for id_ in draw(st.lists(IDS, unique=True, max_size=3)):
            entry(("keys", id_), id_, draw(TEXTS))
            between()
    if pieces and draw(st.booleans()):
        pieces[-1] = (pieces[-1][0], pieces[-1][1].rstrip("\n"))
    if draw(st.booleans()):
        pieces = [(of, text.replace("\n", "\r\n")) for of, text in pieces]
    return pieces


@given(files(), CHANGES)
def test_a_change_is_what_is_read_again_and_nothing_else_moves(
    pieces: list[tuple[tuple[str, str], str]], change: Change
) -> None:
    text = "".join(piece for _, piece in pieces)
    after = edited(text, change)
    path = Path(os.environ["RNNWRITER_HOME"]) / "settings.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    before = load_settings(path)
    path.write_bytes(after.encode())
    assert load_settings(path) == change.on(before)

    mine = [at for at, (of, _) in enumerate(pieces) if of == (change.name, change.key)]
    if mine:
        head = "".join(piece for _, piece in pieces[: mine[0]])
        tail = "".join(piece for _, piece in pieces[mine[0] + 1 :])
    elif after == text:
        assert change.value in (None, DEFAULTS[change.name])
        return
    else:
        same = (one == other for one, other in zip(text, after, strict=False))
        place = next((at for at, alike in enumerate(same) if not alike), len(text))
        head, tail = text[:place], text[place:]
    assert after.startswith(head)
    assert after.endswith(tail)
    assert len(after) >= len(head) + len(tail)


KEPT = """# as I like it
width = 60   # narrow

notes = [
    "~/notes",  # all of them
    # of work
    "~/work",
]

# what my fingers know
[keys]
"file.save" = 'alt+w'  # as elsewhere
"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (Change("width", 64), "width = 60   # narrow", "width = 64   # narrow"),
        (Change("width", 80), "width = 60   # narrow", "width = 80   # narrow"),
        (Change("width", None), "width = 60   # narrow\n", ""),
        (Change("goal", 0), "", ""),
        (Change("goal", None), "", ""),
        (Change("goal", 5), '"~/work",\n]\n', '"~/work",\n]\ngoal = 5\n'),
        (Change("notes", ("~/work",)), '    "~/notes",  # all of them\n', ""),
        (Change("notes", ("~/notes", "~/work", "b")), '"~/work",\n', '"~/work",\n    "b",\n'),
        (Change("keys", "f6", "file.save"), "'alt+w'  #", '"f6"  #'),
        (Change("keys", None, "file.save"), "\"file.save\" = 'alt+w'  # as elsewhere\n", ""),
        (Change("keys", "f6", "file.open"), "elsewhere\n", 'elsewhere\n"file.open" = "f6"\n'),
        (Change("keys", None, "file.open"), "", ""),
    ],
)
def test_comments_and_form_stay(change: Change, old: str, new: str) -> None:
    assert edited(KEPT, change) == KEPT.replace(old, new)


@pytest.mark.parametrize("text", ['keys = {"edit.undo" = "f6"}\n', 'keys."edit.undo" = "f6"\n'])
def test_keys_may_be_written_in_other_ways(text: str) -> None:
    more = edited(text + "width = 30\n", Change("keys", "alt+w", "file.save"))
    assert tomllib.loads(more) == {
        "keys": {"edit.undo": "f6", "file.save": "alt+w"},
        "width": 30,
    }
    less = edited(more, Change("keys", None, "edit.undo"))
    assert tomllib.loads(less) == {"keys": {"file.save": "alt+w"}, "width": 30}


def test_a_file_is_made_private_when_it_is_needed(home: Path) -> None:
    path = home / "config" / "settings.toml"
    write(path, Change("goal", None))
    write(path, Change("goal", 0))
    assert not path.exists()
    written = write(path, Change("goal", 5))
    assert written.settings == Settings(goal=5)
    assert path.read_bytes() == b"goal = 5\n"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_undo_leaves_the_text_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    assert take_back(path, write(path, Change("goal", 5))).settings == Settings()
    assert not path.exists()
    path.write_text(KEPT)
    for change in (Change("width", None), Change("notes", ()), Change("keys", None, "file.save")):
        written = write(path, change)
        assert path.read_text() != KEPT
        take_back(path, written)
        assert path.read_text() == KEPT


def test_what_others_wrote_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(KEPT)
    written = write(path, Change("width", None))
    path.write_text(path.read_text().replace("alt+w", "f6") + "# theirs\n")
    assert write(path, Change("goal", 5)).settings == Settings(
        goal=5, notes=("~/notes", "~/work"), keys={"file.save": "f6"}
    )
    assert take_back(path, written).settings.width == 60
    assert path.read_text().endswith("# theirs\n")
    assert "goal = 5" in path.read_text()


@pytest.mark.parametrize("content", [b"width = ", b"colour = 1", b"width = 3", b"\xff\xfe", b"\0"])
def test_a_file_that_is_not_valid_is_never_overwritten(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(UserError, match=re.escape(str(path))):
        write(path, Change("goal", 5))
    assert path.read_bytes() == content
    path.unlink()
    written = write(path, Change("goal", 5))
    path.write_bytes(content)
    with pytest.raises(UserError):
        take_back(path, written)
    assert path.read_bytes() == content


def test_what_cannot_be_read_or_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError, match="cannot be read"):
        write(tmp_path / "folder", Change("goal", 5))
    path = tmp_path / "settings.toml"
    with pytest.raises(UserError, match="cannot"):
        write(path, Change("theme", "\ud800"))
    assert not path.exists()


def test_links_are_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "settings.toml"
    real.write_text("goal = 3\n")
    link.symlink_to(real)
    write(link, Change("goal", 5))
    assert link.is_symlink()
    assert real.read_text() == "goal = 5\n"
