"""A sheet with its merged ranges looked up by cell."""

from __future__ import annotations

from functools import cached_property

from ...values.reading import is_blank
from ..files.sheets import Cell, Merge, Sheet

MOST_HEADER_ROWS = 4


class View:
    """A sheet with its merged ranges looked up by cell."""

    def __init__(self, sheet: Sheet, file: str = "") -> None:
        self.sheet = sheet
        self.file = file
        self._rows: dict[int, list[Merge]] = {}
        self._tall: dict[int, dict[int, int]] = {}
        for merge in sheet.merges:
            for row in range(merge.top, min(merge.bottom, merge.top + MOST_HEADER_ROWS) + 1):
                self._rows.setdefault(row, []).append(merge)

    @cached_property
    def width(self) -> int:
        """The longest row's length."""
        return self.sheet.width

    def merges(self, row: int) -> list[Merge]:
        """The merged ranges that begin in ``row`` or up to three rows above and reach it."""
        return self._rows.get(row, [])

    def merged_from(self, column: int, row: int) -> int | None:
        """The first row of the range merged downwards that a cell lies in; None if it lies in none, or first."""
        if column not in self._tall:
            tall = [merge for merge in self.sheet.merges if merge.left <= column <= merge.right]
            self._tall[column] = {
                below: merge.top for merge in tall for below in range(merge.top + 1, merge.bottom + 1)
            }
        return self._tall[column].get(row)

    def filled(self, row: int, column: int) -> Cell:
        """A cell, or the first cell of the merged range that it lies in."""
        for merge in self.merges(row):
            if merge.left <= column <= merge.right and merge.top <= row <= merge.bottom:
                return self.sheet.cell(merge.top, merge.left)
        return self.sheet.cell(row, column)

    def texts(self, row: int) -> list[tuple[int, Cell]]:
        """The cells of a row that are not blank."""
        return [(column, cell) for column, cell in enumerate(self.sheet.rows[row]) if cell != "" and not is_blank(cell)]
