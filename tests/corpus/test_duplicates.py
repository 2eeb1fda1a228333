"""Paragraphs count once."""

from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.duplicates import LEAST, Duplicates
from tests.texts import prose

LONG = (
    "The gardener walked to the harbour in the morning and wrote about what she had seen there,"
    " the boats, the nets, the two old men who played at draughts on an upturned crate, and the"
    " gulls that waited for them to go home and leave the crumbs of their breakfast behind."
)


def test_the_same_words_count_once_however_they_are_spelt() -> None:
    duplicates = Duplicates()
    assert duplicates.without(f"# One\n\n{LONG}\n") == (f"# One\n\n{LONG}\n", 0)
    text, removed = duplicates.without(f"# Two\n\n{LONG.upper()}!\n\nNew.\n")
    assert text == "# Two\n\nNew.\n"
    assert removed == len(LONG) + 3


def test_nearly_the_same_counts_once_and_half_the_same_twice() -> None:
    duplicates = Duplicates()
    duplicates.without(LONG)
    assert duplicates.without(LONG.replace("two old men", "three old men"))[0] == ""
    half = LONG[:120] + " but nobody came, and the evening was long and cold and full of rain."
    assert duplicates.without(half) == (half, 0)


def test_short_paragraphs_may_repeat() -> None:
    assert Duplicates().without("Yes.\n\nYes.\n") == ("Yes.\n\nYes.\n", 0)


def test_scripts_without_blanks_are_compared_by_characters() -> None:
    duplicates = Duplicates()
    text = "我們在海邊的小屋裡住了很久每天早上都去市場買魚和蔬菜然後回家做飯" * 3
    duplicates.without(text)
    assert duplicates.without(text.replace("市場", "商店", 1))[0] == ""


@given(st.lists(st.text(st.sampled_from("ab c\n.é"), max_size=200), max_size=6))
def test_what_was_left_is_left_again(texts: list[str]) -> None:
    first, second = Duplicates(), Duplicates()
    left = [first.without(text)[0] for text in texts]
    assert [second.without(text)[0] for text in left] == left
    for before, after in zip(texts, left, strict=True):
        assert set(after.split()) <= set(before.split())


def test_ordinary_prose_keeps_nearly_everything() -> None:
    text = prose(20_000)
    assert all(len(part) > LEAST for part in text.strip().split("\n\n"))
    assert Duplicates().without(text)[1] < 0.05 * len(text)
