"""PyTorch's build for processors, where it can be had: `python -m tools.small_pytorch`.

On Linux the package index has PyTorch with gigabytes of CUDA, which a machine without an NVIDIA
card never uses. uv knows where the smaller builds are. It is asked once, with hard limits of time;
whatever goes wrong, nothing is changed, and the installer that runs next takes the default build.
An environment that has PyTorch is left as it is. UV_TORCH_BACKEND names another build than "cpu".

Not uv's "auto": it takes Intel's graphics in an ordinary laptop for an accelerator, whose build is
large too and is no use to rnnwriter.
"""

import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tools.requirements import pytorch

# To fetch uv, some 25 MB; to ask whether there is a build; to fetch that, some 200 MB.
FETCH_SECONDS = 120.0
ASK_SECONDS = 20.0
INSTALL_SECONDS = 3600.0
# One try, for whoever cannot be reached now would be waited for in vain.
_ONCE = {"UV_HTTP_RETRIES": "0", "UV_HTTP_CONNECT_TIMEOUT": "5", "UV_HTTP_TIMEOUT": "10"}
_NVIDIA = ("proc/driver/nvidia/version", "sys/module/nvidia/version")


def main(environment: Mapping[str, str], ask_seconds: float = ASK_SECONDS) -> None:
    """Install the build into the environment that runs this, or say why not."""
    backend = wanted(environment)
    if backend is None or find_spec("torch") is not None:
        return
    try:
        with _uv() as uv:
            install = (uv, "pip", "install", "--python", sys.executable, "--no-deps")
            asked = (*install, "--torch-backend", backend, pytorch())
            _run(*asked, "--dry-run", limit=ask_seconds, more=_ONCE)
            print(f"Installing PyTorch's build {backend!r}.", flush=True)
            _run(*asked, limit=INSTALL_SECONDS, shown=True)
    except (OSError, subprocess.SubprocessError):
        importlib.invalidate_caches()
        if find_spec("torch") is None:
            print("PyTorch's smaller build cannot be had here; the default one is installed.")


def wanted(environment: Mapping[str, str], root: Path = Path("/")) -> str | None:
    """The build to ask for; None where the default one is small, or is the one to use.

    root: where the system tells of a card.
    """
    if named := environment.get("UV_TORCH_BACKEND"):
        return named
    if sys.platform != "linux":
        return None
    card = shutil.which("nvidia-smi", path=environment.get("PATH", ""))
    return None if card or any((root / path).exists() for path in _NVIDIA) else "cpu"


@contextmanager
def _uv() -> Iterator[str]:
    """The system's uv, or one that is gone afterwards. Raises SubprocessError without one."""
    found = shutil.which("uv")
    if found:
        yield found
        return
    with tempfile.TemporaryDirectory() as folder:
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        _run(
            *pip,
            "--retries",
            "0",
            "--timeout",
            "10",
            "--target",
            folder,
            "uv>=0.8",
            limit=FETCH_SECONDS,
        )
        # Kept nowhere: who has no uv has no use for its cache.
        os.environ["UV_NO_CACHE"] = "1"
        yield str(Path(folder) / "bin" / "uv")


def _run(
    *command: str, limit: float, more: Mapping[str, str] | None = None, shown: bool = False
) -> None:
    """Run `command`, for `limit` seconds at most; raises SubprocessError when it fails."""
    environment = {**os.environ, **(more or {})}
    subprocess.run(command, check=True, timeout=limit, capture_output=not shown, env=environment)


if __name__ == "__main__":
    try:
        main(os.environ)
    except KeyboardInterrupt:
        sys.exit(130)
