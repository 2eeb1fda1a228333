"""`rnnwriter lsp`: the language server, on standard input and output."""

from dataclasses import replace

from rnnwriter import paths
from rnnwriter.engines import load_engine
from rnnwriter.errors import UserError
from rnnwriter.settings import Settings, load_settings


def lsp_command(model: str | None) -> None:
    """Serve a client until it is done; with `model` instead of the settings' one."""
    from rnnwriter.lsp.server import Server

    settings, problem = Settings(), ""
    try:
        settings = load_settings(paths.settings_file())
    except UserError as error:
        # Told by the client, whose person would look for it nowhere else.
        problem = str(error)
    if model:
        settings = replace(settings, model=model)
    Server(settings, load_engine, problem).start_io()
