"""Of many questions, one is answered at a time, and the newest last."""

import asyncio
import threading
from functools import partial

import pytest

from rnnwriter.lsp.newest import Newest


class Slow:
    """A question that is answered when it is told to, or interrupted."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go_on = threading.Event()

    def __call__(self) -> str:
        self.begun.set()
        assert self.go_on.wait(60)
        return "slow"


async def test_questions_that_a_newer_one_overtook_are_never_asked() -> None:
    slow, asked = Slow(), list[int]()
    newest = Newest(slow.go_on.set)
    first = asyncio.ensure_future(newest.ask(slow))
    await asyncio.to_thread(slow.begun.wait, 60)

    def ask(number: int) -> int:
        asked.append(number)
        return number

    others = [asyncio.ensure_future(newest.ask(partial(ask, number))) for number in range(5)]
    assert await asyncio.gather(*others) == [None, None, None, None, 4]
    # The one that was running was hastened, and answers whoever still waits for it.
    assert await first == "slow"
    assert asked == [4]


async def test_who_cancels_lets_the_next_one_begin_when_the_thread_is_done() -> None:
    slow = Slow()
    newest = Newest(slow.go_on.set)
    first = asyncio.ensure_future(newest.ask(slow))
    await asyncio.to_thread(slow.begun.wait, 60)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert slow.go_on.is_set()
    assert await newest.ask(lambda: "next") == "next"


async def test_a_question_cancelled_before_its_turn_is_never_asked() -> None:
    slow, asked = Slow(), list[str]()
    newest = Newest(lambda: None)
    first = asyncio.ensure_future(newest.ask(slow))
    await asyncio.to_thread(slow.begun.wait, 60)
    second = asyncio.ensure_future(newest.ask(lambda: asked.append("second")))
    await asyncio.sleep(0)
    second.cancel()
    slow.go_on.set()
    await asyncio.gather(first, second, return_exceptions=True)
    assert await newest.ask(lambda: "third") == "third"
    assert asked == []


async def test_what_a_question_raises_reaches_who_asked() -> None:
    newest = Newest(lambda: None)
    with pytest.raises(ZeroDivisionError):
        await newest.ask(lambda: 1 / 0)
    assert await newest.ask(lambda: "next") == "next"
