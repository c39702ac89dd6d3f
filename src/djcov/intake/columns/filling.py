"""Values that stand once for several rows: merged downwards, written only in the first row of a block, or 同上."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ...values.blocks import are_blocks
from ...values.reading import OTHERWHERE, ditto, is_blank
from ..files.sheets import Cell, Sheet


def merged_down(rows: Sequence[int], column: int, sheet: Sheet, first: int) -> dict[int, Cell]:
    """The positions in ``rows`` that a range merged downwards covers, but for its first row, and its value.

    A range that begins above row ``first`` is the header's.
    """
    tall = [merge for merge in sheet.merges if merge.bottom > merge.top >= first and merge.left == column]
    return {
        at: sheet.cell(merge.top, column)
        for merge in tall
        for at in range(bisect_right(rows, merge.top), bisect_right(rows, merge.bottom))
    }


def fill_blocks(cells: Sequence[Cell]) -> list[Cell] | None:
    """Fill a column in which each value stands once, at the head of its block; None if it is not such a column."""
    if not are_blocks(cells):
        return None
    result: list[Cell] = []
    last: Cell = ""
    for cell in cells:
        last = last if is_blank(cell) else cell
        result.append(last)
    return result


def within(cells: Sequence[Cell], written: Sequence[Cell], places: Sequence[object]) -> list[Cell]:
    """A column filled down only within the place where a value was written: no village lies in two townships.

    ``cells`` are the filled ones, ``written`` those before.
    """
    result: list[Cell] = []
    home: object = None
    for cell, own, place in zip(cells, written, places, strict=True):
        home = place if not is_blank(own) else home
        result.append(cell if not is_blank(own) or place == home else "")
    return result


def fill_dittos(cells: Sequence[Cell]) -> tuple[list[Cell], list[int]]:
    """Give each 同上 the value of the cell above, and where that was; it stays where nothing is above."""
    marks = {cell: mark for cell in dict.fromkeys(cells) if (mark := ditto(cell)) and mark not in OTHERWHERE}
    result: list[Cell] = []
    for cell in cells:
        above = result[-1] if result else ""
        result.append(cell if cell not in marks or is_blank(above) else above)
    return result, [at for at, (new, old) in enumerate(zip(result, cells, strict=True)) if new is not old]
