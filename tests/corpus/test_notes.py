"""A folder as a person keeps it."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.notes import Notes, read_notes
from rnnwriter.corpus.reading import Reading
from rnnwriter.errors import UserError
from tests.corpus.secrets.planted import PLANTED, PRIVATE_KEY
from tests.corpus.test_messages import WHATSAPP, message
from tests.texts import prose, write_notes


def names(notes: Notes) -> list[str]:
    """The names of the files that documents came from."""
    return [Path(document.name).name for document in notes.documents]


def reasons(notes: Notes) -> dict[str, str]:
    """Why each file was skipped, by its name."""
    return {skipped.path.name: skipped.reason for skipped in notes.skipped}


def write(folder: Path, **files: str) -> Path:
    """Write `files` ("a__b_md" is a/b.md) into `folder`."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_md", ".md").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_notes_are_read_and_the_rest_is_counted(tmp_path: Path) -> None:
    folder = write_notes(tmp_path / "notes", files=3)
    (folder / "old.org").write_bytes("Ein schöner Tag für die Gärten. ".encode("latin-1") * 20)
    (folder / "empty.md").write_text("")
    (folder / ".obsidian").mkdir()
    (folder / ".obsidian" / "workspace.md").write_text("hidden")
    notes = read_notes([folder])
    assert names(notes) == ["note00.md", "note01.md", "note02.md", "old.org"]
    assert "schöner" in notes.documents[-1].text
    assert notes.skipped_by_reason() == {
        "binary or undecodable": 1,
        "not a note (by its suffix)": 1,
        "empty": 1,
        "hidden": 2,
    }


def test_a_file_given_twice_counts_once(tmp_path: Path) -> None:
    folder = write_notes(tmp_path / "notes", files=2)
    (folder / "again.md").symlink_to(folder / "note00.md")
    (folder / "hard.md").hardlink_to(folder / "note00.md")
    (folder / "loop").symlink_to(folder)
    (folder / "gone.md").symlink_to(folder / "nothing.md")
    notes = read_notes([folder, folder / "note01.md"])
    assert len(notes.documents) == 2
    assert reasons(notes)["loop"] == "a link to a folder"
    assert reasons(notes)["gone.md"] == "unreadable"
    assert notes.skipped_by_reason()["the same file as another"] == 2


def test_text_is_normalised(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff“Quoted”\r\ncafe\u0301\r\n".encode())
    assert read_notes([path]).documents[0].text == '"Quoted"\ncafé\n'


def test_nothing_to_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        read_notes([tmp_path / "none"])
    with pytest.raises(UserError, match="no notes found"):
        read_notes([tmp_path])
    with pytest.raises(UserError, match="nothing matches"):
        read_notes([tmp_path / "*.md"])
    with pytest.raises(UserError, match="no regular expression"):
        read_notes([tmp_path], Reading(private=("(",)))


@pytest.mark.skipif(os.name != "posix", reason="POSIX has these files")
def test_strange_files_are_skipped(tmp_path: Path) -> None:
    folder = write(tmp_path / "n", a_md="A note.")
    os.mkfifo(folder / "pipe.md")
    (folder / os.fsdecode(b"caf\xe9.md")).write_text("Named in Latin-1.")
    notes = read_notes([folder])
    assert reasons(notes) == {"pipe.md": "not a plain file"}
    assert len(notes.documents) == 2
    with pytest.raises(UserError, match="no notes found"):
        read_notes([folder / "pipe.md"])


def test_what_rules_exclude_is_not_read(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "vault",
        keep_md="Kept.",
        old__a_md="Old.",
        draft_md="Draft.",
        sub__b_md="B.",
        sub__c_md="C.",
        Templates__t_md="T.",
        blue__p_md="P.",
        red__q_md="Q.",
        front_md="---\nrnnwriter: false\n---\nNot this.",
        tagged_md="A line with #private in it.",
        mail_md="From: a\nTo: b\nSubject: c\n\nBody",
        chat_txt=WHATSAPP,
    )
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_text("old/\n*c.md\n")
    (folder / "sub" / ".gitignore").write_text("!c.md\n")
    (folder / "sub" / ".rnnwriterignore").write_text("b.md\n")
    settings = folder / ".obsidian"
    settings.mkdir()
    (settings / "app.json").write_text(json.dumps({"userIgnoreFilters": ["blue/", "/^r.d/"]}))
    (settings / "templates.json").write_text("not json")
    reading = Reading(exclude=("draft*",), exclude_tags=("private",))
    notes = read_notes([folder], reading)
    assert names(notes) == ["keep.md", "c.md"]
    assert reasons(notes) == {
        ".git": "hidden",
        ".obsidian": "hidden",
        ".gitignore": "hidden",
        ".rnnwriterignore": "hidden",
        "old": "ignored by .gitignore",
        "draft.md": "excluded by a pattern of yours",
        "b.md": "ignored by .rnnwriterignore",
        "Templates": "a template",
        "blue": "excluded in Obsidian",
        "red": "excluded in Obsidian",
        "front.md": "excluded by its front matter",
        "tagged.md": "excluded by its tag",
        "mail.md": "mail",
        "chat.txt": "a chat",
    }
    # The same holds from within, and for a pattern; who names a file wants it.
    with pytest.raises(UserError, match="no notes found"):
        read_notes([folder / "sub" / "b*.md"], reading)
    assert names(read_notes([folder / "sub" / "b.md", folder / "front.md"])) == ["b.md", "front.md"]
    assert names(read_notes([folder / "old"])) == ["a.md"]
    assert names(read_notes([folder / "**" / "?.md"])) == ["c.md"]


def test_mail_and_chats_are_read_when_asked(tmp_path: Path) -> None:
    folder = write(tmp_path / "n", chat_txt=WHATSAPP)
    (folder / "a.eml").write_bytes(message("Dear Ben,\n\nyes.\n").as_bytes())
    with pytest.raises(UserError, match="no notes found"):
        read_notes([folder])
    notes = read_notes([folder], Reading(mail=True, chats=True))
    assert [document.text for document in notes.documents] == [
        "Dear Ben,\n\nyes.\n",
        "Shall we go?\nYes: at ten.\nAnd bring bread.\nGood.\n",
    ]


def test_reports_add_up(tmp_path: Path) -> None:
    text, secret = PLANTED["password"]
    long = prose(300).split("\n\n")[0].strip()
    folder = write(tmp_path / "n", a_md=f"# A\n\n{long}\n\n{text}\n", b_md=f"{long}\n\n`x` B.\n")
    notes = read_notes([folder])
    for file in notes.files:
        assert file.characters_read == file.characters + sum(file.removed.values())
    assert notes.files[0].secrets == {"password": 1}
    assert notes.files[1].removed["duplicates"] == len(long) + 2
    assert secret not in repr(notes)
    everything = read_notes([folder], Reading(verbatim=True))
    assert everything.documents[1].text == f"{long}\n\n`x` B.\n"
    assert secret not in repr(everything)
    assert secret in repr(read_notes([folder], Reading(secrets=False)))


WRAPPINGS = [
    "{}",
    "- {}",
    "> {}",
    "## {}",
    "**{}**",
    "a *{}* b",
    "[{}](http://x.y)",
    "`{}`",
    "| a | {} |",
    "| a | b |\n|---|---|\n| c | {} |",
    "1. a\n   - {}",
    "```\n{}\n```",
    "---\nx: {}\n---\nbody",
    "<b>{}</b>",
    "[[note|{}]]",
    "\ufeff{}",
    "a\r\n{}\r\nb",
    "~~{}~~ ^id",
    "%% {} %%",
]


@pytest.mark.parametrize("suffix", [".md", ".txt", ".org", ".rst", ".tex"])
@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_no_secret_survives_in_any_wrapping(tmp_path: Path, suffix: str, wrapping: str) -> None:
    for number, (text, _) in enumerate(PLANTED.values()):
        path = tmp_path / f"{number}{suffix}"
        path.write_bytes(("Before it.\n\n" + wrapping.replace("{}", text)).encode())
    for verbatim in (False, True):
        reading = Reading(verbatim=verbatim, private=("zanzibar",), regions=("US", "GB", "DE"))
        notes = read_notes([tmp_path], reading)
        learnt = "\n".join(document.text for document in notes.documents)
        for kind, (_, secret) in PLANTED.items():
            assert secret not in learnt, kind


def test_private_keys_go_from_pieces_and_from_markup(tmp_path: Path) -> None:
    body = PRIVATE_KEY.split("\n")[1]
    for text in (
        PRIVATE_KEY,
        f"> {PRIVATE_KEY}".replace("\n", "\n> "),
        f"- a\n\n```\n{PRIVATE_KEY}",
    ):
        path = write(tmp_path, a_md=f"Before.\n\n{text}\n\nAfter.\n") / "a.md"
        for reading in (Reading(), Reading(verbatim=True)):
            learnt = read_notes([path], reading).documents[0].text
            assert body not in learnt
            assert "Before." in learnt


@given(st.binary(max_size=400), st.sampled_from([".md", ".txt", ".org", ".rst", ".eml"]))
def test_nothing_in_a_file_raises(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    path = folder / f"a{suffix}"
    path.write_bytes(data)
    (folder / "good.txt").write_text("A good note.")
    reading = Reading(mail=True, own_words=True, exclude_tags=("x",))
    for one in (reading, replace(reading, verbatim=True)):
        assert read_notes([path, folder / "good.txt"], one).documents
    path.unlink()
