"""Notes made to keep their reader busy: each is read in a time that grows with its length alone.

Of most of them, twice the text would take four times as long with a careless expression, or each
further character would double the time. What is dear by nature is bounded by what is looked at.
"""

import os
import tracemalloc
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from rnnwriter.corpus.ignoring import Rules, spec_of
from rnnwriter.corpus.markup.front_matter import front_matter, refuses, tags
from rnnwriter.corpus.markup.lines import without_addresses
from rnnwriter.corpus.messages import bodies
from rnnwriter.corpus.notes import read_notes
from rnnwriter.corpus.reading import Reading
from rnnwriter.corpus.secrets.filter import Secrets
from rnnwriter.errors import UserError
from tests.hostile.deadline import deadline
from tests.texts import jotting, prose

_LONG = 200_000


def _levels(begin: str, level: str) -> str:
    """YAML in which each name means nine times the one before."""
    names = "abcdefghij"
    lines = [begin]
    lines += [
        f"{name}: &{name} " + level.format(", ".join([f"*{before}"] * 9))
        for before, name in pairwise(names)
    ]
    return "\n".join(["---", *lines, "tags: *j", "---", prose(300)])


LAUGHS = _levels("a: &a [x, x, x, x, x, x, x, x, x]", "[{}]")
MERGED = _levels("a: &a {k: 1}", "{{<<: [{}]}}")
SLOW = {
    # Exponential with one careless repetition in another.
    "words of a phrase": "seed phrase:\n" + "a" * 60 + "!\n" + "abc  " * 300 + "!\n",
    "pin of": "my pin" + " of" * 300 + " x",
    # Cubic and square: blanks and marks that may belong to this part or that.
    "blanks after a label": "password" + " " * _LONG + "x",
    "blanks in a pair": "login: a" + " " * _LONG + "|",
    "marks after a label": "passwort " + "* _`\t" * (_LONG // 5),
    "blanks beside an address": "www.example.com b" + " " * _LONG + "x",
    "blanks before a block id": "x" + " " * _LONG + "^",
    "points after an address": "see www.example.com" + "." * _LONG + "a.",
    "brackets after an address": "see www.example.com" + ")" * _LONG,
    "addresses in one": "www.a" * (_LONG // 5) + "<",
    "dashes and a key": "PRIVATE KEY\n" + "-" * _LONG,
    "blocks of formulas": "$$a\n" * 30_000,
    "assignments": "key=" * 20_000,
    "the same beginning": "\n\n".join(
        f"the quick brown fox jumps over the lazy dog, and then again for the {at}th time"
        for at in range(4_000)
    ),
    "laughs": LAUGHS,
    "merged": MERGED,
    "a key of many parts": "+++\n" + "a." * 30_000 + "a = 1\n+++\n" + prose(300),
}


@pytest.mark.parametrize("name", SLOW)
def test_nothing_keeps_the_reader_busy(name: str, tmp_path: Path) -> None:
    text = SLOW[name]
    (tmp_path / "plain.md").write_text(jotting(0))
    for suffix in (".md", ".txt"):
        (tmp_path / f"slow{suffix}").write_text(text)
    with deadline():
        notes = read_notes([tmp_path], Reading(own_words=True, chats=True, exclude_tags=("no",)))
    assert jotting(0).strip() in [one.text.strip() for one in notes.documents]


def test_front_matter_stays_small() -> None:
    tracemalloc.start()
    with deadline():
        for text in (LAUGHS, MERGED):
            note = front_matter(text)
            assert note.body.strip() == prose(300).strip()
            tags(note.values, note.body)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 50_000_000


def test_a_note_that_is_not_to_be_read_is_not_though_its_front_matter_is_broken() -> None:
    for text in ("---\nrnnwriter: false\na: [\n---\nx", "+++\nrnnwriter = false\na = [\n+++\nx"):
        assert refuses(front_matter(text).values)
    assert not refuses(front_matter("---\nsaid: rnnwriter: false\na: [\n---\nx").values)


def test_what_was_made_quick_still_finds_what_it_did() -> None:
    secrets = Secrets(regions=("DE", "US"))
    for line in (
        "password" + " " * 30 + ": hunter2!x",
        "the pin code of the old door is 4711",
        "wifi - password: blueHorse9",
        "DE89 3704 0044 0532 0130 00",
    ):
        assert secrets.kind(line), line
    assert secrets.kind("key=" * 100)
    assert secrets.kind("0000001; " * 5) is None
    assert secrets.kind("0000001; " * 60)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("see www.a.org/(b)), and", "see), and"),
        ("(www.a.org).", ""),
        ("see  www.a.org...)!", "see...)!"),
        ("go: https://a.b/c", "go"),
    ],
)
def test_addresses_go_with_what_leads_to_them(text: str, left: str) -> None:
    assert without_addresses(text, Counter()) == left


IGNORED = [
    ("*a" * 40 + "b", "a" * 200),
    ("*\\(" * 30 + "b", "(" * 200),
    ("*[(?:]" * 30 + "b", "(" * 200),
    ("**/a" * 30 + "/b", "a/" * 60 + "c"),
    ("!" + "**/a" * 30, "a"),
    ("[" * 5_000, "a"),
]


@pytest.mark.parametrize(("pattern", "name"), IGNORED)
def test_patterns_of_anybody_are_matched_in_time(pattern: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(jotting(0))
    (tmp_path / ".gitignore").write_text(f"{pattern}\n")
    with deadline():
        Rules(tmp_path, spec_of(())).reason(path, is_folder=False)


@pytest.mark.parametrize(
    ("pattern", "matched", "other"),
    [
        ("*a*b*", "xaxxb.md", "xbxa.md"),
        ("a*b?c*.md", "axbxbycz.md", "axbc.txt"),
        ("draft*/**/x*y.md", "draft1/a/b/xxyxy.md", "draft/xx.md"),
        ("**/old*/*.md", "a/old1/c.md", "a/new/c.md"),
        ("*[0-9]*-*.md", "a1b2-c.md", "ab-c.md"),
        ("*.tmp.*.md", "a.tmp.tmp.b.md", "a.tmp.md"),
    ],
)
def test_patterns_mean_what_they_did(
    pattern: str, matched: str, other: str, tmp_path: Path
) -> None:
    (tmp_path / ".gitignore").write_text(f"{pattern}\n")
    rules = Rules(tmp_path, spec_of(()))
    assert rules.reason(tmp_path / matched, is_folder=False) == "ignored by .gitignore"
    assert rules.reason(tmp_path / other, is_folder=False) is None


@pytest.mark.parametrize("expression", ["(a+)+$", "(a|a)*b", ".*.*.*.*x", "(?:a{1,9}){1,9}b"])
def test_an_expression_that_could_take_for_ever_leaves_out(expression: str, tmp_path: Path) -> None:
    settings = tmp_path / ".obsidian" / "app.json"
    settings.parent.mkdir()
    settings.write_text(f'{{"userIgnoreFilters": ["/{expression}/"]}}')
    with deadline():
        reason = Rules(tmp_path, spec_of(())).reason(tmp_path / ("a" * 99), is_folder=False)
    assert reason == "excluded in Obsidian"


def _nested_mail(depth: int) -> bytes:
    parts = [
        f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n'.encode()
        for at in range(depth)
    ]
    return b"From: a@b.c\nTo: b@b.c\nSubject: x\n" + b"".join(parts) + b"\nhello\n"


@pytest.mark.parametrize(
    "data",
    [
        _nested_mail(3_000),
        b"From: a@b.c\nContent-Type: text/plain; charset=punycode\n\n"
        + b"a" * 200_000
        + b"-"
        + b"a" * 200_000,
        b"From: a@b.c\nContent-Type: text/plain; charset=idna\n\n" + b"a." * 100_000,
        b"From: a@b.c\nContent-Type: text/plain; charset=hex\n\n00ff\n",
        b"From: a@b.c\nContent-Type: " + b"(" * 50_000 + b"\n\nhello\n",
        b"From: a@b.c\nSubject: " + b"=?utf-8?q?=?= " * 5_000 + b"\n\nhello\n",
        b"From: a@b.c\n" + b"X-A: 1\n" * 20_000 + b"\nhello\n",
    ],
    ids=["nested", "punycode", "idna", "hex", "comments", "words", "headers"],
)
def test_mail_is_read_in_time(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(data)
    with deadline():
        assert all(isinstance(body, str) for body in bodies(path))


def test_a_deep_tree_of_folders_is_no_end_of_the_program(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(150):
        folder = folder / "a"
    folder.mkdir(parents=True)
    (folder / "deep.md").write_text(jotting(0))
    (tmp_path / "note.md").write_text(jotting(1))
    notes = read_notes([tmp_path])
    assert len(notes.documents) == 1
    assert notes.skipped_by_reason() == {"too deep": 1}


def test_pipes_and_devices_are_no_notes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / ".gitignore")
    (tmp_path / "note.md").write_text(jotting(1))
    with deadline():
        notes = read_notes([tmp_path])
        assert [Path(one.name).name for one in notes.documents] == ["note.md"]
        with pytest.raises(UserError):
            read_notes([tmp_path / "pipe.md"])
