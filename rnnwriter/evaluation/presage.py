"""presage beside us: a word predictor of n-grams of words, where its library is installed.

It is a peer to compare with, driven through its C interface (presage.h). Its predictions are whole
words in lower case; one that goes on from what is typed of a word is shown with a blank after it.
Nothing of what it learns is kept.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import (
    CDLL,
    CFUNCTYPE,
    POINTER,
    addressof,
    byref,
    c_char_p,
    c_int,
    c_void_p,
    cdll,
    create_string_buffer,
)
from ctypes.util import find_library
from pathlib import Path

from rnnwriter.corpus.documents import Document
from rnnwriter.suggest.suggestion import Suggestion

_ORDERS = (1, 2, 3)
_WORD = re.compile(r"\w*\Z")
_Stream = CFUNCTYPE(c_void_p, c_void_p)


def installed() -> bool:
    """Whether its library and its counter of n-grams are there."""
    return bool(find_library("presage") and shutil.which("text2ngram"))


@contextmanager
def counted(documents: Sequence[Document]) -> Iterator[Path]:
    """The file of its n-grams of `documents`, for as long as the context lasts."""
    with tempfile.TemporaryDirectory() as folder:
        text, database = Path(folder, "notes.txt"), Path(folder, "notes.db")
        text.write_text("\n\n".join(one.text for one in documents), encoding="utf-8")
        for order in _ORDERS:
            command = ["text2ngram", "-n", str(order), "-l", "-f", "sqlite", "-o", str(database)]
            if order > _ORDERS[0]:
                command.append("--append")
            subprocess.run([*command, str(text)], check=True, capture_output=True)
        yield database


class Presage:
    """Its likeliest word after a text, as a suggester. Works as long as the context lasts."""

    def __init__(self, library: CDLL, ngrams: Path | None) -> None:
        """ngrams: its file of them; None for those that it comes with."""
        self._library = library
        self._past = create_string_buffer(b"")
        self._future = create_string_buffer(b"")
        # Held here: the library calls them as long as it lives.
        self._streams = (
            _Stream(lambda _: addressof(self._past)),
            _Stream(lambda _: addressof(self._future)),
        )
        self._handle = c_void_p()
        past, future = self._streams
        self._check(library.presage_new(past, None, future, None, byref(self._handle)))
        self._set("Selector.SUGGESTIONS", "1")
        self._set("Selector.REPEAT_SUGGESTIONS", "yes")
        if ngrams:
            self._set("Predictors.DefaultSmoothedNgramPredictor.DBFILENAME", str(ngrams))

    def _set(self, name: str, value: str) -> None:
        name = f"Presage.{name}"
        self._check(self._library.presage_config_set(self._handle, name.encode(), value.encode()))

    @staticmethod
    def _check(code: int) -> None:
        if code:
            raise RuntimeError(f"presage failed with code {code}")

    def suggest(self, text_before_cursor: str, text_after_cursor: str = "") -> Suggestion | None:
        """The rest of its likeliest word."""
        self._past = create_string_buffer(text_before_cursor.encode())
        words = POINTER(c_char_p)()
        self._check(self._library.presage_predict(self._handle, byref(words)))
        word = words[0].decode(errors="replace") if words and words[0] else ""
        self._library.presage_free_string_array(words)
        begun = _WORD.search(text_before_cursor)
        typed = begun.group() if begun else ""
        if not word.lower().startswith(typed.lower()) or len(word) == len(typed):
            return None
        return Suggestion(word[len(typed) :] + " ", 1.0, "presage")

    def alternatives(
        self, text_before_cursor: str, count: int, text_after_cursor: str = ""
    ) -> list[Suggestion]:
        """None: it is asked for one word."""
        return []

    def close(self) -> None:
        """Free what the library holds."""
        self._library.presage_free(self._handle)


@contextmanager
def presage(ngrams: Path | None) -> Iterator[Presage]:
    """Presage with `ngrams`, or its own, in a home of its own that goes with it."""
    library = cdll.LoadLibrary(str(find_library("presage")))
    library.presage_free.argtypes = [c_void_p]
    library.presage_free_string_array.argtypes = [POINTER(c_char_p)]
    library.presage_new.argtypes = [_Stream, c_void_p, _Stream, c_void_p, POINTER(c_void_p)]
    library.presage_config_set.argtypes = [c_void_p, c_char_p, c_char_p]
    library.presage_predict.argtypes = [c_void_p, POINTER(POINTER(c_char_p))]
    for function in (library.presage_new, library.presage_config_set, library.presage_predict):
        function.restype = c_int
    home = os.environ.get("HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        engine = Presage(library, ngrams)
        try:
            yield engine
        finally:
            engine.close()
            if home is not None:
                os.environ["HOME"] = home
