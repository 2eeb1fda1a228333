"""Calls off the event loop: one running, one waiting, the newest wins."""

import asyncio
import threading

from rnnwriter.tui.requests import NewestWins


async def _idle(requests: NewestWins[str]) -> None:
    while requests.busy:
        await asyncio.sleep(0)


async def test_only_the_first_and_the_newest_call_run() -> None:
    answers: list[tuple[int, str | Exception]] = []
    requests: NewestWins[str] = NewestWins(lambda token, answer: answers.append((token, answer)))
    gate = threading.Event()
    requests.ask(0, lambda: "first" if gate.wait(30) else "never")
    await asyncio.sleep(0)
    for token in range(1, 5):
        requests.ask(token, lambda: "later")
    gate.set()
    await _idle(requests)
    assert answers == [(0, "first"), (4, "later")]


async def test_what_a_call_raises_is_delivered_and_the_next_call_runs() -> None:
    answers: list[tuple[int, str | Exception]] = []
    requests: NewestWins[str] = NewestWins(lambda token, answer: answers.append((token, answer)))

    def fail() -> str:
        raise ValueError("broken")

    requests.ask(1, fail)
    await _idle(requests)
    requests.ask(2, lambda: "fine")
    await _idle(requests)
    assert [token for token, _ in answers] == [1, 2]
    assert isinstance(answers[0][1], ValueError)
    assert answers[1][1] == "fine"


async def test_calls_run_outside_the_event_loops_thread() -> None:
    answers: list[object] = []
    requests: NewestWins[int] = NewestWins(lambda token, answer: answers.append(answer))
    requests.ask(0, threading.get_ident)
    while requests.busy:
        await asyncio.sleep(0)
    assert answers != [threading.get_ident()]


async def test_nothing_is_delivered_after_close() -> None:
    answers: list[object] = []
    requests: NewestWins[str] = NewestWins(lambda token, answer: answers.append(answer))
    gate = threading.Event()
    requests.ask(0, lambda: "late" if gate.wait(30) else "never")
    await asyncio.sleep(0)
    requests.close()
    gate.set()
    await _idle(requests)
    assert answers == []


async def test_what_can_wait_runs_once_nothing_else_is_asked_and_interrupts_nothing() -> None:
    answers: list[str | Exception] = []
    interrupted: list[bool] = []
    requests: NewestWins[str] = NewestWins(
        lambda _, answer: answers.append(answer), lambda: interrupted.append(True)
    )
    gate = threading.Event()
    requests.ask(0, lambda: "first" if gate.wait(30) else "never")
    await asyncio.sleep(0)
    requests.ask_when_idle(0, lambda: "idle before", lambda _, answer: answers.append(answer))
    requests.ask_when_idle(0, lambda: "idle", lambda _, answer: answers.append(answer))
    assert not interrupted
    requests.ask(1, lambda: "second")
    requests.forget()
    requests.ask(2, lambda: "third")
    gate.set()
    await _idle(requests)
    assert answers == ["first", "third", "idle"]
    requests.ask_when_idle(0, lambda: "alone", lambda _, answer: answers.append(answer))
    await _idle(requests)
    assert answers[-1] == "alone"
