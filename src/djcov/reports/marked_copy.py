"""The user's own workbook back: a copy with each finding on its cell and in words behind its row; in front how many
each unit has, and the list of all.

Where a copy would lack something of the original, the list alone makes a workbook of its own, and says why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from ..errors import told_apart
from ..findings import CATALOGUE, Finding
from ..measures.results import Check
from ..measures.row_units import RowUnits
from . import finding_sheet, row_problems, unit_counts
from .copy_losses import losses
from .openpyxl_io import Loaded, NotKeptError, existing, load, new_workbook, pack
from .page_model import clean

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.merge import MergedCellRange
    from openpyxl.worksheet.worksheet import Worksheet

MARK = "【djcov 检查】"
"""Begins our part of a cell's note: what stands before it was there before, what follows goes at the next check."""

_WIDTH, _LINE, _PER_LINE = 340, 18, 24
"""A note's width and height of a line in pixels, and the Chinese characters of a line."""

_AUTHOR = "djcov"

_PACKAGE = b"PK\x03\x04"

Marks = Mapping[tuple[str, str], list[Finding]]
"""The findings by sheet and cell."""


@dataclass(frozen=True)
class HandedBack:
    """A workbook with the findings."""

    content: bytes
    marked: int
    """How many cells of the copy have a mark."""
    apart: str = ""
    """Why it is no copy of the original; empty if it is one."""


def hand_back(check: Check, original: bytes | None, units: RowUnits | None = None) -> HandedBack:
    """Mark the findings in a copy of an .xlsx workbook, or list them in a workbook of their own.

    ``original``: the very bytes that were checked; None where they are not there any more. ``units``: in which unit
    each row lies, to count the findings by; they are not counted without.
    """
    try:
        copy = loaded(original)
    except NotKeptError as error:
        return listed(check, str(error), units)
    workbook = copy.workbook
    _forget_last_check(workbook)
    marks = _marks(check.findings, workbook)
    for (sheet, cell), findings in marks.items():
        _mark(workbook[sheet][cell], findings)
    places = {id(finding): finding_sheet.link_to(*at) for at, findings in marks.items() for finding in findings}
    row_problems.write(check, sheets_by_shown_name(workbook))
    finding_sheet.write(workbook, check.findings, lambda finding: places.get(id(finding), ""))
    if units:
        unit_counts.write(workbook, check.findings, units)
    return HandedBack(pack(copy), len(marks))


def loaded(original: bytes | None) -> Loaded:
    """Load an .xlsx workbook of which a copy is to be made. Raises NotKeptError, which says why there can be none."""
    if original is None:
        raise NotKeptError("台账在运行时被改动或移走了（请再运行一次）")
    if not original.startswith(_PACKAGE):
        raise NotKeptError("台账不是 .xlsx 工作簿，或者有密码")
    if lost := losses(original):
        raise NotKeptError(f"副本会丢失原工作簿中的{'、'.join(lost)}")
    try:
        return load(original)
    except NotKeptError as error:
        raise NotKeptError(f"原工作簿不能原样复制（{error}）") from None


def listed(check: Check, why: str, units: RowUnits | None = None) -> HandedBack:
    """List the findings in a workbook of their own, because of ``why``."""
    workbook = new_workbook()
    finding_sheet.write(workbook, check.findings)
    if units:
        unit_counts.write(workbook, check.findings, units)
    return HandedBack(pack(Loaded(workbook)), 0, why)


def _forget_last_check(workbook: Workbook) -> None:
    """Take out the list and the marks that an earlier check left in the workbook."""
    from openpyxl.styles import PatternFill

    for sheet in workbook.worksheets:
        if finding_sheet.is_own(sheet) and len(workbook.worksheets) > 1:
            workbook.remove(sheet)
            continue
        row_problems.forget(sheet)
        for cell in existing(sheet):
            if cell.comment is None or MARK not in cell.comment.text:
                continue
            note(cell, cell.comment.text.partition(MARK)[0].rstrip(), cell.comment.author)
            if _colour(cell) in finding_sheet.COLOURS.values():
                cell.fill = PatternFill()


def _colour(cell: Cell) -> object:
    colour: object = getattr(cell.fill, "fgColor")  # noqa: B009 - the stubs do not know its type
    return getattr(colour, "value", None)


def _marks(findings: Iterable[Finding], workbook: Workbook) -> Marks:
    """Give each finding its cell: its own, else the first one that is filled in its row; a sheet's or file's none."""
    marks: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    sheets = sheets_by_shown_name(workbook)
    for finding in findings:
        at = finding.location
        if at.sheet not in sheets or not (at.cell or at.row):
            continue
        sheet = sheets[at.sheet]
        marks[sheet.title, visible(sheet, at.cell or _first_cell(sheet, at.row or 1))].append(finding)
    return marks


def sheets_by_shown_name(workbook: Workbook) -> Mapping[str, Worksheet]:
    """Give a workbook's sheets by their names as locations have them."""
    shown = told_apart({name: name for name in workbook.sheetnames})
    return {shown[name]: cast("Worksheet", workbook[name]) for name in shown}


def _first_cell(sheet: Worksheet, row: int) -> str:
    cells = cast("Iterable[Cell]", sheet[row])
    return next((cell.coordinate for cell in cells if cell.value is not None), f"A{row}")


def visible(sheet: Worksheet, address: str) -> str:
    """The cell that shows for one inside a merged range: its upper left one."""
    area = merged_over(sheet, address)
    return area.start_cell.coordinate if area else address


def merged_over(sheet: Worksheet, address: str) -> MergedCellRange | None:
    """The merged range in which a cell lies."""
    from openpyxl.utils.cell import coordinate_to_tuple

    row, column = coordinate_to_tuple(address)
    for area in sheet.merged_cells.ranges:  # ``address in area`` would make an object of each
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return area
    return None


def _mark(cell: Cell, findings: list[Finding]) -> None:
    """Colour a cell by its worst finding, and put them all into its note, below what it held."""
    from openpyxl.styles import PatternFill

    worst = max(finding.severity for finding in findings)
    cell.fill = PatternFill("solid", fgColor=finding_sheet.COLOURS[worst])
    lines = [
        clean(f"{each.severity.label}·{CATALOGUE[each.code].title}：{each.message}。{each.hint}") for each in findings
    ]
    before = cell.comment.text.rstrip() if cell.comment else ""
    author = cell.comment.author if cell.comment else _AUTHOR
    note(cell, "\n".join([*([before, ""] if before else []), MARK, *lines]), author)


def note(cell: Cell, text: str, author: str | None) -> None:
    """Give a cell a note so large that its text is seen; none for an empty text."""
    from openpyxl.comments import Comment

    height = _LINE * (1 + sum(1 + len(line) // _PER_LINE for line in text.split("\n")))
    cell.comment = Comment(text, author or _AUTHOR, height, _WIDTH) if text else None
