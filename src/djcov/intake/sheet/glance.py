"""Which rows of a large file are plainly data, told for a whole piece at once.

Such a row holds a name, something beside it, and no word of furniture (totals, notes, headers); the others are looked
at one by one, as the rows of any sheet (:mod:`.rows`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..bulk import NotFlat, Piece
from ..columns import clean_cells
from ..files.sheets import Cell, Sheet
from .furniture_words import FORMS, QUICK_HEAD, QUICK_NAME
from .header import Header
from .header_rows import is_header_row
from .header_words import Words
from .rows import header_cells
from .view import View

_MOST_WORDED = 0.04
"""Share of a piece's rows beyond which one header word in a row tells nothing."""


@dataclass(frozen=True)
class Glance:
    """What is seen of a piece without a look at those before it."""

    data: clean_cells.Flags
    """The rows that are plainly data."""
    names: clean_cells.Flags
    """The cells of the column of names (of a dictionary's) that are clean (:mod:`djcov.intake.columns.clean_cells`)."""
    encoded: bool
    """Whether that column is dictionary-encoded."""


class PieceRows(Sequence[Sequence[Cell]]):
    """The rows of a header and those of a piece below it, at their places in the file; made when asked for."""

    def __init__(self, above: Sequence[Sequence[Cell]], piece: Piece) -> None:
        self._above = above
        self._piece = piece

    def __len__(self) -> int:
        return self._piece.first + len(self._piece)

    @overload
    def __getitem__(self, row: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Sequence[Cell]]: ...
    def __getitem__(self, row: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        if isinstance(row, slice):
            return [self[at] for at in range(*row.indices(len(self)))]
        if row < len(self._above):
            return self._above[row]
        return [column[row - self._piece.first].as_py() for column in self._piece.columns]


class Glancer:
    """Looks at the pieces of one file, each by itself."""

    def __init__(self, header: Header, above: Sequence[Sequence[Cell]], words: Words) -> None:
        """``above``: the rows of the file down to the header's last one."""
        self._header = header
        self._words = words
        self._above = above
        self._own = pa.array(sorted(header_cells(View(Sheet("", above)), header)), pa.string())
        self._spelled = pa.array(sorted(words.spellings), pa.string())
        self._is_clean = clean_cells.test_of(header.kind, "name") or clean_cells.is_name

    def glance(self, piece: Piece) -> Glance:
        """Tell the rows that can be nothing but data: a name, something beside it, and no word of furniture.

        It needs nothing of the pieces before. Raises NotFlat if another table begins.
        """
        self._refuse_headers(piece)
        name_at = self._header.name_column
        cells = _distinct(piece.columns[name_at])
        plain = clean_cells.is_name(cells)
        names = plain if self._is_clean is clean_cells.is_name else self._is_clean(cells)
        flags = _rowwise(piece.columns[name_at], self._are_names(cells, plain))
        for at in self._header.label_columns:
            if at != name_at and at < len(piece.columns):
                flags = flags & ~per_cell(piece.columns[at], self._may_be_furniture)
        beside = [piece.columns[at] for at in self._header.field_at if at != name_at]
        something = (per_cell(column, lambda cells: pc.not_equal(cells, "")) for column in beside)
        return Glance(
            flags & reduce(np.logical_or, something), names, isinstance(piece.columns[name_at], pa.DictionaryArray)
        )

    def _are_names(self, cells: pa.Array, plain: clean_cells.Flags) -> clean_cells.Flags:
        """Tell the cells that can be nothing but names: plain, of the form that names have, and no furniture."""
        worded = pc.or_(pc.match_substring_regex(cells, QUICK_NAME), pc.is_in(cells, value_set=self._own))
        formed = pc.match_substring_regex(cells, FORMS[self._header.kind])
        return plain & clean_cells.flags(pc.and_not(formed, worded))

    def _may_be_furniture(self, cells: pa.Array) -> pa.Array:
        """Tell the cells before the name that may belong to a total, a note or a header."""
        plainly = pc.or_(pc.ascii_is_alnum(cells), pc.equal(cells, ""))
        if not pc.all(plainly).as_py():  # numbers and codes are plain at a tenth of the time
            plainly = pc.or_(plainly, pc.match_substring_regex(cells, clean_cells.NAME))
        worded = pc.or_(pc.match_substring_regex(cells, QUICK_HEAD), pc.is_in(cells, value_set=self._own))
        return pc.or_(worded, pc.invert(plainly))

    def _refuse_headers(self, piece: Piece) -> None:
        """Raise NotFlat at another header, which begins another table."""
        words = np.zeros(len(piece), np.int16)
        for column in piece.columns:
            words += per_cell(column, lambda cells: pc.is_in(cells, value_set=self._spelled))
        some = np.flatnonzero(words >= 1)
        if len(some) > max(len(piece) * _MOST_WORDED, 100):  # a word that stands in the data
            some = np.flatnonzero(words >= 2)
        rows = PieceRows(self._above, piece)
        for at in some.tolist():
            # apart, or it would be a line of the header above
            view = View(Sheet("", [*self._above, [], rows[piece.first + at]]))
            if is_header_row(view, self._header, len(self._above) + 1, self._words):
                raise NotFlat("another header")


def per_cell(column: pa.Array, test: Callable[[pa.Array], pa.Array]) -> clean_cells.Flags:
    """Hold a test against each cell; of a dictionary-encoded column against each distinct cell once."""
    return _rowwise(column, clean_cells.flags(test(_distinct(column))))


def _rowwise(column: pa.Array, flags: clean_cells.Flags) -> clean_cells.Flags:
    """Give each row the flag of its cell."""
    return clean_cells.rowwise(flags, column.indices) if isinstance(column, pa.DictionaryArray) else flags


def _distinct(column: pa.Array) -> pa.Array:
    """The cells to look at: of a dictionary-encoded column each distinct one."""
    return column.dictionary if isinstance(column, pa.DictionaryArray) else column
