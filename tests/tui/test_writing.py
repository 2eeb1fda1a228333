"""What is counted while someone writes."""

from rnnwriter.tui.writing import Writing, reading_minutes


def test_a_goal_is_reached_by_new_words() -> None:
    writing = Writing(began=100, goal=50)
    assert [writing.progress(words) for words in (90, 100, 125, 200)] == [0, 0, 0.5, 1]
    assert Writing(began=3).progress(10) is None
    assert writing.written(120) == 20


def test_reading_time() -> None:
    assert [reading_minutes(words) for words in (0, 10, 238, 2380)] == [0, 1, 1, 10]
