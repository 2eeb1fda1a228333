"""The end of the text, and what settings still say of a model that is gone."""

import pytest

from rnnwriter import paths
from rnnwriter.evaluation.comparing import MOST
from rnnwriter.tui.keeping import _in_settings, end_of


@pytest.mark.parametrize(
    ("location", "end"),
    [((0, 0), ""), ((0, 2), "on"), ((1, 0), "one\n"), ((2, 5), "one\n\nthree")],
)
def test_what_stands_before_a_place_is_told(location: tuple[int, int], end: str) -> None:
    assert end_of(["one", "", "three"], location) == end


def test_only_the_last_of_it() -> None:
    lines = [f"{number:05}" for number in range(100_000)]
    end = end_of(lines, (99_999, 5))
    assert len(end) == MOST
    assert end.endswith("99998\n99999")
    assert end_of(["x" * 50_000], (0, 50_000)) == "x" * MOST


def test_settings_that_still_name_it_are_pointed_out() -> None:
    assert _in_settings("me") == ""
    file = paths.private_folder(paths.config_folder()) / "settings.toml"
    file.write_text('model = "me"\n')
    assert _in_settings("me") == f"; {file} still names me, so change it there"
    assert _in_settings("other") == ""
    file.write_text("model = ")
    assert _in_settings("me") == ""
