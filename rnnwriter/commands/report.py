"""The report of a training, as a person reads it in a terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rnnwriter.training.report import Report, figures, sentences


def print_report(report: Report, console: Console) -> None:
    """A table, and what it means."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right", style="dim")
    table.add_column(justify="right", style="bold")
    for row in figures(report):
        table.add_row(*map(Text, row))
    console.print(table)
    for sentence in sentences(report):
        console.print(Text(sentence))
