"""How many rows each line takes, with the sums that a screen asks for, at any length of document.

Lines lie in blocks whose sums are kept, so an edit, or a question, looks at one block and passes
over the others.
"""

from collections.abc import Iterable, Sequence

BLOCK = 256


class RowIndex:
    """Rows per line, each at least 1; lines and rows count from 0."""

    def __init__(self, rows: Iterable[int]) -> None:
        rows = list(rows)
        self._blocks = [rows[at : at + BLOCK] for at in range(0, len(rows), BLOCK)] or [[]]
        self._sums = [sum(block) for block in self._blocks]
        self.height = sum(self._sums)
        """The rows of all lines."""
        self._lines = len(rows)

    def __len__(self) -> int:
        return self._lines

    def _find(self, line: int) -> tuple[int, int, int]:
        """(block, place in it, rows before the block) of `line`; IndexError beyond the last."""
        before = 0
        place = line
        for index, block in enumerate(self._blocks):
            if place < len(block):
                return index, place, before
            place -= len(block)
            before += self._sums[index]
        raise IndexError(line)

    def __getitem__(self, line: int) -> int:
        block, place, _ = self._find(line)
        return self._blocks[block][place]

    def __setitem__(self, line: int, rows: int) -> None:
        block, place, _ = self._find(line)
        grown = rows - self._blocks[block][place]
        self._blocks[block][place] = rows
        self._sums[block] += grown
        self.height += grown

    def top(self, line: int) -> int:
        """The first row of `line`."""
        block, place, before = self._find(line)
        return before + sum(self._blocks[block][:place])

    def at(self, row: int) -> tuple[int, int]:
        """(line, which of its rows) of `row`; the last there is for a row below it."""
        row = min(max(row, 0), self.height - 1)
        line = 0
        for block, total in zip(self._blocks, self._sums, strict=True):
            if row < total:
                for rows in block:
                    if row < rows:
                        return line, row
                    row -= rows
                    line += 1
            row -= total
            line += len(block)
        raise IndexError(row)

    def replace(self, start: int, stop: int, rows: Sequence[int]) -> None:
        """Let `rows` take the place of the lines from `start` up to `stop`."""
        if stop - start == len(rows) and len(rows) < BLOCK:
            for line, value in enumerate(rows, start):
                self[line] = value
            return
        first = 0
        before = 0
        while first < len(self._blocks) - 1 and before + len(self._blocks[first]) < start:
            before += len(self._blocks[first])
            first += 1
        last = first
        end = before + len(self._blocks[first])
        while end < stop:
            last += 1
            end += len(self._blocks[last])
        lines = [rows for block in self._blocks[first : last + 1] for rows in block]
        lines[start - before : stop - before] = rows
        new = [lines[at : at + BLOCK] for at in range(0, len(lines), BLOCK)]
        # A block that has become small is joined with the next one, so that there stay few.
        if len(new) > 1 and len(new[-1]) < BLOCK // 4:
            new[-2:] = [new[-2] + new[-1]]
        if not new and len(self._blocks) == last - first + 1:
            new = [[]]
        self.height -= sum(self._sums[first : last + 1])
        self._blocks[first : last + 1] = new
        self._sums[first : last + 1] = [sum(block) for block in new]
        self.height += sum(sum(block) for block in new)
        self._lines += len(rows) - (stop - start)
