"""Whether the terminal is gone, where no signal tells of it.

It tells by SIGHUP, but only who has not been told to ignore that (nohup), and only where it is the
one that controls the process. Textual would go on to read nothing, as fast as it can, for ever.
"""

import errno
import sys


def is_gone(handle: int) -> bool:
    """Whether `handle` was a terminal that has been hung up."""
    if sys.platform == "win32":
        return False
    import termios

    try:
        termios.tcgetattr(handle)
    except termios.error as error:
        return bool(error.args[0] == errno.EIO)
    return False
