"""A table in a sheet: its rows all at once, with what stands once for several of them in each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..findings import CATALOGUE, Finding
from ..roster import Column, Table
from ..values.blocks import sparse
from ..values.reading import is_blank
from ..values.text import NOBODY
from .columns import filling
from .columns.validation import Coded, coded, dtype, since_1904, untyped
from .files.sheets import Cell, Sheet
from .sheet.continuation_rows import LISTED
from .sheet.header_words import Words
from .sheet.layout import Region
from .table import DataRows, Lists, TableReader, Typed, in_blocks
from .table_findings import placed


def type_table(region: Region, file: str, words: Words, *, blocks: bool = True) -> Typed:
    """Read a region's rows. ``blocks``: whether a township may stand once for several of them."""
    reader = TableReader(file, region.sheet, region.header, region.evidence, words)
    data = _SheetRows(region, reader.table, blocks=blocks)
    rows = reader.read(data)
    table = replace(reader.result(region.skipped, region.sections), hanging=frozenset(data.hanging))
    if region.continued:
        rows = replace(rows, columns={**rows.columns, **_gathered(rows.rows, rows.lists)})
        reader.findings.extend(_about_continued(table, region))
    return Typed(table, rows, reader.findings)


class _SheetRows(DataRows):
    def __init__(self, region: Region, table: Table, *, blocks: bool) -> None:
        self._sheet, self._region, self._table, self._blocks = region.sheet, region, table, blocks
        self.hanging: set[tuple[str, int]] = set()
        self.listing = region.data
        self.rows = [row for row in region.data if row not in region.continued] if region.continued else region.data
        self.shown = [row + 1 for row in self.rows]
        self.totals = [*(row for row, _ in region.sections), *(s.row - 1 for s in region.skipped if s.reason == "合计")]
        used = [(column.index, (column.field or column.fills) in LISTED) for column in table.columns]
        self._given = _cells(region.sheet, self.rows, [index for index, lists in used if not lists])
        self._given |= _cells(region.sheet, self.listing, [index for index, lists in used if lists])

    def head(self, row: int) -> int:
        return self._region.continued.get(row, row)

    def cell(self, row: int, column: Column) -> Cell:
        return self._sheet.cell(row, column.index)

    def cells(self, column: Column, name: str, places: Coded | None) -> tuple[Coded, Sequence[Finding]]:
        """A column's cells with merged and block values filled down."""
        written = cells = self._given[column.index]
        if column.option:
            return coded(cells), ()
        kind, rows, table = self._table.kind, self.rows_of(name), self._table
        if not self._sheet.typed:
            cells = untyped(kind, name, cells)
        merged = filling.merged_down(rows, column.index, self._sheet, table.header_row)
        if merged and dtype(kind, name) in ("Int64", "Float64"):
            # A count that stands once for several rows belongs to none of the others.
            return coded(cells), [placed(table, name, rows[at], "COUNT_MERGED", "") for at in sorted(merged)]
        if merged:
            cells = [merged.get(at, cell) for at, cell in enumerate(cells)]
        if self._sheet.since_1904:
            cells = since_1904(kind, name, cells)
        if self._blocks and in_blocks(kind, name) and not merged and sparse(cells):
            if column.field == name:
                self._hang(name, [at for at, cell in enumerate(cells) if is_blank(cell)])
            if (filled := filling.fill_blocks(cells)) is not None:
                return coded(filled), [CATALOGUE["FILLED_DOWN"].at(table.locate(field=name), column.header)]
        if places:
            cells = filling.within(cells, written, places.rows())
        return coded(cells), ()

    def without_dittos(self, cells: Coded, column: Column, name: str) -> tuple[Coded, Sequence[Finding]]:
        filled, taken = filling.fill_dittos(cells.rows())
        self._hang(name, taken)
        at = self._table.locate(field=name)
        return coded(filled), [CATALOGUE["DITTO_FILLED"].at(at, column.header, number=len(taken))] if taken else ()

    def _hang(self, name: str, places: Sequence[int]) -> None:
        rows = self.rows_of(name)
        self.hanging.update((name, rows[at] + 1) for at in places)


def _cells(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> dict[int, list[Cell]]:
    """Some columns' cells in ``rows``, error values in place."""
    given = {column: sheet.cells(column, rows) for column in columns}
    for (row, column), error in sheet.errors.items():
        # rows are in order
        if column in given and (at := bisect_left(rows, row)) < len(rows) and rows[at] == row:
            given[column][at] = error
    return given


def _gathered(rows: Sequence[int], lists: Lists) -> dict[str, Coded]:
    """Give each row the code and the names of all rows that belong to it."""
    listed: dict[int, tuple[list[str], list[str]]] = {row: ([], []) for row in rows}
    columns = [column.rows() if column else [None] * len(lists.rows) for column in (lists.codes, lists.names)]
    for row, *cells in zip(lists.rows, *columns, strict=True):
        for known, cell in zip(listed[row], cells, strict=True):
            known.extend([cell] if cell else [])
    codes = [next(iter(known), None) for known, _ in listed.values()]
    names = ["\n".join([name for name in known if name != NOBODY] or known) or None for _, known in listed.values()]
    return dict(zip(LISTED, map(coded, (codes, names)), strict=True))


def _about_continued(table: Table, region: Region) -> Iterator[Finding]:
    """Say how many rows without a name, which no merged range gives them, were taken together with the one above."""
    name = next(column for column in table.columns if column.field == "name")
    merged = filling.merged_down(list(region.continued), name.index, region.sheet, table.header_row)
    if blank := len(region.continued) - len(merged):
        yield CATALOGUE["ROWS_CONTINUED"].at(table.locate(field="name"), str(blank), column=name.header)
