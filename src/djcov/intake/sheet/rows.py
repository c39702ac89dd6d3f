"""Which rows of a large file are data: told for a whole piece at once, and of the few others one by one.

What is plainly data holds a name, something beside it, and no word of furniture (totals, notes, headers); the others
are sorted by :mod:`.layout`, as the rows of any sheet.
"""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (pyarrow carries no types)

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...models import LISTING
from ...roster import Skipped
from ..bulk import NotFlat, Piece
from ..columns import clean_cells
from ..files.sheets import Cell, Sheet
from . import layout
from .continuation_rows import only_lists
from .furniture import OTHER_TABLE, Asides, shown_row
from .furniture_words import FORMS, QUICK_HEAD, QUICK_NAME
from .header import Header
from .header_rows import is_header_row
from .header_words import Words
from .view import View

_MOST_ASIDE = 10_000
"""Rows of furniture beyond which a file is no flat table."""

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


class Sorter:
    """Tells the rows of data in the pieces of one file, in their order."""

    def __init__(self, header: Header, head: Sheet, words: Words, *, take_doubtful: bool) -> None:
        self._header = header
        self._words = words
        self._above = [list[Cell](row) for row in head.rows[: header.bottom + 1]]
        self._own = pa.array(sorted(layout.header_cells(View(head), header)), pa.string())
        self._spelled = pa.array(sorted(words.spellings), pa.string())
        self._asides = Asides(header, words, take_doubtful=take_doubtful)
        self._is_plain = clean_cells.test_of(header.kind, "name") or clean_cells.is_name
        self._notes = False
        self.skipped: list[Skipped] = []
        """The rows that are none, with the reasons."""

    def sorted(self, piece: Piece, plainly: clean_cells.Flags) -> clean_cells.Flags:
        """Tell the rows of data; the others are set aside with their reasons."""
        data = plainly.copy()
        if self._notes:
            data[:] = False
        doubtful = np.flatnonzero(~data)
        for at, cells in zip(doubtful.tolist(), _rows(piece, doubtful), strict=True):
            view = View(Sheet("", [*self._above, cells]))
            reason, texts = self._asides.of(view, len(self._above), notes=self._notes)
            if reason == "分段":
                raise NotFlat("a row that heads a section")
            if reason == OTHER_TABLE:
                raise NotFlat("a table of sums")
            if reason == "表头" and self._notes:
                raise NotFlat("a header below a note, which may name another place")
            if reason is None and self._may_go_on(view):
                raise NotFlat("a row that goes on with the one above")
            if reason is None:
                data[at] = True
                continue
            self.skipped.append(Skipped(piece.first + at + 1, reason, shown_row(self._header.kind, *texts)))
            if len(self.skipped) > _MOST_ASIDE:
                raise NotFlat("too many rows are no data")
            if reason == "注" and not self._notes:
                self._notes = True
                return self._after_note(piece, data, at)
        return data

    def _may_go_on(self, view: View) -> bool:
        return self._header.kind in LISTING and only_lists(self._header, view.texts(len(self._above)))

    def _after_note(self, piece: Piece, data: clean_cells.Flags, note: int) -> clean_cells.Flags:
        """Behind a first note every row is looked at."""
        rest = replace(piece, first=piece.first + note + 1, columns=[column[note + 1 :] for column in piece.columns])
        data[note + 1 :] = self.sorted(rest, data[note + 1 :]) if len(rest) else ()
        return data

    def glance(self, piece: Piece) -> Glance:
        """Tell the rows that can be nothing but data: a name, something beside it, and no word of furniture.

        It needs nothing of the pieces before. Raises NotFlat if another table begins.
        """
        self._refuse_headers(piece)
        name_at = self._header.name_column
        cells = _distinct(piece.columns[name_at])
        names = self._is_plain(cells)
        flags = _rowwise(piece.columns[name_at], self._are_names(cells, names))
        for at, column in enumerate(piece.columns[: max(name_at, 2) + 1]):
            if at != name_at:
                flags = flags & ~per_cell(column, self._may_be_furniture)
        beside = [
            piece.columns[column.index] for column in self._header.columns if column.field and column.index != name_at
        ]
        something = (per_cell(column, lambda cells: pc.not_equal(cells, "")) for column in beside)
        return Glance(
            flags & reduce(np.logical_or, something), names, pa.types.is_dictionary(piece.columns[name_at].type)
        )

    def _are_names(self, cells: pa.Array, known: clean_cells.Flags) -> clean_cells.Flags:
        """Tell the cells that can be nothing but names: plain, of the form that names have, and no furniture."""
        worded = pc.or_(pc.match_substring_regex(cells, QUICK_NAME), pc.is_in(cells, value_set=self._own))
        formed = pc.match_substring_regex(cells, FORMS[self._header.kind])
        return known & clean_cells.flags(pc.and_not(formed, worded))

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
        for cells in _rows(piece, some):
            view = View(Sheet("", [*self._above, [], cells]))  # apart, or it would be a line of the header above
            if is_header_row(view, self._header, len(self._above) + 1, self._words):
                raise NotFlat("another header")


def per_cell(column: pa.Array, test: Callable[[pa.Array], pa.Array]) -> clean_cells.Flags:
    """Hold a test against each cell; of a dictionary-encoded column against each distinct cell once."""
    return _rowwise(column, clean_cells.flags(test(_distinct(column))))


def _rowwise(column: pa.Array, flags: clean_cells.Flags) -> clean_cells.Flags:
    """Give each row the flag of its cell."""
    return clean_cells.rowwise(flags, column.indices) if pa.types.is_dictionary(column.type) else flags


def _distinct(column: pa.Array) -> pa.Array:
    """Give the cells to look at: of a dictionary-encoded column each distinct one."""
    return column.dictionary if pa.types.is_dictionary(column.type) else column


def _rows(piece: Piece, at: np.ndarray[Any, np.dtype[np.int64]]) -> Iterator[list[Cell]]:
    """Give some of a piece's rows, cell by cell."""
    if not len(at):
        return iter(())
    chosen = pa.array(at)
    columns = [column.take(chosen).to_pylist() for column in piece.columns]
    return (list(cells) for cells in zip(*columns, strict=True))
