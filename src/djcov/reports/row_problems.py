"""The column 问题 of a marked copy: behind each row what is wrong in it, in words, the worst first.

It stands in the first column beyond the tables in which nothing is; the reader knows it by its header.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..findings import CATALOGUE, Finding, Severity
from ..measures.results import Check
from ..roster import PROBLEM_HEADER
from .finding_sheet import put
from .openpyxl_io import existing
from .page_model import breadth

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTH, _LINE = 60, 15
"""The column's width in characters, of which a Chinese one takes two; a line's height in points."""

_TOLD = 8
"""Findings of one row that are told; the list has all."""

_OURS = tuple(f"{each.label}·" for each in Severity)
"""How our texts begin."""

_LAST_COLUMN = 16_384


def write(check: Check, sheets: Mapping[str, Worksheet]) -> None:
    """Write the column on every sheet with a table in which some row has a finding; ``sheets`` by their shown names."""
    heads: defaultdict[str, list[int]] = defaultdict(list)
    edges: defaultdict[str, int] = defaultdict(int)
    for table in check.tables:
        heads[table.sheet].append(table.header_row)
        edges[table.sheet] = max(edges[table.sheet], *(column.index + 1 for column in table.columns), 0)
    for name, sheet in sheets.items():
        if name not in heads:
            continue
        found, column = _by_row(check, name, min(heads[name])), _free_column(sheet, edges[name])
        if found and column:
            _write(sheet, column, sorted(set(heads[name])), found)


def forget(sheet: Worksheet) -> None:
    """Take out the column that an earlier check wrote; what somebody typed there stays."""
    from openpyxl.utils import get_column_letter

    cells = existing(sheet)
    for column in {cell.column for cell in cells if cell.value == PROBLEM_HEADER}:
        for cell in cells:
            text = str(cell.value or "")
            if cell.column != column or not (text in ("", PROBLEM_HEADER) or text.startswith(_OURS)):
                continue
            if _height_of(sheet, cell.row) == _height(text):
                sheet.row_dimensions[cell.row].height = None
            del vars(sheet)["_cells"][cell.row, cell.column]
        letter = get_column_letter(column)
        if letter in sheet.column_dimensions and sheet.column_dimensions[letter].width == _WIDTH:
            del sheet.column_dimensions[letter]


def _by_row(check: Check, sheet: str, head: int) -> Mapping[int, list[Finding]]:
    """Give the findings about rows below a header."""
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in check.findings:
        at = finding.location
        if at.sheet == sheet and at.row and at.row > head:
            found[at.row].append(finding)
    return found


def _free_column(sheet: Worksheet, edge: int) -> int:
    """Give the first column beyond ``edge`` in which nothing stands; 0 if there is none."""
    taken = {cell.column for cell in existing(sheet) if cell.value is not None}
    taken |= {at for area in sheet.merged_cells.ranges for at in range(area.min_col, area.max_col + 1)}
    return next((at for at in range(edge + 1, _LAST_COLUMN + 1) if at not in taken), 0)


def _write(sheet: Worksheet, column: int, heads: Sequence[int], found: Mapping[int, list[Finding]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    wrapped = Alignment(vertical="top", wrap_text=True)
    for row in heads:
        head = put(sheet, row, column, PROBLEM_HEADER)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="FFD9D9D9")
        head.alignment = wrapped
    for row, findings in found.items():
        text = told(findings)
        put(sheet, row, column, text).alignment = wrapped
        needed = _height(text)
        if needed > (_height_of(sheet, row) or _LINE):
            sheet.row_dimensions[row].height = needed
    letter = get_column_letter(column)
    if not any(each.min <= column <= each.max for each in sheet.column_dimensions.values() if each.min and each.max):
        sheet.column_dimensions[letter].width = _WIDTH


def told(findings: Sequence[Finding]) -> str:
    """Say what is wrong in a row: 错误·职工人数：“若干”读不出数目；提示·…."""
    worst_first = sorted(findings, key=lambda finding: -finding.severity)
    texts = dict.fromkeys(
        f"{each.severity.label}·{each.location.column or CATALOGUE[each.code].title}：{each.message}"
        for each in worst_first
    )
    further = len(texts) - _TOLD
    more = f"；另有 {further} 处，见前面的清单" if further > 0 else ""
    return "；".join(list(texts)[:_TOLD]) + more


def _height_of(sheet: Worksheet, row: int) -> float | None:
    """Give a row's height in points; None if it has none of its own."""
    height: object = getattr(sheet.row_dimensions[row], "height")  # noqa: B009 - the stubs do not know its type
    return float(height) if isinstance(height, int | float) else None


def _height(text: str) -> float:
    """Give how high a row must be for a text."""
    return float(_LINE * max(1, -(-breadth(text) // (_WIDTH - 2))))
