"""Who suggests, by name: the models of this program, and engines that other packages add.

Importing this costs nothing: the editor does so before its first paint.
"""

from rnnwriter.engines.engine import Engine

__all__ = ["Engine", "load_engine"]


def load_engine(name: str) -> Engine:
    """Load what `name` says; see `registry.load_engine`. Raises UserError."""
    from rnnwriter.engines import registry

    return registry.load_engine(name)
