"""Packages that add engines, installed as an installer would: a module and its metadata."""

from pathlib import Path
from textwrap import dedent

# Goes on with the word that its name is told to know.
KNOWS_A_WORD = """
    from rnnwriter.engines import Engine
    from rnnwriter.suggest.suggestion import Suggestion

    class Knowing:
        def __init__(self, word):
            self.word = word

        def suggest(self, text_before_cursor, text_after_cursor=""):
            begun = text_before_cursor.split(" ")[-1]
            if begun and self.word.startswith(begun) and begun != self.word:
                return Suggestion(self.word[len(begun):], 0.9, "the word")
            return None

        def alternatives(self, text_before_cursor, count, text_after_cursor=""):
            one = self.suggest(text_before_cursor, text_after_cursor)
            return [one] if one else []

    def load(what):
        return Engine(f"knowing:{what}", lambda settings: Knowing(what))
"""


def install(folder: Path, name: str, code: str, *, engine: str = "", loads: str = "") -> None:
    """A package `name` 1.0 in `folder`, which is to be importable: its code, and the entry point
    of an engine, called as the package and loaded by its `load` unless said otherwise.
    """
    package = folder / f"{name}.py"
    folder.mkdir(parents=True, exist_ok=True)
    package.write_text(dedent(code), encoding="utf-8")
    metadata = folder / f"{name}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    point = f"{engine or name} = {loads or f'{name}:load'}"
    (metadata / "entry_points.txt").write_text(f"[rnnwriter.suggesters]\n{point}\n")
