"""presage is driven as its library wants it, where it is installed."""

import pytest

from rnnwriter.corpus.documents import Document
from rnnwriter.evaluation.presage import counted, installed, presage

pytestmark = pytest.mark.skipif(not installed(), reason="presage is not installed")


def test_it_completes_words_that_it_comes_with_and_words_of_notes() -> None:
    notes = [Document("notes", "The Zebulonian harbour was quiet. " * 20)]
    with presage(None) as stock:
        suggestion = stock.suggest("It was a beautif")
        assert suggestion is not None
        assert suggestion.text == "ul "
        assert stock.suggest("Later we saw the Zebul") is None
    with counted(notes) as ngrams, presage(ngrams) as personal:
        suggestion = personal.suggest("Later we saw the Zebul")
        assert suggestion is not None
        assert suggestion.text == "onian "
        assert personal.alternatives("The ", 3) == []
