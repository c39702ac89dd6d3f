"""The workbook in which a township is asked for what is missing: known cells locked, the others open and coloured.

The first sheet says what is asked, how much of it, and until when. The rows stand on the second one; its first column
is hidden and holds each row's key, so that rows may be sorted, taken out or added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..following.ask import OPEN, Ask, Cell, Request
from ..models import Kind, is_money
from ..policy import Policy
from ..roster import KEY_HEADER, OWN_SHEET
from ..values.money import USUAL
from . import template
from .finding_sheet import put
from .openpyxl_io import Loaded, new_workbook, pack
from .page_model import breadth
from .shares import day

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ABOUT, SHEET = "填写说明", "补填"

_KNOWN, _ASKED, _FAULTY, _IF_ORGANIZED = "FFF2F2F2", "FFFFF2CC", "FFFFC7CE", "FFDDEBF7"
"""ARGB of cells: grey, yellow, red, blue."""

_NARROWEST, _WIDEST, _LINE = 10, 44, 80
"""Widths of columns, and of the lines of the first sheet, in characters, of which a Chinese one takes two."""
_HEIGHT = 16
"""A line's height in points. Heights are set, for not every program fits them to wrapped text."""

_FIELDS = Kind.ENTERPRISES.model.model_fields


def workbook(request: Request, asking: Ask, policy: Policy) -> bytes:
    """Make the workbook of one township; the same request gives the same bytes."""
    book = new_workbook()
    _about(book, request, asking)
    _rows(book, request, policy)
    return pack(Loaded(book))


def _about(book: Workbook, request: Request, asking: Ask) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = book.create_sheet(ABOUT)
    sheet.column_dimensions["A"].width = _LINE
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    put(sheet, 1, 1, f"{OWN_SHEET}：{request.township}非公企业党建台账补填表").font = Font(bold=True, size=14)
    for row, text in enumerate(_lines(request, asking), start=2):
        put(sheet, row, 1, text).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = _HEIGHT * -(-breadth(text) // (_LINE - 2))
    sheet.protection.sheet = True


def _lines(request: Request, asking: Ask) -> Iterator[str]:
    """Say what is asked, how much, until when, and how it is filled in."""
    counts = Counter(field for row in request.rows for field in row.asked)
    columns = "、".join(f"{_title(field)} {counts[field]} 格" for field in request.fields if counts[field])
    yield f"截至 {day(asking.as_of)}，台账中 {len(request.rows)} 家企业有 {request.asked} 格没有填或填错：{columns}。"
    yield f"请在“{SHEET}”表中填好，于 {day(asking.due)} 前交回本文件，不要改文件格式。"
    yield "黄色的格请填写；红色的格在台账中填错了，请重填；蓝色的格有党组织的才填；灰色的格是已有的，已锁定，不用填。"
    yield "点一下格子会出现填写提示，有下拉箭头的可以选。确实没有的，是否栏填“否”，人数填 0，名称填“无”；不清楚的空着。"
    yield f"可以排序、筛选；不要改表头和隐藏的“{KEY_HEADER}”列，不要增加行；新增的企业请另行报送。"
    yield "灰色的格有误的，请另行说明，在这里改了也不会采用。"


def _title(field: str) -> str:
    return _FIELDS[field].title or field


def _rows(book: Workbook, request: Request, policy: Policy) -> None:
    """Write the sheet that is filled in."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = book.create_sheet(SHEET)
    line = Side("thin", "FFBFBFBF")
    border, centred = Border(line, line, line, line), Alignment("center", "center", wrap_text=True)
    fills = {colour: PatternFill("solid", fgColor=colour) for colour in (_KNOWN, _ASKED, _FAULTY, _IF_ORGANIZED)}
    put(sheet, 1, 1, KEY_HEADER)
    sheet.column_dimensions["A"].hidden = True
    for row, each in enumerate(request.rows, start=2):
        put(sheet, row, 1, each.key)
    for column, field in enumerate(request.fields, start=2):
        info, letter = _FIELDS[field], get_column_letter(column)
        head = put(
            sheet, 1, column, f"{_title(field)}（{USUAL}）" if is_money(Kind.ENTERPRISES, field) else _title(field)
        )
        head.font, head.alignment, head.border = Font(bold=True), centred, border
        shown = [str(head.value), *(str(each.cells[field].shown) for each in request.rows)]
        sheet.column_dimensions[letter].width = min(max(_NARROWEST, *(breadth(text) + 2 for text in shown)), _WIDEST)
        to_fill: list[str] = []
        for row, each in enumerate(request.rows, start=2):
            known = each.cells[field]
            cell = put(sheet, row, column, str(known.shown))
            if not isinstance(known.shown, str):
                cell.value = known.shown
            cell.border, cell.fill = border, fills[_colour(known)]
            cell.number_format = template.number_format(info) or "General"
            if known.state in OPEN:
                cell.protection = Protection(locked=False)
                to_fill.append(cell.coordinate)
        _check(sheet, field, to_fill, policy)
    sheet.freeze_panes = "C2"
    sheet.row_dimensions[1].height = 30
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(request.fields) + 1)}{len(request.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    protection = sheet.protection
    protection.sheet = True
    # what is not locked: to look at the rows as one likes
    protection.sort = protection.autoFilter = protection.formatColumns = protection.formatRows = False


def _colour(cell: Cell) -> str:
    if cell.state not in OPEN:
        return _KNOWN
    return _FAULTY if cell.faulty else _ASKED if cell.state == "asked" else _IF_ORGANIZED


def _check(sheet: Worksheet, field: str, cells: Sequence[str], policy: Policy) -> None:
    """Put the hint, the drop-down list and the input check of a column on the cells that are to be filled in."""
    from openpyxl.worksheet.cell_range import MultiCellRange

    if not cells:
        return
    info = _FIELDS[field]
    check = template.input_check(Kind.ENTERPRISES, field, info, policy, cells[0])
    check.promptTitle = _title(field)[: template.LONGEST_TITLE]
    check.prompt = template.hint(info)[: template.LONGEST_PROMPT]
    check.showInputMessage = True
    check.sqref = MultiCellRange(" ".join(cells))
    sheet.add_data_validation(check)
