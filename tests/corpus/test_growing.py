"""Notes grow; what was kept apart stays apart, and old text is read along with new."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.documents import Document, characters, split
from rnnwriter.corpus.growing import Known, grown, known_of
from rnnwriter.plain import made

OLD = [Document(f"{index}", f"{index} old " * 120) for index in range(20)]


def test_what_is_new_is_read_as_much_as_what_is_old() -> None:
    before = split(OLD)
    known = known_of(OLD, before)
    assert made(Known, {"documents": {}, "validation": [], "cut": {}}) == Known()
    changed = replace(before.training[0], text=before.training[0].text + "and more " * 100)
    new = [Document(f"n{index}", f"{index} new " * 100) for index in range(10)]
    now = [changed if one.name == changed.name else one for one in OLD] + new
    growth = grown(now, known)
    apart = {one.name for one in growth.data.validation}
    assert {one.name for one in before.validation} <= apart
    # Of the unseen documents some are kept apart; of those learnt from, none.
    assert any(name.startswith("n") for name in apart)
    assert not apart & {one.name for one in before.training}
    read = {one.name: one.weight * len(one.text) for one in growth.data.training}
    fresh = sum(size for name, size in read.items() if name.startswith("n") or name == changed.name)
    assert fresh == pytest.approx(growth.new)
    assert sum(read.values()) - fresh == pytest.approx(growth.new)
    again = grown(now, growth.known)
    assert again.new == 0
    assert {one.name for one in again.data.validation} == apart


def test_one_long_file_that_is_written_on() -> None:
    text = "".join(f"Line {index} of a diary.\n" for index in range(1000))
    known = known_of([Document("diary", text)], split([Document("diary", text)]))
    (begin, end) = known.cut["diary"]
    assert end == len(text)
    longer = [Document("diary", text + "And today.\n" * 50)]
    growth = grown(longer, known)
    assert growth.data.validation == (Document("diary (end)", text[begin:]),)
    assert growth.new == len(longer[0].text) - end
    assert growth.old == begin
    assert all(text[begin : begin + 40] not in one.text for one in growth.data.training)
    assert grown([Document("diary", text)], known).new == 0


@given(
    st.lists(st.integers(min_value=200, max_value=3000), min_size=3, max_size=12),
    st.lists(st.integers(min_value=0, max_value=3000), max_size=6),
    st.integers(min_value=0, max_value=3),
)
def test_nothing_is_both_learnt_and_judged_by(old: list[int], new: list[int], seed: int) -> None:
    documents = [Document(f"{at}", f"{at:03}x" * (size // 4)) for at, size in enumerate(old)]
    if characters(documents) < 1000:
        return
    known = known_of(documents, split(documents, seed=seed))
    more = [*documents, *(Document(f"n{at}", f"{at:03}y" * (s // 4)) for at, s in enumerate(new))]
    growth = grown(more, known, seed)
    learnt = {one.name for one in growth.data.training}
    apart = {one.name for one in growth.data.validation}
    assert not learnt & apart
    assert all(0 < one.weight <= 1 for one in growth.data.training)
    judged = {one.name for one in split(documents, seed=seed).validation}
    assert judged <= apart
