"""小计 and 合计 rows against the sums of the rows that they stand for.

Such a row is never counted. It is compared: a difference says that a row was lost, added or mistyped since somebody
summed, and that is worth knowing before the number goes up the line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from ...values.counts import read_count
from ...values.reading import Unreadable, compact
from ..files.sheets import Cell


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that is none of the sums that it could be."""

    row: int
    """Index from 0."""
    written: int
    summed: int


BEGINNING, END = -1, 2**62
"""Row indices before and behind all rows."""


def differences(
    totals: Mapping[int, str],
    written: Mapping[int, Cell],
    between: Callable[[int, int], int],
    heads: Collection[int] = (),
) -> list[Difference]:
    """Compare a column's totals.

    ``totals`` has the text of each total row by its row index, ``written`` its cell in the column; ``between`` gives
    the sum of the rows of data between two rows, ``heads`` are those totals that head a section. Another total may
    stand below or above its rows and cover its block or everything; it differs when it is none of these sums.
    """
    found: list[Difference] = []
    rows = sorted(totals)
    for row, before, after in zip(rows, [BEGINNING, *rows], [*rows[1:], END], strict=False):
        count = _count(written.get(row, ""))
        if count is None:
            continue
        above, below, whole = between(before, row), between(row, after), between(BEGINNING, END)
        if count not in {above, below, whole}:
            part = "小计" in compact(totals[row]) or "本页" in compact(totals[row])
            found.append(Difference(row, count, below if row in heads else (above or below) if part else whole))
    return found


def _count(cell: Cell) -> int | None:
    try:
        return read_count(cell).value
    except Unreadable:
        return None
