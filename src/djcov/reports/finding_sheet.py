"""The sheet 检查结果: every finding in one list, the worst first, made to be filtered and worked off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from ..findings import CATALOGUE, Finding, Findings, Severity
from ..roster import OWN_SHEET, OWN_SHEETS
from .check import tally
from .page_model import breadth, clean

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

TITLE = "检查结果"
COLOURS: dict[Severity, str] = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.NOTE: "FFDDEBF7"}
"""ARGB of a marked cell: light red, yellow and blue."""

_WIDTHS = {"级别": 7, "代码": 26, "问题": 24, "文件": 30, "工作表": 20, "单元格": 10, "列": 24, "说明": 60, "建议": 50}
"""In characters, as spreadsheet programs count them; a Chinese one takes two."""
_LINE = 15
"""A line's height in points. Heights are set, for not every program fits them to wrapped text."""

_HEADING_ROW = 2

Target = Callable[[Finding], str]
"""Gives where a finding's cell is to be found, ``'工作表'!F12``, or an empty text."""


def write(workbook: Workbook, findings: Findings, target: Target | None = None, title: str = TITLE) -> None:
    """Put the list in front of a workbook's sheets. With ``target`` it is about this workbook and has links."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = workbook.create_sheet(free_title(workbook, title), 0)
    headings = [heading for heading in _WIDTHS if target is None or heading != "文件"]
    put(sheet, 1, 1, _about(findings, linked=target is not None)).font = Font(bold=True)
    for column, heading in enumerate(headings, start=1):
        cell = put(sheet, _HEADING_ROW, column, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFD9D9D9")
        cell.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[heading]
    wrapped = Alignment(vertical="top", wrap_text=True)
    link = Font(color="FF0563C1", underline="single")
    fills = {severity: PatternFill("solid", fgColor=colour) for severity, colour in COLOURS.items()}
    for row, finding in enumerate(_worst_first(findings), start=_HEADING_ROW + 1):
        texts = _texts(finding)
        for column, heading in enumerate(headings, start=1):
            cell = put(sheet, row, column, texts[heading])
            cell.alignment = wrapped
            if heading == "级别":
                cell.fill = fills[finding.severity]
            elif heading == "单元格" and target and texts[heading] and (place := target(finding)):
                cell.hyperlink = Hyperlink(ref="", location=place, display=texts[heading])
                cell.font = link
        lines = max(-(-breadth(texts[heading]) // (_WIDTHS[heading] - 1)) for heading in headings)
        sheet.row_dimensions[row].height = _LINE * max(lines, 1)
    last = max(sheet.max_row, _HEADING_ROW)
    sheet.auto_filter.ref = f"A{_HEADING_ROW}:{get_column_letter(len(headings))}{last}"
    sheet.freeze_panes = f"A{_HEADING_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"
    show_first(workbook)


def link_to(sheet: str, cell: str) -> str:
    """Write a place as formulas and links do: ``'工作表'!F12``."""
    return f"""'{sheet.replace("'", "''")}'!{cell}"""


def is_own(sheet: Worksheet) -> bool:
    """Tell whether djcov wrote a sheet."""
    return str(sheet["A1"].value or "").startswith(OWN_SHEETS)


def _about(findings: Findings, *, linked: bool) -> str:
    counts = f"{tally(findings.totals)}。" if len(findings) else "没有发现问题。"
    more = f"每种最多列出 {findings.keep} 处。" if len(findings) > len(findings.stored) else ""
    how = "点“单元格”可跳到原处；改好后用 djcov 再检查本文件即可。" if linked and len(findings) else ""
    return f"{OWN_SHEET}：{counts}{more}{how}"


def _worst_first(findings: Findings) -> list[Finding]:
    return sorted(findings, key=lambda finding: -finding.severity)  # stable: by place within a severity


def _texts(finding: Finding) -> dict[str, str]:
    at = finding.location
    return {
        "级别": finding.severity.label,
        "代码": finding.code,
        "问题": CATALOGUE[finding.code].title,
        "文件": at.file,
        "工作表": at.sheet,
        "单元格": at.cell or (f"第{at.row}行" if at.row else ""),
        "列": at.column,
        "说明": finding.message,
        "建议": finding.hint,
    }


def put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text that stays one, whatever it begins with."""
    cell = cast("Cell", sheet.cell(row, column))
    cell.value = clean(text)
    if cell.value:
        cell.data_type = "s"
    return cell


def free_title(workbook: Workbook, wanted: str) -> str:
    """Give the name of a new sheet: the one wanted, with a number if it is taken."""
    taken = {name.lower() for name in workbook.sheetnames}
    titles = [wanted, *(f"{wanted} ({number})" for number in range(2, len(taken) + 3))]
    return next(title for title in titles if title.lower() not in taken)


def show_first(workbook: Workbook) -> None:
    """Open at the first sheet, and at it alone: sheets selected together are changed together."""
    workbook.active = 0
    for number, sheet in enumerate(workbook.worksheets):
        sheet.sheet_view.tabSelected = number == 0
