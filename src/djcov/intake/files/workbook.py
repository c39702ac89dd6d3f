"""From a workbook's bytes to sheets, with calamine; with openpyxl where calamine gives up.

calamine is ten times as fast as openpyxl and reads every format that offices keep. It also aborts the process on some
files, so this module runs in a worker (:mod:`.worker`), where that takes one file with it and not the run.
What calamine drops (error values, hidden rows, some merged ranges, the date system) is looked up in the bytes, see
:mod:`.package`, :mod:`.opendocument` and :mod:`.biff`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from ...errors import InputError
from . import biff, opendocument, package
from .sheets import SAVE_AS, Cell, CellError, Merge, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, SheetMetadata

_SECOND_OPINION_LIMIT = 32 << 20
"""Bytes up to which openpyxl is asked, which needs about fifty times as much memory."""

_LARGE = 1 << 20
"""Bytes from which on a workbook is read while its package is looked into."""

_INSPECT: dict[str, Callable[[bytes], Mapping[str, package.Untold]]] = {
    "ods": opendocument.inspect,
    "xls": biff.inspect_xls,
    "xlsb": biff.inspect_xlsb,
}
KINDS = frozenset({"xlsx", *_INSPECT})
"""What :func:`read` reads."""


def read(data: bytes, kind: str, where: str, named: Collection[str] = ()) -> tuple[Sheet, ...]:
    """Read every sheet that is not hidden, or is ``named``. ``kind`` is one of :data:`KINDS`.

    Raises InputError.
    """
    import python_calamine as calamine

    # Both go through all of the bytes and let other threads run meanwhile. In a large file the look into the package is
    # through long before the reader allocates anything; a small one waits for it.
    ahead = ThreadPoolExecutor(1).submit(_opened, data, named) if len(data) > _LARGE else None
    if ahead:
        from ..columns import clean_cells as _  # noqa: F401 - takes long, and will be needed for so many cells
    parts = package.inspect(data, where) if kind == "xlsx" else _INSPECT[kind](data)
    try:
        return _with_calamine(ahead.result() if ahead else _opened(data, named), parts)
    except calamine.PasswordError:
        raise InputError(
            "工作簿有密码", where=where, hint="请用环境变量 DJCOV_PASSWORD 或 --password-file 给出密码。"
        ) from None
    except MemoryError:
        raise InputError(
            "工作簿展开后太大，内存不够", where=where, hint="请删除多余的空白行列，或拆分后再试。"
        ) from None
    except BaseException as error:
        # A panic of the reader derives from BaseException; whatever is no failure of the reader goes on.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
    if kind == "xlsx" and len(data) <= _SECOND_OPINION_LIMIT:
        return _with_openpyxl(data, where, named)
    raise InputError("工作簿已损坏，读不出", where=where, hint=SAVE_AS)


def _opened(data: bytes, named: Collection[str]) -> list[tuple[SheetMetadata, CalamineSheet | None]]:
    """Have calamine read every sheet that is not hidden, or is ``named``; of the others there is only a name."""
    import python_calamine as calamine

    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [
        (meta, workbook.get_sheet_by_name(meta.name) if not _is_hidden(meta) or meta.name in named else None)
        for meta in workbook.sheets_metadata
        if meta.typ == calamine.SheetTypeEnum.WorkSheet
    ]


def _is_hidden(meta: SheetMetadata) -> bool:
    import python_calamine as calamine

    return meta.visible != calamine.SheetVisibleEnum.Visible


def _with_calamine(
    opened: Iterable[tuple[SheetMetadata, CalamineSheet | None]], parts: Mapping[str, package.Untold]
) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    for meta, sheet in opened:
        if sheet is None:
            sheets.append(Sheet(meta.name, (), hidden=True))
            continue
        part = parts.get(meta.name) or package.Untold()
        sheets.append(
            Sheet(
                name=meta.name,
                rows=_trimmed(cast("list[list[Cell]]", sheet.to_python(skip_empty_area=False))),
                merges=tuple(Merge(*first, *last) for first, last in sheet.merged_cell_ranges or ())
                or tuple(part.merges),
                hidden=_is_hidden(meta),
                hidden_rows=frozenset(part.hidden_rows),
                errors=part.errors,
                since_1904=part.since_1904,
            )
        )
    return tuple(sheets)


def _trimmed(rows: list[list[Cell]]) -> Sequence[Sequence[Cell]]:
    """Drop the empty rows behind the last row and the empty columns behind the last column of equally long rows."""
    while rows and rows[-1].count("") == len(rows[-1]):
        rows.pop()
    full = width = len(rows[0]) if rows else 0
    while width and set(map(itemgetter(width - 1), rows)) == {""}:
        width -= 1
    return rows if width == full else [row[:width] for row in rows]


def _with_openpyxl(data: bytes, where: str, named: Collection[str]) -> tuple[Sheet, ...]:
    """Ask openpyxl, which is slower and more lenient (parts in UTF-16, prefixes, broken styles)."""
    import warnings

    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what it will not keep; nothing is kept here
            workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        since = workbook.epoch == CALENDAR_MAC_1904
        return tuple(replace(_from_openpyxl(sheet, named), since_1904=since) for sheet in workbook.worksheets)
    except MemoryError:
        raise  # the worker says so
    except Exception:
        # A library's failure on bytes that may be anything: the file is named and refused.
        raise InputError("工作簿已损坏，读不出", where=where, hint=SAVE_AS) from None


def _from_openpyxl(sheet: object, named: Collection[str]) -> Sheet:
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)
    unseen = sheet.sheet_state != "visible"
    if unseen and sheet.title not in named:
        return Sheet(sheet.title, (), hidden=True)
    rows: list[list[Cell]] = []
    errors: dict[tuple[int, int], CellError] = {}
    for at, row in enumerate(sheet.iter_rows()):
        cells: list[Cell] = []
        for cell in row:
            value = cell.value
            if cell.data_type == "e":
                errors[at, len(cells)] = CellError(str(value))
                value = ""
            cells.append(_plain(value))
        rows.append(cells)
    merges = tuple(
        Merge(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
        for area in sheet.merged_cells.ranges
    )
    hidden = frozenset(number - 1 for number, row in sheet.row_dimensions.items() if row.hidden)
    return Sheet(sheet.title, _trimmed(rows), merges, unseen, hidden, errors)


def _plain(value: object) -> Cell:
    """A value as calamine would: numbers are floats, an empty cell is an empty text."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value if isinstance(value, str | float | bool | date | datetime | time | timedelta) else str(value)
