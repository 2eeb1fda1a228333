"""What the shipped model is like can be measured and written down again."""

import os
import subprocess
import sys
from pathlib import Path

from tests.texts import starter_corpus

ROOT = Path(__file__).parent.parent


def test_every_part_of_the_report_is_measured(trained: Path, tmp_path: Path) -> None:
    report = tmp_path / "REPORT.md"
    done = subprocess.run(
        [
            sys.executable,
            ROOT / "models" / "report_starter.py",
            starter_corpus(tmp_path),
            *("--model", trained, "--older", trained, "--into", report),
        ],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    text = report.read_text(encoding="utf-8")
    for heading in ("Size", "Bits", "What it repeats", "What must not", "Continuations"):
        assert f"## {heading}" in text
    assert "| blog | **" in text
    assert "e-mail addresses 0, telephone numbers 0" in text
    assert text.count("  - greedy: `") == text.count("  - sampled: `") == 20
    assert "Misspelt or broken: " in text
