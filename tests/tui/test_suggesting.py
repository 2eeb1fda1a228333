"""Temperatures move by tenths; what else keys do to suggestions is tried in test_app."""

from rnnwriter.tui.suggesting import stepped


def test_temperature_steps_are_exact_and_bounded() -> None:
    temperature = 0.0
    for tenths in range(1, 21):
        temperature = stepped(temperature, 1)
        assert temperature == tenths / 10
    assert stepped(2.0, 1) == 2.0
    assert stepped(0.0, -1) == 0.0
    assert stepped(0.75, 1) in (0.8, 0.9)
