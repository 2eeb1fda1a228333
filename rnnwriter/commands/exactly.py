"""Continuations printed as they are, without Rich: a program that waits for them has no time."""

import sys

from rnnwriter.printable import printable_lines


def write_exactly(text: str) -> None:
    """Write to standard output: to a file or a program as it is, for it may want each byte; to a
    terminal with control characters, but for line breaks and tabs, as signs.
    """
    sys.stdout.write(printable_lines(text) if sys.stdout.isatty() else text)
