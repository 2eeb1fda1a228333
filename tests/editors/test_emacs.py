"""rnnwriter in Emacs: the real eglot and the real server, in an Emacs without a screen."""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

LIBRARY = Path(__file__).resolve().parents[2] / "editors" / "emacs" / "rnnwriter.el"
PATIENCE_SECONDS = 120

pytestmark = pytest.mark.skipif(not LIBRARY.is_file(), reason="editors/emacs is not here")

# What a person does: opens a file, starts eglot, writes, takes the first completion as what shows
# completions does, and calls the commands.
SESSION = """
(setq eglot-sync-connect t
      eglot-connect-timeout {patience}
      rnnwriter-program "{program}"
      rnnwriter-options '(:mode "greedy" :eagerness "always" :seed 3))
(find-file "{page}")
(call-interactively #'eglot)
(insert "It was the first time in my li")
(let* ((capf (run-hook-with-args-until-success 'completion-at-point-functions))
       (start (nth 0 capf))
       (end (copy-marker (nth 1 capf) t))
       (word (buffer-substring-no-properties start end))
       (found (all-completions word (nth 2 capf)))
       (items (mapcar #'substring-no-properties found))
       (taken (car found)))
  (completion--replace start end taken)
  (funcall (plist-get (nthcdr 3 capf) :exit-function) taken 'finished)
  (let ((completed (buffer-string))
        (switched (rnnwriter-switch-mode))
        (heated (rnnwriter-set-temperature 1.5))
        (chosen (rnnwriter-choose-model "starter")))
    (with-temp-file "{answer}"
      (insert (json-encode (list :word word :items (vconcat items) :completed completed
                                 :switched switched :heated heated :chosen chosen))))))
"""


def emacs(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Emacs in batch with the packages of the system, and a home of its own."""
    program = shutil.which("emacs")
    if program is None:
        pytest.skip("emacs is not installed")
    return subprocess.run(
        [program, "-q", "--batch", "--eval", "(package-initialize)", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


@cache
def knows_eglot() -> bool:
    return emacs(Path(os.devnull), "--eval", "(require 'eglot)").returncode == 0


@pytest.fixture(autouse=True)
def eglot() -> None:
    """A skip where Emacs has no eglot."""
    if not knows_eglot():
        pytest.skip("emacs has no eglot; it is a part of Emacs from 29 on, and a package before")


def test_what_eglot_completes(tmp_path: Path) -> None:
    program = tmp_path / "rnnwriter"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m rnnwriter "$@"\n', encoding="utf-8")
    program.chmod(0o700)
    answer, session = tmp_path / "answer.json", tmp_path / "session.el"
    session.write_text(
        SESSION.format(
            patience=PATIENCE_SECONDS, program=program, page=tmp_path / "page.txt", answer=answer
        ),
        encoding="utf-8",
    )
    done = emacs(tmp_path, "-l", str(LIBRARY), "-l", str(session))
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    assert said["word"] == "li"
    assert len(said["items"]) > 1
    assert all(item.startswith("li") for item in said["items"])
    assert said["completed"] == "It was the first time in my " + said["items"][0]
    assert said["switched"]["mode"] == "sampled"
    assert said["heated"]["temperature"] == 1.5
    assert said["chosen"]["model"] == "starter"
    assert "rnnwriter: starter, sampled at 1.5, always" in done.stderr


def test_without_a_server_commands_say_so(tmp_path: Path) -> None:
    done = emacs(tmp_path, "-l", str(LIBRARY), "--eval", "(rnnwriter-status)")
    assert done.returncode != 0
    assert "No rnnwriter suggests here; M-x eglot starts it" in done.stderr


def test_it_compiles_without_a_warning(tmp_path: Path) -> None:
    library = shutil.copy(LIBRARY, tmp_path)
    done = emacs(
        tmp_path,
        "--eval",
        "(setq byte-compile-error-on-warn t)",
        "-f",
        "batch-byte-compile",
        str(library),
    )
    assert done.returncode == 0, done.stderr
