"""What a person is told is one line that can be printed, whatever is in it."""

from rnnwriter.errors import UserError


def test_a_sentence_is_one_line() -> None:
    said = str(UserError("a\nb\x1b[2J\x9b\udcff\u2028 [x]\tö"))
    assert said == "a␊b␛[2J\ufffd\ufffd\ufffd [x]\tö"


def test_a_sentence_has_an_end() -> None:
    said = str(UserError(f"begins {'x' * 10**6} ends"))
    assert said.startswith("begins ")
    assert said.endswith(" ends")
    assert len(said) < 2_100
