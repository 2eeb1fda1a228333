"""Whole documents are kept apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.documents import Document, fingerprint, split
from rnnwriter.errors import UserError


@given(
    st.lists(st.integers(1, 5000), min_size=1, max_size=40).filter(lambda n: sum(n) >= 1000),
    st.integers(0, 5),
)
def test_nothing_is_lost_and_about_a_tenth_is_kept_apart(lengths: list[int], seed: int) -> None:
    documents = [Document(f"{i}", "x" * n) for i, n in enumerate(lengths)]
    parts = split(documents, 0.1, seed)
    total = sum(lengths)
    training = sum(len(document.text) for document in parts.training)
    validation = sum(len(document.text) for document in parts.validation)
    assert training + validation == total
    assert 0.04 * total <= validation <= 0.16 * total
    assert parts == split(list(reversed(documents)), 0.1, seed)


def test_documents_are_not_cut_when_there_are_enough() -> None:
    documents = [Document(f"{i}", f"{i}" * 500) for i in range(30)]
    parts = split(documents)
    assert sorted(document.name for document in parts.training + parts.validation) == sorted(
        document.name for document in documents
    )


def test_a_single_document_is_cut_at_its_end() -> None:
    parts = split([Document("book", "a" * 9000 + "b" * 1000)])
    assert parts.training[0].text == "a" * 9000
    assert parts.validation[0].text == "b" * 1000


def test_too_little_is_refused() -> None:
    with pytest.raises(UserError, match="only 8 characters"):
        split([Document("a", "too few."), Document("b", "  ")])


def test_the_fingerprint_sees_every_change() -> None:
    one = [Document("a", "bc"), Document("d", "e")]
    assert fingerprint(one) == fingerprint(list(one))
    for other in ([Document("ab", "c"), Document("d", "e")], one[:1], [*one, Document("", "")]):
        assert fingerprint(other) != fingerprint(one)
