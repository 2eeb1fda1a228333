"""What a run learns from is kept as it was."""

from pathlib import Path

import pytest

from rnnwriter.corpus.documents import Document, Split
from rnnwriter.errors import UserError
from rnnwriter.training.texts import read_texts, write_texts

DATA = Split(
    (Document("a\nb", "First line.\nsecond \u2028 line\n", 0.25), Document("c", "\ud800 odd")),
    (Document("d", "Жжж 日本"),),
)


def test_texts_come_back(tmp_path: Path) -> None:
    file = tmp_path / "texts"
    write_texts(file, DATA, {"count": 3})
    assert read_texts(file) == (DATA, {"count": 3})
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_damage_is_one_sentence(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "texts"
    write_texts(file, DATA, {})
    data = bytearray(file.read_bytes())
    if damage == "gone":
        file.unlink()
    elif damage == "cut":
        file.write_bytes(data[:-9])
    else:
        data[len(data) // 2] ^= 4
        file.write_bytes(data)
    with pytest.raises(UserError, match="without --resume"):
        read_texts(file)
