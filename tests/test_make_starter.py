"""The shipped model can be made again, in slices, from a folder or an archive."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

from rnnwriter.model import load_model
from tests.texts import starter_corpus

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "models" / "make_starter.py"


def make(corpus: Path, folder: Path, *options: str) -> str:
    """Run the script; what it prints."""
    done = subprocess.run(
        [
            *(sys.executable, SCRIPT, corpus, "--run", folder / "run", "--into", folder),
            *("--width", "64", *options),
        ],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_slices_end_in_a_model_with_figures_and_attributions(tmp_path: Path) -> None:
    texts = starter_corpus(tmp_path)
    archive = tmp_path / "corpus.tar.xz"
    with tarfile.open(archive, "w:xz") as packed:
        packed.add(texts, ".")

    make(archive, tmp_path, "--minutes", "0.05", "--slice", "0.001")
    assert (tmp_path / "run" / "state.safetensors").exists()
    assert not (tmp_path / "starter.safetensors").exists()
    make(texts, tmp_path, "--minutes", "0.05")

    model = load_model(tmp_path / "starter.safetensors")
    assert {"validation_bits", "test_bits_blog", "test_bits_fiction"} <= set(model.info.figures)
    assert model.info.characters_seen > 0
    assert "- fiction 2 (CC0)" in (tmp_path / "ATTRIBUTION.md").read_text(encoding="utf-8")
