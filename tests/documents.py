"""What the tests of the documents share: which there are, and the blocks of code in them."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
_OTHERS = (ROOT / "CONTRIBUTING.md", ROOT / "models" / "README.md", ROOT / "editors" / "README.md")
DOCUMENTS = [README, *DOCS, *(path for path in _OTHERS if path.exists())]


def text_of(path: Path) -> str:
    """What is in a file."""
    return path.read_text(encoding="utf-8")


def blocks(path: Path, language: str) -> list[str]:
    """The code blocks of `language` in a document."""
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(path), re.DOTALL | re.MULTILINE)
