"""The day that a sheet says it is about: the line 截至日期 above the table."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import zip_longest

from ..values.periods import Period, periods
from ..values.reading import as_text, compact
from .sheets import Cell, Sheet

_LABEL = re.compile(r"(?:截[至止]|统计(?:日期|时间|口径日))")


def stated(sheet: Sheet, top: int) -> tuple[Period, ...]:
    """Give the periods that stand behind 截至日期 above row ``top``, in the same cell or the next filled one."""
    found: list[Period] = []
    for row in sheet.rows[:top]:
        cells = [cell for cell in row if cell != ""]
        for cell, after in zip_longest(cells, cells[1:], fillvalue=""):
            if isinstance(cell, str) and (label := _LABEL.search(compact(cell))):
                found += periods(compact(cell)[label.end() :]) or _of_cell(after)
    return tuple(dict.fromkeys(found))


def _of_cell(cell: Cell) -> tuple[Period, ...]:
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return (Period(day, day),)
    return periods(as_text(cell)) if isinstance(cell, str) else ()
