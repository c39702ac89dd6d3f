"""Two columns for one field: the more canonical one's cells, with those of the other where it is blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...models import Kind
from ...values.reading import compact, is_blank
from ...values.text import SOMEBODY
from ..files.sheets import Cell, CellError
from .validation import Coded, ColumnReader

_CODE_LENGTHS = {15, 18}
"""Of codes of old and of today: an enterprise has both."""


def together(kind: Kind, field: str, cells: Sequence[Cell], more: Sequence[Cell]) -> tuple[list[Cell], list[int]]:
    """The cells of a field from two columns, and where both answer and their answers differ."""
    blank = [_is_blank(cell) for cell in cells]
    pairs = list(zip(cells, more, strict=True))
    filled = [other if empty else cell for (cell, other), empty in zip(pairs, blank, strict=True)]
    answered = [
        at for at, (cell, other) in enumerate(pairs) if not blank[at] and cell != other and not _is_blank(other)
    ]
    apart = differing(kind, field, {pairs[at] for at in answered})
    return filled, [at for at in answered if pairs[at] in apart]


def differing(kind: Kind, field: str, pairs: Iterable[tuple[Cell, Cell]]) -> frozenset[tuple[Cell, Cell]]:
    """The pairs of cells whose answers are both known and differ."""
    pairs = list(pairs)
    if not pairs:
        return frozenset()
    distinct = list(dict.fromkeys(cell for pair in pairs for cell in pair))
    read = ColumnReader(kind, field).read(Coded(range(len(distinct)), distinct))
    values = dict(zip(distinct, read.values.values, strict=True))
    return frozenset(pair for pair in pairs if _differ(*(values[cell] for cell in pair)))


def _differ(one: object, other: object) -> bool:
    if one is None or other is None or SOMEBODY in (one, other):
        return False
    if isinstance(one, str) and isinstance(other, str):
        one, other = compact(one).casefold(), compact(other).casefold()
        if {len(one), len(other)} == _CODE_LENGTHS and one.isalnum() and other.isalnum():
            return False
    return one != other


def _is_blank(cell: Cell) -> bool:
    return not isinstance(cell, CellError) and (cell == "" or is_blank(cell))
