"""Suggestions as LSP's items.

An item replaces the word before the cursor by itself and the continuation, because that is how a
client can go on filtering and drawing it while the word is typed, without asking again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lsprotocol.types import (
    CompletionItem,
    CompletionItemKind,
    InlineCompletionItem,
    Range,
    TextEdit,
)

from rnnwriter.lsp.document import Document
from rnnwriter.suggest.suggestion import Suggestion

_WORD_BEFORE = re.compile(r"[\w'’-]*$")
_MOST_WORD = 64


@dataclass(frozen=True)
class Around:
    """The word that ends at the cursor, which may be none, and where the client has it."""

    word: str
    range: Range


def word_before(document: Document, row: int, column: int) -> Around:
    """What a suggestion at that place goes on from."""
    line = document.lines[row][:column]
    found = _WORD_BEFORE.search(line, max(column - _MOST_WORD, 0))
    word = found.group() if found else ""
    return Around(word, document.range(row, column - len(word), column))


def inline_items(suggestions: Iterable[Suggestion], around: Around) -> list[InlineCompletionItem]:
    """For `textDocument/inlineCompletion`."""
    return [
        InlineCompletionItem(around.word + one.text, around.word + one.text, around.range)
        for one in suggestions
    ]


def completion_items(suggestions: Iterable[Suggestion], around: Around) -> list[CompletionItem]:
    """For `textDocument/completion`, in the order in which they are given."""
    return [
        CompletionItem(
            label=(around.word + one.text).strip(),
            kind=CompletionItemKind.Text,
            filter_text=around.word + one.text,
            sort_text=f"{rank:02}",
            text_edit=TextEdit(around.range, around.word + one.text),
        )
        for rank, one in enumerate(suggestions)
    ]
