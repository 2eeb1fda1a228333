"""A release, built and tried out: `make release` leaves sdist and wheel in dist/, or says why not.

The wheel is built from the sdist, so that this holds all that it needs; both are checked; and the
wheel is installed in an empty environment without PyTorch, where the program runs as a person's
would. `tests/test_wheel.py` does the same with a wheel that nobody releases.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.requirements import ROOT, others

DIST = ROOT / "dist"
_VERSION = re.compile(r'__version__ = "(.+)"')
# What nobody wants to download.
_CACHES = re.compile(
    r"__pycache__|\.py[co]$|/\.(?!(gitignore|npmrc)$)|"
    r"(^|/)(build|dist|\.venv|node_modules)(/|$)"
)
_IN_BOTH = ("LICENSE", "models/ATTRIBUTION.md")
_IN_THE_SDIST = (
    *("CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "README.md", "pyproject.toml"),
    *("assets/editor.svg", "models/starter.safetensors", "tests/test_wheel.py", "tools/release.py"),
)
_IN_THE_WHEEL = ("rnnwriter/py.typed", "rnnwriter/shipped/starter.safetensors")


class NoIndexError(Exception):
    """The package index cannot be reached."""


def run(
    *command: str | Path,
    cwd: Path = ROOT,
    given: str = "",
    env: Mapping[str, str] | None = None,
) -> str:
    """The output of `command`; raises SystemExit, with what it said, when it fails."""
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        input=given,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def version() -> str:
    """The version that is written in the source."""
    written = _VERSION.search((ROOT / "rnnwriter" / "version.py").read_text(encoding="utf-8"))
    assert written
    return written[1]


def obstacles() -> list[str]:
    """Why this tree is not to be released; one sentence each."""
    found = []
    if changed := run("git", "status", "--porcelain", cwd=ROOT).splitlines():
        found.append(f"{len(changed)} file(s) are not as committed; `git status` names them")
    if not is_told(version()):
        found.append(f"CHANGELOG.md has no dated section for {version()}")
    return found


def is_told(number: str) -> bool:
    """Whether CHANGELOG.md has a section for version `number`, with its day."""
    told = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = rf"^## \[{re.escape(number)}\] - \d{{4}}-\d\d-\d\d$"
    return re.search(heading, told, re.MULTILINE) is not None


def names_in_sdist(sdist: Path) -> list[str]:
    """The files of an sdist, below its one folder."""
    with tarfile.open(sdist) as archive:
        return [one.name.partition("/")[2] for one in archive.getmembers() if one.isfile()]


def names_in_wheel(wheel: Path) -> list[str]:
    """The files of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def faults(sdist: Iterable[str], wheel: Iterable[str]) -> list[str]:
    """What these files lack, and what they hold beside what they should; one sentence each."""
    held, packed = set(sdist), set(wheel)
    licences = {name.partition(".dist-info/licenses/")[2] for name in packed}
    found = [f"the sdist lacks {name}" for name in (*_IN_BOTH, *_IN_THE_SDIST) if name not in held]
    found += [f"the wheel lacks {name}" for name in _IN_BOTH if name not in licences]
    found += [f"the wheel lacks {name}" for name in _IN_THE_WHEEL if name not in packed]
    found += [f"{name} is a cache" for name in sorted(held | packed) if _CACHES.search(name)]
    for name in sorted(packed):
        if not name.startswith("rnnwriter/") and ".dist-info/" not in name:
            found.append(f"the wheel holds {name}, outside the package")
    return found


def install(wheel: Path, folder: Path) -> Path:
    """Install `wheel` without PyTorch in a new environment in `folder`; the program there.

    Raises NoIndexError when what it requires cannot be fetched.
    """
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    # What is never imported here need not be compiled.
    pip = (python, "-m", "pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check")
    run(*pip, "--no-deps", wheel, cwd=folder)
    try:
        run(*pip, *others(), cwd=folder)
    except SystemExit as error:
        if "No matching distribution" in str(error):
            raise NoIndexError from error
        raise
    return folder / "bin" / "rnnwriter"


def apart(home: Path) -> dict[str, str]:
    """Variables with which an installed program sees neither this checkout nor a person's home."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**kept, "RNNWRITER_HOME": str(home)}


def try_out(program: Path, folder: Path) -> None:
    """Do with the installed program what a person would first; raises AssertionError."""
    env = apart(folder / "home")

    def ask(*arguments: str, given: str = "") -> str:
        return run(program, *arguments, cwd=folder, given=given, env=env)

    assert ask("--version") == f"rnnwriter {version()}\n"
    asked = ("--prompt", "It was a ", "--length", "40", "--greedy")
    written = ask("generate", *asked)
    assert written.startswith("It was a ")
    assert len(written.rstrip("\n")) == len("It was a ") + 40
    assert ask("complete", given="It was the first time in my li").rstrip("\n") == "fe"
    assert "starter" in ask("models")
    assert str(program.parent.parent) in ask("models", "--json")


def main() -> None:
    """Build, check, try out."""
    if found := obstacles():
        raise SystemExit("No release: " + "; ".join(found) + ".")
    shutil.rmtree(DIST, ignore_errors=True)
    print(f"Building rnnwriter {version()}.", flush=True)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", DIST)
    (sdist,), (wheel,) = DIST.glob("*.tar.gz"), DIST.glob("*.whl")
    print(run(sys.executable, "-m", "twine", "check", "--strict", sdist, wheel), end="")
    if found := faults(names_in_sdist(sdist), names_in_wheel(wheel)):
        raise SystemExit("No release: " + "; ".join(found) + ".")
    print("Trying the wheel in an empty environment without PyTorch.", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            program = install(wheel, folder / "environment")
        except NoIndexError:
            raise SystemExit("No release: the package index cannot be reached.") from None
        try_out(program, folder)
    for file in (sdist, wheel):
        print(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
