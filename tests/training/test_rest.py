"""Training rests when it is told to respect battery or load, and then goes on."""

from collections.abc import Sequence

from rnnwriter.settings import PauseOn
from rnnwriter.training.rest import OthersLoad, Rest, on_battery


class Machine:
    """Its clock, battery and load are set by the test."""

    def __init__(self, pause_on: Sequence[PauseOn]) -> None:
        self.now = 0.0
        self.unplugged = False
        self.load = 0.0
        self.looks = 0
        self.rest = Rest(pause_on, self.battery, lambda: self.load, lambda: self.now)

    def battery(self) -> bool:
        """Count the looks."""
        self.looks += 1
        return self.unplugged

    def reason(self, *, seconds: float = 5.0) -> str:
        """The reason to rest so many seconds later."""
        self.now += seconds
        return self.rest.reason()


def test_without_being_told_to_it_never_rests() -> None:
    machine = Machine(())
    machine.unplugged, machine.load = True, 1.0
    assert machine.reason() == ""
    assert machine.looks == 0


def test_on_battery() -> None:
    machine = Machine(("battery",))
    machine.unplugged = True
    assert machine.rest.reason() == "on battery"
    machine.unplugged = False
    # It looks every few seconds only.
    assert machine.reason(seconds=1) == "on battery"
    assert machine.looks == 1
    assert machine.reason() == ""


def test_while_others_need_the_processor() -> None:
    machine = Machine(("load", "battery"))
    machine.load = 0.5
    assert machine.reason() == ""
    machine.load = 0.9
    assert machine.reason() == "others need the processor"
    machine.load = 0.5
    assert machine.reason() == "others need the processor"
    machine.load = 0.1
    assert machine.reason() == ""


def test_this_machine_can_be_asked() -> None:
    assert on_battery() in (True, False)
    others = OthersLoad()
    assert 0 <= others() <= 1
    # What this process itself uses is not counted among the others' share.
    assert 0 <= others() <= 1
