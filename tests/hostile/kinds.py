"""Every kind of file that the program reads: valid examples of it, and what reads it.

Examples are written by the program itself where it writes such files. `use` does with a file what
the program does with it, up to what is shown; a `UserError` is an answer.
"""

import json
import os
import random
import tomllib
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
import tomlkit
from tomlkit.exceptions import ConvertError

from rnnwriter import paths
from rnnwriter.corpus.alphabet import Alphabet
from rnnwriter.corpus.documents import Document, Split
from rnnwriter.corpus.growing import Known
from rnnwriter.corpus.notes import read_notes
from rnnwriter.corpus.reading import Reading
from rnnwriter.corpus.vocabulary import Vocabulary
from rnnwriter.errors import UserError
from rnnwriter.files import read_text
from rnnwriter.model.architecture import Architecture
from rnnwriter.model.file import ModelInfo, read_info, write_model
from rnnwriter.model.memory import Memory
from rnnwriter.recovery.journal import Edit, Journal, read_journal
from rnnwriter.recovery.leftovers import leftovers
from rnnwriter.remembered import Memory as EditorMemory
from rnnwriter.remembered import read_memory, write_memory
from rnnwriter.settings import Settings, load_settings
from rnnwriter.suggest.fitting import counted
from rnnwriter.suggest.mixing import first_weights
from rnnwriter.training import events
from rnnwriter.training.control import WISHES, Control, ask
from rnnwriter.training.following import Follower, folded
from rnnwriter.training.process import holder
from rnnwriter.training.record import Record, read_record, record_file, write_record
from rnnwriter.training.report import Measured, Memorised, Report
from rnnwriter.training.run import RunFolder, run_of
from rnnwriter.training.spec import Spec
from rnnwriter.training.texts import read_texts, write_texts
from rnnwriter.tui.column_chart import rows
from rnnwriter.tui.difference import difference
from rnnwriter.tui.keymap import keymap
from rnnwriter.tui.programs import last_words
from rnnwriter.tui.spelling import add_to_dictionary, read_dictionary
from rnnwriter.tui.statistics_screen import charts, read_counts, table
from rnnwriter.tui.status_bar import Status, compose_line
from rnnwriter.tui.tally import Slot, Tally, add, tally_file
from rnnwriter.tui.themes import own_themes
from rnnwriter.tui.training import summary
from rnnwriter.tui.training_screen import head, keys, report_lines, samples
from tests.hostile.mutations import as_json, changed, mutated
from tests.texts import jotting, letters, prose
from tests.tui.test_tally import BY_DAY, run_sql

Mutate = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True)
class Kind:
    """name: for a person. path: where the file is, in this test's home. examples: makes valid ones.
    use: reads the file that is there. mutate: changes an example.
    """

    name: str
    path: Callable[[], Path]
    examples: Callable[[], Sequence[bytes]]
    use: Callable[[Path], object]
    mutate: Mutate = mutated


def _values_too(data: bytes, draw: random.Random) -> bytes:
    """Bytes changed, or the values of the JSON that they are."""
    if draw.random() < 0.4:
        return mutated(data, draw)
    return as_json(changed(json.loads(data), draw), draw)


def _settings_too(data: bytes, draw: random.Random) -> bytes:
    """Bytes changed, or the values of the TOML that they are."""
    if draw.random() < 0.5:
        try:
            return tomlkit.dumps(changed(tomllib.loads(data.decode()), draw)).encode()
        except (ValueError, TypeError, ConvertError):
            # There is no TOML for what has come out.
            pass
    return mutated(data, draw)


def _each_line(data: bytes, draw: random.Random) -> bytes:
    """The same of one line, or all of them changed as bytes."""
    lines = data.splitlines()
    at = draw.randrange(len(lines))
    if draw.random() < 0.3:
        return mutated(data, draw)
    lines[at] = _values_too(lines[at], draw)
    return b"\n".join([*lines, b""])


# Models

_ARCHITECTURE = Architecture(6, (8, 5))
_TEXTS = ["Ann saw the sea, and the sea saw Ann. "] * 4


def _models() -> list[bytes]:
    alphabet = Alphabet("\n ,.Aadehnstw")
    words = Vocabulary(alphabet, (" the", " sea", " saw", " and", "An"))
    written: list[bytes] = []
    for tokens in (alphabet, words):
        random_numbers = np.random.default_rng(0)
        weights = {
            name: random_numbers.normal(0, 0.3, shape).astype(np.float32)
            for name, shape in _ARCHITECTURE.shapes(len(tokens)).items()
        }
        ngrams = counted(alphabet, [Document("", text) for text in _TEXTS])
        memory = Memory(ngrams, first_weights(with_notes=True))
        info = ModelInfo(_ARCHITECTURE, tokens, "notes", "starter", "2026-01-01", words=("sea",))
        path = paths.private_folder(paths.models_folder()) / "m.safetensors"
        for kept in (memory, None):
            write_model(path, info, weights, memory=kept, half=kept is None)
            written.append(path.read_bytes())
    return written


def _model_file() -> Path:
    return paths.private_folder(paths.models_folder()) / "m.safetensors"


def _changed_model(data: bytes, draw: random.Random) -> bytes:
    """Bytes changed, the header changed, or numbers."""
    length = int.from_bytes(data[:8], "little")
    header, numbers = data[8 : 8 + length], data[8 + length :]
    match draw.randrange(5):
        case 0:
            return mutated(data, draw)
        case 1:
            values = np.frombuffer(numbers[: len(numbers) // 4 * 4], np.float32).copy()
            at = draw.randrange(len(values))
            values[at : at + 5] = draw.choice([np.nan, np.inf, -np.inf, 3e38, -3e38, 1e5, 0.0])
            return data[:8] + header + values.tobytes() + numbers[values.nbytes :]
        case 2:
            absurd = draw.choice([0, 1, 2, length + 1, 2**31, 2**63, 2**64 - 1, len(data)])
            return absurd.to_bytes(8, "little") + header + numbers
    values = json.loads(header)
    if draw.random() < 0.5:
        metadata = values["__metadata__"]
        name = draw.choice([one for one in metadata if one != "licence"])
        try:
            metadata[name] = as_json(changed(json.loads(metadata[name]), draw), draw).decode(
                "utf-8", "replace"
            )
        except ValueError:
            metadata[name] = draw.choice(["", "99", "-1", "\x1b[2J", "x " * 200_000])
    else:
        values = changed(values, draw)
    new = as_json(values, draw)
    return len(new).to_bytes(8, "little") + new + numbers


def _use_model(path: Path) -> None:
    from rnnwriter import Suggester, load_model

    read_info(path)
    model = load_model(path.stem)
    text = model.generate("Ann s", 8, 0.8, seed=0)
    assert len(text) == 8
    assert np.isfinite(model.log_probabilities("An")).all()
    Suggester(model, eagerness="always").suggest("Ann saw the")


# Settings, themes, what the editor remembers

_SETTINGS = b"""model = "me"
mode = "sampled"
temperature = 0.9
seed = 3
eagerness = "eager"
theme = "nord"
width = 72
focus = "sentence"
typewriter = true
goal = 500
spelling = "en"
notes = ["~/notes", "/tmp/x"]
pause_on = ["battery", "load"]
exclude = ["*.draft.md", "private/**"]
exclude_tags = ["diary"]
private = ["(?i)grandma.*recipe", "[0-9]{4}"]

[keys]
"suggest.accept" = "ctrl+f5,ctrl+f6"
"edit.undo" = "ctrl+f7"
"suggest.hide" = ""
"""


def _settings() -> list[bytes]:
    return [
        _SETTINGS,
        b'[keys]\n"edit.redo" = "ctrl+f8, alt+f1"\n"edit.copy" = "ctrl+f9"\n',
        b"temperature = 1\n",
    ]


def _use_settings(path: Path) -> None:
    settings = load_settings(path)
    assert isinstance(settings, Settings)
    Reading(exclude=settings.exclude, private=settings.private).patterns()
    keymap(settings.keys)


def _themes() -> list[bytes]:
    return [
        b'dark = false\nprimary = "#204060"\nbackground = "ansi_default"\nerror = "red"\n',
        b'primary = "rgb(1,2,3)"\nsecondary = "hsl(10,20%,30%)"\nboost = "#ffffff10"\n',
    ]


def _use_theme(path: Path) -> None:
    for theme in own_themes(path.parent):
        theme.to_color_system().generate()


def _editor_memories() -> list[bytes]:
    memory = EditorMemory(model="me+starter")
    for number in range(3):
        memory = memory.with_file(Path(f"/notes/{number}.md"), number, 7)
    write_memory(memory)
    return [(paths.state_folder() / "editor.json").read_bytes()]


def _use_editor_memory(path: Path) -> None:
    del path
    memory = read_memory()
    for one in memory.recent:
        line, column = memory.place(Path(one.path)) if "\0" not in one.path else (0, 0)
        assert 0 <= line <= 10**9
        assert 0 <= column <= 10**9
    str(memory.last_file)
    write_memory(memory)


def _dictionaries() -> list[bytes]:
    for word in ("Quokka", "Ærøskøbing", "zażółć"):
        add_to_dictionary(word)
    return [(paths.config_folder() / "dictionary.txt").read_bytes()]


def _tallies() -> list[bytes]:
    for day in range(1, 4):
        add({Slot(date(2026, 1, day), 9 + day): Tally(5, 3, 1, 40, 200, 30)}, date(2026, 1, 1))
    written = [tally_file().read_bytes()]
    tally_file().unlink()
    run_sql(BY_DAY)
    return [*written, tally_file().read_bytes()]


def _use_tally(path: Path) -> None:
    del path
    today = date(2026, 1, 2)
    counted = read_counts(today)
    str(table(counted.periods))
    for chart in charts(counted):
        rows(chart, 60, 5)
    add({Slot(today, 9): Tally(1, 1, 0, 5, 9, 2)}, today)


# Runs


def _run() -> RunFolder:
    run = run_of("me")
    paths.private_folder(run.folder)
    return run


REPORT = Report(
    name="me",
    parent="starter",
    before=Measured(2.0, 2.2, 0.2, (0.1, 0.3)),
    after=Measured(1.8, 1.9, 0.25, (0.2, 0.3)),
    end="budget",
    minutes=1.5,
    characters_seen=1000,
    documents=4,
    characters=5000,
    kept_apart=1,
    kept_apart_characters=400,
    typed=300,
    memorised=Memorised(60, 50, 1),
    left_out={"hidden": 1},
    removed={"code": 20},
    secrets={"password": 1},
    exposure={"sentences": ["None."]},
)
EVENTS: Sequence[events.Event] = (
    events.Entered("reading"),
    events.Entered("starting", "A note"),
    events.Started(1000, 100, 5000, 500, "cpu"),
    events.Entered("training"),
    events.Evaluated(0, 0, 2.5, False),
    events.Progress(0.25, 60.0, 10, 500, 80.5, 2.2),
    events.Evaluated(10, 500, 2.25, True),
    events.Sampled(10, "The ", "sea was", "lake is"),
    events.Paused(10, "on battery"),
    events.Resumed(10),
    events.Interrupted(),
    events.Failed("The disk is full; make room"),
    events.Finished("me", 1000, 1.5, 2.25, "kept"),
    events.Reported(REPORT.values()),
)


def _logs() -> list[bytes]:
    lines = [events.to_json(event).encode() for event in EVENTS]
    return [b"\n".join([*lines[:last], b""]) for last in (7, 10, 12, len(lines))]


def _journals() -> list[bytes]:
    file = paths.recovery_folder() / "a.journal"
    written: list[bytes] = []
    for text in ("", "Ann saw\nthe sea\n"):
        journal = Journal(file, file.parent / "sea.md")
        journal.seal(lambda text=text: text)  # type: ignore[misc]
        for edit in (
            Edit((0, 0), (0, 0), "x\n"),
            Edit((0, 1), (1, 0), ""),
            Edit((0, 0), (0, 1), ""),
        ):
            journal.note(edit)
            journal.seal(lambda: "")
        journal.write()
        written.append(file.read_bytes())
    return written


def _each_record(data: bytes, draw: random.Random) -> bytes:
    """Bytes changed, or the values of a line, with the checksum that belongs to them."""
    lines = data.splitlines()
    at = draw.randrange(len(lines))
    if draw.random() < 0.3:
        return mutated(data, draw)
    value = _values_too(lines[at].partition(b" ")[2], draw)
    lines[at] = b"%08x %s" % (zlib.crc32(value), value)
    return b"\n".join([*lines, b""])


def _use_journal(path: Path) -> None:
    if read_journal(path) is None:
        raise UserError("it holds no text")
    for one in leftovers():
        difference(one.on_disk, one.unsaved.text)
        one.put_back()


def _use_events(path: Path) -> None:
    del path
    run = _run()
    view = Follower(run).look()
    assert view is not None
    for seen in (view, folded("me", run.events())):
        compose_line(Status(training=summary(seen)), 60)
        for part in (head(seen), samples(seen), report_lines(seen)):
            part.wrap(60)
        keys(seen)
    run.rewind(5)


def _specs() -> list[bytes]:
    run = _run()
    specs = (
        Spec("me", ("/notes", "/ö"), 5.0, steps=3, pause_on=("battery",), tokens="word"),
        Spec("me", (), 0.5, parent="scratch", architecture=_ARCHITECTURE),
    )
    written: list[bytes] = []
    for spec in specs:
        run.create(spec)
        assert run.spec() == spec
        written.append(run.spec_file.read_bytes())
    return written


def _controls() -> list[bytes]:
    run = _run()
    written: list[bytes] = []
    for wish in WISHES:
        ask(run, wish)
        written.append(run.control_file.read_bytes())
    return written


def _processes() -> list[bytes]:
    return [json.dumps({"process": os.getpid(), "started": 1.0}).encode()]


SPLIT = Split(
    tuple(Document(f"{number}.md", jotting(number), 0.5) for number in range(4)),
    (Document("apart.md", jotting(9)),),
)
_RECORD = Record(
    ("/notes",),
    "starter",
    Known({"a.md": "00ff"}, ("a.md",), {"b.md": (10, 20)}),
    asdict(Reading(exclude=("x",))),
    REPORT.values(),
)


def _texts() -> list[bytes]:
    run = _run()
    about = {
        "record": asdict(_RECORD),
        "summary": {"documents": 4, "left_out": {"hidden": 1}, "words": ["sea"]},
        "guarded": ["a.md"],
    }
    write_texts(run.texts_file, SPLIT, about)
    run.create(Spec("me", ("/notes",), 1.0))
    return [run.texts_file.read_bytes()]


def _changed_texts(data: bytes, draw: random.Random) -> bytes:
    import gzip

    if draw.random() < 0.3:
        return mutated(data, draw)
    return gzip.compress(_each_line(gzip.decompress(data), draw), 1)


def _use_texts(path: Path) -> None:
    from rnnwriter.commands.train_task import resumed

    read_texts(path)
    task = resumed(_run())
    str(len(task.texts) + len(task.guard))


def _records() -> list[bytes]:
    paths.private_folder(paths.models_folder())
    write_record("me", _RECORD)
    assert json.dumps(asdict(read_record("me"))) == json.dumps(asdict(_RECORD))
    return [record_file("me").read_bytes()]


def _use_record(path: Path) -> None:
    from rnnwriter.commands.output import PlainConsole
    from rnnwriter.commands.report import print_report
    from rnnwriter.corpus.reading import reading_of
    from rnnwriter.errors import UserError

    del path
    record = read_record("me")
    reading_of(record.reading)
    try:
        report = Report.of(record.report)
    except ValueError as error:
        raise UserError(f"the report is damaged ({error})") from error
    print_report(report, PlainConsole(quiet=True))


# Notes

_MARKDOWN = """---
title: A day
tags: [sea, diary/2026]
rnnwriter: true
---
# A day by the sea

We walked *along* the **shore**, [[Ann|she]] said: see [this](https://example.com/a_(b)) www.x.org.

> A quote, with `code` and $x^2$
> goes on

- [ ] a task #tag ^block-id
  1. nested {{< figure src="x" >}}

| a | b |
|---|---|
| 1 | 2 |

```python
print("x")
```

$$
x = 1
$$

%% a comment %% ![[image.png]] <b>bold</b> &amp; key:: value

password: hunter2!x
call me at +49 30 901820 or ann@example.com, card 4111 1111 1111 1111
[ref]: https://example.com "title"
"""
_MAIL = """From ann@example.com Thu Jan  1 00:00:00 2026
From: Ann <ann@example.com>
To: Bob <bob@example.com>
Subject: =?utf-8?q?The_sea?=
Date: Thu, 1 Jan 2026 00:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="xyz"

--xyz
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

The sea was gr=FCn today.

On Thu, 1 Jan 2026, Bob wrote:
> is it?
--=20
Ann
--xyz
Content-Type: text/html

<p>The sea</p>
--xyz--

From bob@example.com Thu Jan  1 00:00:00 2026
From: bob@example.com
To: ann@example.com
Subject: Re
Content-Transfer-Encoding: base64

VGhlIHNlYSB3YXMgZ3JlZW4u
"""
_CHAT = "".join(
    f"[{day:02}.03.24, 10:{day:02}:00] {who}: the sea is green today\n<Media omitted>\n"
    for day in range(1, 20)
    for who in ("Ann", "Bob B")
)
_ORG = """#+title: A day
#+filetags: :sea:
* TODO Walk :sea:diary:
SCHEDULED: <2026-01-01 Thu>
:PROPERTIES:
:ID: 1
:END:
We walked along [[https://example.com][the shore]] at [2026-01-01 Thu 10:00].
#+begin_src python
print()
#+end_src
#+begin_quote
Green.
#+end_quote
| a | b |
: verbatim
"""
_RST = """A day
=====

:Author: Ann

We walked along `the shore <https://example.com>`_ and :ref:`there <x>`::

    print()

.. code:: python

   print()

.. note:: Green.

+---+---+
| a | b |
+---+---+
"""
_TEX = "\\documentclass{article}\n\\begin{document}\nThe sea $x^2$ % was\n\\end{document}\n"
_FRONT = (
    """---
a: &a [1, 2]
b: {c: *a, <<: {d: 1}}
date: 2026-01-01T00:00:00Z
n: 0x1F
s: 12:30:45
text: |
  folded
tags:
  - sea
  - x
---
The sea.
""",
    """+++
title = "A"
date = 2026-01-01
tags = ["sea"]
[extra.a]
b = {c = 1}
+++
The sea.
""",
)
_SECRETS = """The wifi password for the flat is: blue-Horse9
pin code of the door 4711
seed phrase:
1. apple banana cherry
2. delta eagle fabric
api_key = "sk-abcdefghijklmnopqrstuv0123"
DE89 3704 0044 0532 0130 00
| user | password |
|------|----------|
| ann | x9!kk |
login: ann / x9!kk
SSN 123-45-6789, passport no C01X00T47
-----BEGIN RSA PRIVATE KEY-----
MIIEow
-----END RSA PRIVATE KEY-----
https://ann:secret9@example.com/?token=abcdefgh12345678
tel 030 123456, 555-123-4567
"""


def _notes(suffix: str, *texts: str) -> Kind:
    """Notes of one kind, in this test's home, read in every way there is."""

    def path() -> Path:
        return paths.private_folder(paths.state_folder() / "notes") / f"note{suffix}"

    return Kind(f"notes {suffix}", path, lambda: [text.encode() for text in texts], _use_notes)


def _use_notes(path: Path) -> None:
    from rnnwriter.errors import UserError

    for reading in (
        Reading(mail=True, chats=True, own_words=True, exclude_tags=("no",)),
        Reading(verbatim=True),
    ):
        try:
            notes = read_notes([path.parent], reading)
        except UserError:
            continue
        assert all(one.text for one in notes.documents)
    read_text(path)


_IGNORED = "*.draft\n/private/**/x*y\n!keep.md\n\\#a\nfoo/\n[x-z]?*.md\n**/node_*/**\n"
_OBSIDIAN = json.dumps({"userIgnoreFilters": ["private/", "/.*draft$/", "/[0-9]{4}.+/"]})


def _folder_of(name: str) -> Path:
    """The file `name` that says what of a folder is read; there are some notes beside it."""
    folder = paths.private_folder(paths.state_folder() / "vault")
    for note in ("a" * 80 + ".md", "private/deep/xzy.md", "node_1/2026-draft.md", "keep.md"):
        path = folder / note
        paths.private_folder(path.parent)
        path.write_text(jotting(1))
    path = folder / name
    paths.private_folder(path.parent)
    return path


def _use_ignore(path: Path) -> None:
    read_notes([paths.state_folder() / "vault"], Reading())
    path.unlink()


KINDS: Sequence[Kind] = (
    Kind("model", _model_file, _models, _use_model, _changed_model),
    Kind("settings", paths.settings_file, _settings, _use_settings, _settings_too),
    Kind(
        "theme",
        lambda: paths.config_folder() / "themes" / "own.toml",
        _themes,
        _use_theme,
        _settings_too,
    ),
    Kind(
        "editor.json",
        lambda: paths.state_folder() / "editor.json",
        _editor_memories,
        _use_editor_memory,
        _values_too,
    ),
    Kind(
        "dictionary",
        lambda: paths.config_folder() / "dictionary.txt",
        _dictionaries,
        lambda path: read_dictionary(),
    ),
    Kind("tally", tally_file, _tallies, _use_tally),
    Kind(
        "journal",
        lambda: paths.recovery_folder() / "a.journal",
        _journals,
        _use_journal,
        _each_record,
    ),
    Kind("events", lambda: _run().events_file, _logs, _use_events, _each_line),
    Kind("run.toml", lambda: _run().spec_file, _specs, lambda path: _run().spec(), _settings_too),
    Kind("control", lambda: _run().control_file, _controls, lambda path: Control(_run()).wish()),
    Kind(
        "process.json",
        lambda: _run().process_file,
        _processes,
        lambda path: holder(_run()),
        _values_too,
    ),
    Kind(
        "log",
        lambda: _run().log_file,
        lambda: [b"Traceback\n  x\nrnnwriter: the disk is full\n"],
        lambda path: last_words(_run()),
    ),
    Kind("texts", lambda: _run().texts_file, _texts, _use_texts, _changed_texts),
    Kind("record", lambda: record_file("me"), _records, _use_record, _values_too),
    _notes(".md", _MARKDOWN, letters(600), *_FRONT),
    _notes(".txt", _SECRETS, prose(500), _CHAT, _MAIL.partition("\n")[2]),
    _notes(".org", _ORG),
    _notes(".rst", _RST),
    _notes(".tex", _TEX),
    _notes(".eml", _MAIL.partition("\n")[2].partition("From bob")[0]),
    _notes(".mbox", _MAIL),
    Kind(".gitignore", lambda: _folder_of(".gitignore"), lambda: [_IGNORED.encode()], _use_ignore),
    Kind(
        "Obsidian's",
        lambda: _folder_of(".obsidian/app.json"),
        lambda: [_OBSIDIAN.encode()],
        _use_ignore,
        _values_too,
    ),
)


def kinds() -> Sequence[Kind]:
    """All of them; checkpoints need PyTorch, which is imported here."""
    from tests.hostile.checkpoints import CHECKPOINT

    return (*KINDS, CHECKPOINT)
