"""Items go on from the word before the cursor, wherever the client counts it."""

from lsprotocol.types import Position, Range

from rnnwriter.lsp.document import Document, Units
from rnnwriter.lsp.items import completion_items, inline_items, word_before
from rnnwriter.suggest.suggestion import Suggestion


def test_an_item_replaces_the_word_by_itself_and_what_follows() -> None:
    document = Document("😀 the light", "markdown", Units("utf-16"))
    around = word_before(document, 0, len("😀 the light"))
    (item,) = inline_items([Suggestion("house was", 0.5)], around)
    assert item.insert_text == item.filter_text == "lighthouse was"
    # The emoji is two units.
    assert item.range == Range(Position(0, 7), Position(0, 12))


def test_without_a_word_an_item_only_inserts() -> None:
    document = Document("the ", "markdown", Units(None))
    around = word_before(document, 0, 4)
    assert (around.word, around.range) == ("", Range(Position(0, 4), Position(0, 4)))


def test_a_word_may_hold_apostrophes_and_hyphens_and_is_not_looked_for_far() -> None:
    document = Document("don't well-kn", "markdown", Units(None))
    assert word_before(document, 0, 5).word == "don't"
    assert word_before(document, 0, 13).word == "well-kn"
    endless = Document("a" * 1000, "markdown", Units(None))
    assert len(endless.lines[0][-64:]) == len(word_before(endless, 0, 1000).word)


def test_completions_keep_the_order_of_the_suggestions() -> None:
    document = Document("the li", "markdown", Units(None))
    found = [Suggestion(text, 0.5) for text in ("fe ", "ght", "ne")]
    items = completion_items(found, word_before(document, 0, 6))
    assert [item.label for item in items] == ["life", "light", "line"]
    assert [item.sort_text for item in items] == sorted(str(item.sort_text) for item in items)
