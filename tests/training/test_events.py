"""Events survive the file they are written to."""

from pathlib import Path

import pytest

from rnnwriter.training.events import (
    Evaluated,
    Event,
    Finished,
    Progress,
    Started,
    from_json,
    to_json,
)
from rnnwriter.training.run import RunFolder

EVENTS: list[Event] = [
    Started(1000, 99, 50_000, 5_000, "cpu"),
    Progress(0.5, 30.0, 10, 1000, 3000.0, 2.5),
    Evaluated(10, 1000, 2.4, True),
    Finished("me", 2000, 1.0, 2.4),
]


def test_events_come_back_from_json() -> None:
    assert [from_json(to_json(event)) for event in EVENTS] == EVENTS


@pytest.mark.parametrize("line", ["", "{", "[]", '{"event": "Other"}', '{"event": "Finished"}'])
def test_what_is_no_event_raises(line: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_json(line)


def test_a_torn_last_line_is_left_out(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    assert list(run.events()) == []
    for event in EVENTS:
        run.append(event)
    with run.events_file.open("a") as file:
        file.write(to_json(EVENTS[0])[:20])
    assert list(run.events()) == EVENTS
