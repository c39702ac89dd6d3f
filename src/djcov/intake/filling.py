"""Values that stand once for several rows: merged downwards, or written only in the first row of a block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..values.reading import compact, is_blank
from .sheets import Cell, Merge, Sheet


def fill_merged(cells: list[Cell], rows: Sequence[int], column: int, sheet: Sheet) -> list[Cell]:
    """Give each row of a range that is merged downwards the range's value."""
    tall = [merge for merge in sheet.merges if merge.bottom > merge.top and merge.left <= column <= merge.right]
    if not tall:
        return cells
    filled = list(cells)
    at = {row: index for index, row in enumerate(rows)}
    for merge in tall:
        value = sheet.cell(merge.top, merge.left)
        for row in range(merge.top, merge.bottom + 1):
            if row in at and merge.left == column:
                filled[at[row]] = value
    return filled


def merged_rows(rows: Sequence[int], column: int, merges: Sequence[Merge]) -> list[int]:
    """Give the positions in ``rows`` that lie in a range merged downwards, but for the range's first row."""
    tall = [merge for merge in merges if merge.bottom > merge.top and merge.left == column]
    at = {row: index for index, row in enumerate(rows)} if tall else {}
    return sorted(at[row] for merge in tall for row in range(merge.top + 1, merge.bottom + 1) if row in at)


def fill_blocks(cells: list[Cell]) -> list[Cell] | None:
    """Fill a column in which each value stands once, at the head of its block; None if it is not such a column.

    That is how a column merged downwards comes out of a CSV export: the first row is filled, at least half of the rows
    are blank, and no value comes back after another one.
    """
    filled = sum(number for cell, number in Counter(cells).items() if not is_blank(cell))
    if len(cells) < 3 or is_blank(cells[0]) or filled * 2 > len(cells):
        return None
    heads = [compact(str(cell)) for cell in cells if not is_blank(cell)]
    runs = [head for index, head in enumerate(heads) if index == 0 or heads[index - 1] != head]
    if len(set(runs)) < len(runs):
        return None
    result: list[Cell] = []
    last: Cell = ""
    for cell in cells:
        last = last if is_blank(cell) else cell
        result.append(last)
    return result
