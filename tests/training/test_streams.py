"""Every epoch reads every document as often as its weight says, and a place can be gone back to."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.alphabet import BOUNDARY, Alphabet
from rnnwriter.corpus.documents import Document
from rnnwriter.training.streams import PIECE, Streams, pieces

ALPHABET = Alphabet("abcdefghij\n")

batches = st.integers(1, 5)
documents = st.lists(st.text(st.sampled_from("abcdefghij"), min_size=1), min_size=1, max_size=12)


def make(texts: list[str], batch: int, seed: int = 0) -> Streams:
    """Streams over documents of these texts."""
    return Streams(pieces([Document("d", text) for text in texts], ALPHABET), batch, seed)


@given(documents, batches, st.lists(st.integers(1, 30), min_size=1, max_size=8))
def test_targets_are_the_inputs_one_step_later_without_gaps(
    texts: list[str], batch: int, windows: list[int]
) -> None:
    streams = make(texts, batch)
    inputs, targets = (
        np.concatenate(parts, axis=1) for parts in zip(*map(streams.next, windows), strict=True)
    )
    assert inputs.shape == targets.shape == (batch, sum(windows))
    assert (inputs[:, 0] == BOUNDARY).all()
    np.testing.assert_array_equal(inputs[:, 1:], targets[:, :-1])


@given(documents)
def test_an_epoch_reads_every_document_once(texts: list[str]) -> None:
    # A single stream that starts at a document's beginning reads one epoch, then the next.
    streams = make(texts * 2, batch=1)
    length = sum(len(text) + 1 for text in texts * 2)
    _, targets = streams.next(length)
    read = ALPHABET.decode([i if i != BOUNDARY else 12 for i in targets[0]]).split("\n")
    assert sorted(filter(None, read)) == sorted(texts * 2)


@given(documents, batches, st.integers(0, 40), st.integers(0, 9))
def test_a_place_can_be_gone_back_to(texts: list[str], batch: int, before: int, seed: int) -> None:
    one = make(texts, batch, seed)
    one.next(before + 1)
    place = one.position()
    expected = [one.next(17)[1] for _ in range(4)]
    other = make(texts, batch, seed)
    other.seek(place)
    for wanted in expected:
        np.testing.assert_array_equal(other.next(17)[1], wanted)


def test_weights_are_mean_numbers_of_readings() -> None:
    weighted = [Document("a", "a" * 9, 2.5), Document("b", "b" * 9, 0.25)]
    streams = Streams(pieces(weighted, ALPHABET), 1, seed=0)
    _, targets = streams.next(60_000)
    first, second = ((targets == ALPHABET.encode(letter)[0]).sum() for letter in "ab")
    assert 8.5 < first / second < 11.5


def test_long_documents_are_cut_and_begin_with_a_boundary_once() -> None:
    cut = pieces([Document("long", "a" * (2 * PIECE))], ALPHABET)
    assert [len(piece.ids) for piece in cut] == [PIECE, PIECE, 1]
    assert cut[0].ids[0] == BOUNDARY
    assert sum(int((piece.ids == BOUNDARY).sum()) for piece in cut) == 1
