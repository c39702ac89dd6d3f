"""A sheet as it looks, and how it is saved: as a workbook or as the CSV that a spreadsheet program exports."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .world import Cell, Formula

SAVED_AT = datetime(2023, 1, 5, 9, 0)
"""The time that every workbook bears, so that the same district gives the same bytes."""

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column. Rows count from 1 as people see them, columns from 0."""


@dataclass(slots=True)
class Page:
    """One sheet. A merged area (合并单元格) has its content in its first cell."""

    title: str
    hidden: bool = False
    cells: dict[tuple[int, int], Cell | Formula] = field(default_factory=dict[tuple[int, int], "Cell | Formula"])
    merged: list[Area] = field(default_factory=list[Area])
    hidden_rows: set[int] = field(default_factory=set[int])
    widths: dict[int, float] = field(default_factory=dict[int, float])

    def put(self, row: int, column: int, content: Cell | Formula) -> None:
        """Write one cell; nothing is written where there is nothing to write."""
        if content is not None:
            self.cells[row, column] = content

    def merge(self, area: Area, content: Cell) -> None:
        """Write one text over an area of cells."""
        first_row, first_column, last_row, last_column = area
        self.put(first_row, first_column, content)
        if (first_row, first_column) != (last_row, last_column):
            self.merged.append(area)


@dataclass(slots=True)
class Book:
    """One file to be: its name, with folders if any, and its sheets."""

    file: str
    pages: list[Page]

    def save(self, folder: Path) -> Path:
        """Write the file below ``folder``, as a workbook or as CSV in GB18030, and give its path."""
        path = folder / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".csv":
            _save_csv(self.pages[0], path)
        else:
            _save_workbook(self.pages, path)
        return path


def _save_workbook(pages: Sequence[Page], path: Path) -> None:
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties({"title": path.stem, "created": SAVED_AT})
        day = book.add_format({"num_format": "yyyy/m/d"})
        middle = book.add_format({"align": "center", "valign": "vcenter", "text_wrap": True})
        for page in pages:
            sheet = book.add_worksheet(page.title)
            for row, column, last_row, last_column in page.merged:
                sheet.merge_range(row - 1, column, last_row - 1, last_column, "", middle)
            for (row, column), content in page.cells.items():
                _write(sheet, row - 1, column, content, day)
            for row in page.hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            for column, width in page.widths.items():
                sheet.set_column(column, column, width)
            if page.hidden:
                sheet.hide()


def _write(sheet: Worksheet, row: int, column: int, content: Cell | Formula, day: Format) -> None:
    """Write one cell as what it is; a text never becomes a formula or a link."""
    if isinstance(content, Formula):
        sheet.write_formula(row, column, "=1/0", None, content.shown)
    elif isinstance(content, date):
        sheet.write_datetime(row, column, datetime(content.year, content.month, content.day), day)
    elif isinstance(content, str):
        sheet.write_string(row, column, content)
    elif content is not None:
        sheet.write_number(row, column, content)


def _save_csv(page: Page, path: Path) -> None:
    """Write what a spreadsheet program exports: every row as wide as the sheet, merged areas empty but for one cell."""
    height = max(row for row, _ in page.cells)
    width = max(column for _, column in page.cells) + 1
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        for row in range(1, height + 1):
            writer.writerow([_shown(page.cells.get((row, column))) for column in range(width)])


def _shown(content: Cell | Formula) -> str:
    if content is None:
        return ""
    if isinstance(content, Formula):
        return content.shown
    if isinstance(content, date):
        return f"{content.year}/{content.month}/{content.day}"
    if isinstance(content, int | float) and abs(content) >= 10**11:
        return f"{content:.5E}"
    return str(content)
