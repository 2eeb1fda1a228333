"""A report comes back from plain values, and says what a person wants to know."""

import json
from dataclasses import replace

from rnnwriter.training.report import Measured, Memorised, Report, figures, sentences

REPORT = Report(
    name="me",
    parent="starter",
    before=Measured(2.902, 3.1, 0.2, (0.15, 0.25)),
    after=Measured(2.074, 2.2, 0.318, (0.306, 0.329)),
    end="budget",
    minutes=10.0,
    characters_seen=2_600_000,
    documents=100,
    characters=638_199,
    kept_apart=12,
    kept_apart_characters=73_564,
    typed=6_000,
    memorised=Memorised(100, 50, 3),
    left_out={"hidden": 4, "empty": 1},
    removed={"code": 1234},
    secrets={"password": 2},
)


def test_it_comes_back_from_plain_values() -> None:
    for report in (REPORT, replace(REPORT, before=None, memorised=None, parent="scratch")):
        assert Report.of(json.loads(json.dumps(report.values()))) == report


def test_figures_stand_beside_each_other() -> None:
    assert figures(REPORT) == [
        ("", "starter", "me"),
        ("bits per character", "2.902", "2.074"),
        ("keys saved", "20.0% (15-25)", "31.8% (31-33)"),
    ]
    assert figures(replace(REPORT, before=None))[0] == ("", "", "me")


def test_a_person_learns_what_was_left_out_and_what_was_learnt_by_heart() -> None:
    said = "\n".join(sentences(REPORT))
    assert "12 documents (73,564 characters) that were never trained on" in said
    assert "It used its time: 10.0 minutes" in said
    assert "something private: 2 password." in said
    assert "no prose: 1,234 code." in said
    assert "4 hidden, 1 empty." in said
    assert "it repeats 3 of them for 50 characters" in said
    assert "`rnnwriter eval exposure me`" in said
    hopeless = "\n".join(sentences(replace(REPORT, end="hopeless", memorised=Memorised(9, 50, 0))))
    assert "only got worse" in hopeless
    assert "it repeats none of them" in hopeless
    audited = replace(REPORT, exposure={"sentences": ["A secret would not be given away."]})
    assert sentences(audited)[-1] == "A secret would not be given away."
