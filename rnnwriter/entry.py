"""Where `rnnwriter` begins: the editor at once, the other commands through `cli`.

The commonest ways to call it, with nothing or with a file, are understood here, because click
alone would take a tenth of the time to the first paint.
"""

import os
import sys
from pathlib import Path

from rnnwriter.commands.edit import edit_command
from rnnwriter.errors import UserError

COMMANDS = frozenset(
    {"bench", "complete", "edit", "eval", "generate", "lsp", "models", "scan", "train"}
)


def main() -> None:
    """Run the command line. Exit status: 0 done, 1 could not, 2 wrong usage, 130 interrupted."""
    arguments = sys.argv[1:]
    try:
        match arguments:
            case [] if "_RNNWRITER_COMPLETE" not in os.environ:
                edit_command(None)
            case [name] if name not in COMMANDS and not name.startswith("-"):
                edit_command(Path(name))
            case _:
                from rnnwriter.cli import run

                run()
    except UserError as error:
        print(f"rnnwriter: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output left, as `| head` does; that is no error of ours.
        sys.stderr.close()
        sys.exit(0)
