"""The sheet 各单位问题数 of a marked copy: how many findings the rows of each unit have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..findings import Findings, Severity
from ..measures.row_units import RowUnits
from ..roster import OWN_SHEET
from .finding_sheet import free_title, put, show_first

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TITLE = "各单位问题数"
_WHOLE, _NO_ROW = "合计", "（表头、合计行等）"
_HEADINGS = ("乡（办）", "数据行数", "有问题的行", *(each.label for each in sorted(Severity, reverse=True)))
_WIDTHS = (26, 12, 12, 10, 10, 10)
_HEADING_ROW = 2


def write(workbook: Workbook, findings: Findings, units: RowUnits) -> None:
    """Put the sheet in front of a workbook's sheets."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = workbook.create_sheet(free_title(workbook, TITLE), 0)
    put(sheet, 1, 1, _about(findings)).font = Font(bold=True)
    line = Side("thin", "FFBFBFBF")
    border, centred = Border(line, line, line, line), Alignment(horizontal="center", vertical="center")
    for column, (heading, wide) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), start=1):
        head = put(sheet, _HEADING_ROW, column, heading)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="FFD9D9D9")
        head.border, head.alignment = border, centred
        sheet.column_dimensions[get_column_letter(column)].width = wide
    for row, (unit, numbers) in enumerate(_counts(findings, units), start=_HEADING_ROW + 1):
        put(sheet, row, 1, unit).border = border
        for column, number in enumerate(numbers, start=2):
            cell = sheet.cell(row, column, number)
            cell.border = border
        if unit == _WHOLE:
            for column in range(1, len(_HEADINGS) + 1):
                sheet.cell(row, column).font = Font(bold=True)
    sheet.freeze_panes = f"B{_HEADING_ROW + 1}"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    show_first(workbook)


def _about(findings: Findings) -> str:
    more = f"每种最多列 {findings.keep} 处，超出的没有计入。" if len(findings) > len(findings.stored) else ""
    return f"{OWN_SHEET}：各单位的问题数。{more}"


_Line = tuple[str, tuple[int, ...]]
"""A unit and its numbers, as :data:`_HEADINGS` has them."""


def _counts(findings: Findings, units: RowUnits) -> list[_Line]:
    """Give a row for the whole, each unit that has rows, and the findings about no row of data."""
    rows = Counter(units.rows.values())
    found: Counter[tuple[str, Severity]] = Counter()
    faulty: dict[str, set[tuple[str, str, int]]] = {}
    for finding in findings:
        at = finding.location
        place = (at.file, at.sheet, at.row or 0)
        unit = units.rows.get(place, _NO_ROW)
        found[unit, finding.severity] += 1
        if unit != _NO_ROW:
            faulty.setdefault(unit, set()).add(place)
    severities = sorted(Severity, reverse=True)
    named = [unit for unit in units.order if rows[unit]]
    lines: list[_Line] = [
        (unit, (rows[unit], len(faulty.get(unit, ())), *(found[unit, each] for each in severities))) for unit in named
    ]
    if any(found[_NO_ROW, each] for each in severities):
        lines.append((_NO_ROW, (0, 0, *(found[_NO_ROW, each] for each in severities))))
    totals = tuple(sum(numbers) for numbers in zip(*(numbers for _, numbers in lines), strict=True))
    return [(_WHOLE, totals or (0,) * (len(_HEADINGS) - 1)), *lines]
