"""Plain values become what annotations say, or nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import pytest

from rnnwriter.plain import made


@dataclass(frozen=True)
class Inner:
    """Something inside."""

    name: str
    share: float = 0.5


@dataclass(frozen=True)
class Outer:
    """One of each."""

    count: int
    inner: Inner
    wish: Literal["go", "stop"] = "go"
    other: Inner | None = None
    names: tuple[str, ...] = ()
    pair: tuple[int, float] = (1, 2.0)
    counts: Mapping[str, int] = field(default_factory=dict)
    anything: Mapping[str, Any] = field(default_factory=dict)
    sure: bool = False


SOUND: dict[str, Any] = {
    "count": 3,
    "inner": {"name": "a", "share": 1},
    "wish": "stop",
    "other": {"name": "b"},
    "names": ["x", "y"],
    "pair": [1, 2],
    "counts": {"a": 1},
    "anything": {"a": [None]},
    "sure": True,
}


def test_what_asdict_made_comes_back() -> None:
    outer = made(Outer, SOUND)
    assert outer.inner == Inner("a", 1)
    assert outer.names == ("x", "y")
    assert made(Outer, asdict(outer)) == outer
    assert made(Outer, {"count": 1, "inner": {"name": ""}}) == Outer(1, Inner(""))


WRONG: dict[str, list[Any]] = {
    "count": [1.5, "1", True, None, 2**70, -(2**70), []],
    "inner": [None, [], {}, {"name": 1}, {"name": "a", "x": 1}, "a"],
    "wish": ["leave", None, 1, ["go"]],
    "names": ["xy", [1], {"x": 1}, None],
    "pair": [[1], [1, 2, 3], [1.5, 2], None],
    "counts": [[], {"a": "1"}, {1: 1}, None],
    "anything": [[], None],
    "sure": [1, None],
    "unknown": [1],
    "other": [False],
}
NO_SHARES = (float("nan"), float("inf"), 1e30, "1")


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_what_is_something_else_is_named(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=r" is | has | without |no "):
        made(Outer, SOUND | {name: value})


@pytest.mark.parametrize("share", NO_SHARES)
def test_a_number_is_one_that_can_be_shown(share: Any) -> None:
    with pytest.raises(ValueError, match="share is"):
        made(Outer, SOUND | {"inner": {"name": "a", "share": share}})


def test_what_must_be_there_is_missed() -> None:
    none: list[Any] = [{}, {"count": 1}, [], None, "x"]
    for values in none:
        with pytest.raises(ValueError, match=r"without|no Outer"):
            made(Outer, values)


def test_numbers_without_end_are_taken_where_they_are_meant() -> None:
    assert made(Inner, {"name": "", "share": float("inf")}, finite=False).share == float("inf")
