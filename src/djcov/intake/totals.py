"""小计 and 合计 rows against the sums of the rows that they stand for.

Such a row is never counted. It is compared: a difference says that a row was lost, added or mistyped since somebody
summed, and that is worth knowing before the number goes up the line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..values.counts import read_count
from ..values.reading import Unreadable, compact
from .sheets import Cell


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that is none of the sums that it could be."""

    row: int
    """Index from 0."""
    written: int
    summed: int


def differences(
    totals: Mapping[int, str], data: Sequence[int], column: Sequence[Cell], counts: Sequence[int | None]
) -> list[Difference]:
    """Compare a column's totals.

    ``totals`` has the text of each total row by its row index; ``column`` is the whole column of the sheet, ``counts``
    the values of the ``data`` rows. A total may stand below or above its rows and cover its block or everything; it
    differs when it is none of these sums.
    """
    found: list[Difference] = []
    rows = sorted(totals)
    for at, row in enumerate(rows):
        written = _count(column[row]) if row < len(column) else None
        if written is None:
            continue
        before, after = (rows[at - 1] if at else -1), (rows[at + 1] if at + 1 < len(rows) else len(column))
        above = _sum(data, counts, before, row)
        below = _sum(data, counts, row, after)
        whole = _sum(data, counts, -1, len(column))
        if written not in {above, below, whole}:
            part = "小计" in compact(totals[row]) or "本页" in compact(totals[row])
            found.append(Difference(row, written, (above or below) if part else whole))
    return found


def _count(cell: Cell) -> int | None:
    try:
        return read_count(cell).value
    except Unreadable:
        return None


def _sum(data: Sequence[int], counts: Sequence[int | None], after: int, before: int) -> int:
    return sum(count or 0 for row, count in zip(data, counts, strict=True) if after < row < before)
