"""Every reader of files withstands mutations; `python -m tests.hostile.fuzz` tries many more."""

import pytest

from tests.hostile.fuzz import MOST_BYTES, all_names, attack_in_a_process

# Reading a note takes some milliseconds, using a model tens of them.
DEAR = {"model": 100, "checkpoint": 100, "notes": 30, "others": 150}


def _group(name: str) -> str:
    if name.startswith(("notes", ".git", "Obsidian")):
        return "notes"
    return name if name in DEAR else "others"


@pytest.mark.parametrize("group", DEAR)
def test_whatever_is_in_a_file_is_read_or_refused(group: str) -> None:
    names = [name for name in all_names() if _group(name) == group]
    results = attack_in_a_process(names, DEAR[group])
    assert [one.kind for one in results] == names
    for one in results:
        assert one.read + one.refused == DEAR[group], one
        # Examples that nothing is left of would be no attack.
        assert one.read > 0, one
        assert one.most_bytes < MOST_BYTES / 30, one
    # What has no sentence of its own is passed over in silence.
    silent = {"editor.json", "dictionary", "events", "control", "process.json", "log"}
    never_refused = {one.kind for one in results if not one.refused}
    assert never_refused == silent if group == "others" else not never_refused & silent
