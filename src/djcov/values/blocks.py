"""A column in which each value stands once, at the head of its block of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .reading import compact, is_blank

_FEWEST = 3
"""Rows of which one can say that some are a block."""


def sparse(cells: Sequence[object]) -> bool:
    """Whether so many rows of a column are blank that it may be one of blocks."""
    filled = sum(number for cell, number in Counter(cells).items() if not is_blank(cell))
    return len(cells) >= _FEWEST and filled * 2 <= len(cells)


def are_blocks(cells: Sequence[object]) -> bool:
    """Whether a column is one of blocks: that is how a column merged downwards comes out of a CSV export.

    The first row is filled, at least half of the rows are blank, and no value comes back after another one.
    """
    if not sparse(cells) or is_blank(cells[0]):
        return False
    heads = [compact(str(cell)) for cell in cells if not is_blank(cell)]
    runs = [head for index, head in enumerate(heads) if index == 0 or heads[index - 1] != head]
    return len(set(runs)) == len(runs)
