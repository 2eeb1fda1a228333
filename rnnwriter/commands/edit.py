"""`rnnwriter [FILE]`: the editor."""

import gc
from dataclasses import replace
from pathlib import Path

from rnnwriter import paths
from rnnwriter.settings import load_settings


def edit_command(file: Path | None, model: str | None = None, *, new: bool = False) -> None:
    """Edit `file`, or go on with the last text; with `model` instead of the settings' one."""
    # Looking for cycles among what start-up makes is a tenth of it; the editor turns it on again.
    gc.disable()
    from rnnwriter.tui.app import run_editor

    settings = load_settings(paths.settings_file())
    run_editor(file, replace(settings, model=model) if model else settings, new=new)
