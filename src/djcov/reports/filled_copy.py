"""A copy of a roster's own workbook in which some cells are filled, each with a note that says from where.

Layout, columns, sheets and formulas stay. Where a copy would lack something of the original, what was to be filled in
makes a list of its own, and says why (:mod:`.annotated`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..findings import Findings
from ..following.fillings import Filling
from . import finding_sheet, marked_copy
from .openpyxl_io import NotKeptError, pack
from .page_model import Front, Heading, Note, clean, grid
from .workbook import hand_on

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MARK = "【djcov 填入】"
"""Begins our part of the note of a cell that was filled."""

_COLOUR = "FFE2EFDA"
"""ARGB of a filled cell: light green."""


@dataclass(frozen=True)
class Filled:
    """The copy, or the list in its place."""

    content: bytes
    written: tuple[Filling, ...]
    by_hand: tuple[tuple[Filling, str], ...]
    """What could not be written, and why."""
    apart: str = ""
    """Why it is no copy of the original; empty if it is one."""


def fill(original: bytes | None, fillings: Sequence[Filling], title: str, findings: Findings | None = None) -> Filled:
    """Write ``fillings`` into a copy of an .xlsx workbook, or list them under a ``title`` in one of its own.

    ``original``: the very bytes that were read; None where they are not there any more. ``findings``: what a sheet of
    that title in front of the copy tells.
    """
    try:
        loaded = marked_copy.loaded(original)
    except NotKeptError as error:
        return listed(fillings, title, str(error))
    sheets = marked_copy.sheets_by_shown_name(loaded.workbook)
    written: list[Filling] = []
    by_hand: list[tuple[Filling, str]] = []
    for filling in fillings:
        sheet = sheets.get(filling.at.sheet)
        why = filling.by_hand or (_refused(sheet, filling.at.cell) if sheet else "副本中没有这个工作表")
        if why or sheet is None:
            by_hand.append((filling, why))
            continue
        _write(sheet, filling)
        written.append(filling)
    if findings is not None:
        finding_sheet.write(loaded.workbook, findings, title=title)
    return Filled(pack(loaded), tuple(written), tuple(by_hand))


def listed(fillings: Sequence[Filling], title: str, why: str) -> Filled:
    """List what is to be filled in, because no copy can be made."""
    rows = [
        (each.at.file, each.at.sheet, each.at.cell or f"第{each.at.row}行", each.at.column, str(each.value), each.note)
        for each in fillings
    ]
    table = grid(["文件", "工作表", "单元格", "列", "填写", "依据"], rows, listed=True)
    page = (Heading(title, 1, Front("")), Note(f"{why}，请照此表手工填写。", "strong"), table)
    return Filled(hand_on(page), (), tuple((each, why) for each in fillings), why)


def _refused(sheet: Worksheet, address: str) -> str:
    """Say why a cell cannot be filled for one row alone; empty if it can."""
    area = marked_copy.merged_over(sheet, address)
    return "在合并单元格中，改它会改到别的行" if area and area.max_row > area.min_row else ""


def _write(sheet: Worksheet, filling: Filling) -> None:
    from openpyxl.styles import PatternFill

    cell = sheet[marked_copy.visible(sheet, filling.at.cell)]
    if isinstance(filling.value, str):
        cell.value = clean(filling.value) or None
        if cell.value:
            cell.data_type = "s"
    else:
        cell.value = filling.value
    cell.fill = PatternFill("solid", fgColor=_COLOUR)
    before = cell.comment.text.rstrip() if cell.comment else ""
    text = "\n".join([*([before, ""] if before else []), f"{MARK}{clean(filling.note)}"])
    marked_copy.note(cell, text, cell.comment.author if cell.comment else None)
